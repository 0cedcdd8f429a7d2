using System.Collections.Frozen;
using AzrActors.Domain.CodeLists;
using AzrActors.Domain.Vocabulary;

namespace AzrActors.Domain.Law;

/// <summary>
/// A condition of the law that only whoever asks can know (Umstand der Anfrage): the consent of the person, an extended
/// request of a court. The requesting body states it and answers for it (AZRG § 22 Abs. 3); the list is closed, and says
/// who may state what for which purpose.
/// </summary>
public sealed class Circumstance
{
    private static readonly FrozenDictionary<string, Circumstance> ById = Load();

    private readonly List<Line> _lines = [];

    private Circumstance(string id) => (Id, Condition) = (id, ConditionOf(id));

    /// <summary>Every circumstance of any legal state, in the order of the table.</summary>
    public static IReadOnlyList<Circumstance> All { get; } = [.. ById.Values.OrderBy(one => one.Condition)];

    /// <summary>The condition as the tables write it: <c>consent</c>, <c>extendedRequest</c>.</summary>
    public string Id { get; }

    internal Conditions Condition { get; }

    /// <summary>What it says, in German; the same for everyone who may state it.</summary>
    public string German => _lines[0].Row["text_de"];

    /// <summary>What it says, in English.</summary>
    public string English => _lines[0].Row["text_en"];

    /// <summary>The circumstance by its id; null if the list valid on the day has none.</summary>
    public static Circumstance? Find(string? id, DateOnly day) =>
        id is not null && ById.TryGetValue(id, out var one) && one._lines.Exists(line => line.Row.Covers(day)) ? one : null;

    /// <summary>Everything that can be stated on the day, by anybody.</summary>
    public static IReadOnlyList<Circumstance> On(DateOnly day) => [.. All.Where(one => Find(one.Id, day) is not null)];

    /// <summary>What this kind of authority may state when it asks for the purpose.</summary>
    /// <param name="purpose">Null if none is stated, or one that counts as none.</param>
    public static IReadOnlyList<Circumstance> Of(AuthorityKind kind, Purpose? purpose, DateOnly day) =>
        [.. All.Where(one => one.FindBasis(kind, purpose, day) is not null)];

    /// <summary>Paragraph under which this kind of authority may state it for the purpose on the day; null if it may not.</summary>
    public string? FindBasis(AuthorityKind kind, Purpose? purpose, DateOnly day) =>
        // A purpose that the kind may not state is no cause to ask at all.
        purpose is null || purpose.FindBasis(kind, day) is not null
            ? _lines.Find(line => line.Row.Covers(day) && line.Kinds.Covers(kind) && line.Serves(purpose))?.Row["paragraph"] : null;

    // A name that is no condition would never be asked for by any right.
    private static Conditions ConditionOf(string id) => Enum.TryParse<Conditions>(id, ignoreCase: true, out var condition)
        ? condition : throw new InvalidDataException($"'{id}' names no condition.");

    private static FrozenDictionary<string, Circumstance> Load()
    {
        var all = new Dictionary<string, Circumstance>(StringComparer.Ordinal);
        foreach (var row in Table.Load("Law.circumstances.csv").Rows)
        {
            if (!all.TryGetValue(row["circumstance"], out var one)) all[row["circumstance"]] = one = new Circumstance(row["circumstance"]);
            one._lines.Add(new Line(row, new KindList(row["kinds"]), Table.Words(row["purposes"])));
        }
        return all.ToFrozenDictionary(StringComparer.Ordinal);
    }

    private sealed record Line(Table.Row Row, KindList Kinds, string[] Purposes)
    {
        public bool Serves(Purpose? purpose) =>
            purpose is null ? Purposes.Contains("-") : Purposes.Contains("*") || Purposes.Contains(purpose.Code);
    }
}
