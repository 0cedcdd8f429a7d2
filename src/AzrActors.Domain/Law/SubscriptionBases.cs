using System.Collections.Frozen;
using AzrActors.Domain.CodeLists;
using AzrActors.Domain.Vocabulary;

namespace AzrActors.Domain.Law;

/// <summary>
/// A legal basis on which an authority may be told of changes beyond the duties. It names kinds, purposes and items; the
/// view of the authority still decides on every value.
/// </summary>
public sealed class SubscriptionBasis
{
    private static readonly FrozenDictionary<string, SubscriptionBasis> ByName = Table.Load("Law.subscription-bases.csv").Rows
        .Select(row => new SubscriptionBasis(row)).ToFrozenDictionary(basis => basis.Name);

    private readonly KindList _kinds;
    private readonly string[] _purposes;
    private readonly ItemWords _items;

    private SubscriptionBasis(Table.Row row)
    {
        (Name, Paragraph) = (row["basis"], row["paragraph"]);
        _kinds = new KindList(row["kinds"]);
        _purposes = Table.Words(row["purposes"]);
        _items = new ItemWords(Table.Words(row["items"]));
    }

    /// <summary>Residents' offices are told of the persons who are registered with them (AZRG § 18e, BMG § 6).</summary>
    public static SubscriptionBasis Registration { get; } = ByName["registration"];

    public static IEnumerable<SubscriptionBasis> All => ByName.Values;

    public string Name { get; }

    public string Paragraph { get; }

    public static SubscriptionBasis? Find(string name) => ByName.GetValueOrDefault(name);

    public bool Supports(AuthorityKind kind, Purpose purpose) => _kinds.Covers(kind) && _purposes.Contains(purpose.Code);

    public bool Covers(AnnexItem item) => _items.IsEmpty || _items.Covers(item);
}
