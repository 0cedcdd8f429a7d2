using System.Collections.Frozen;
using AzrActors.Domain.CodeLists;
using AzrActors.Domain.PersonRecords;

namespace AzrActors.Domain.Disclosure;

/// <summary>
/// For which occasions a record is stored (AZRG § 2): what is in it tells. Which items stand for which occasion is a
/// table (<c>Law/occasions.csv</c>).
/// </summary>
internal sealed class RecordOccasions
{
    private static readonly FrozenDictionary<string, FrozenSet<string>> ItemsOf = Table.Load("Law.occasions.csv").Rows
        .ToFrozenDictionary(row => row["occasion"], row => Table.Words(row["items"]).ToFrozenSet());

    private readonly PersonRecord _record;

    /// <summary>Items that tell of an occasion.</summary>
    public static IEnumerable<string> Items => ItemsOf.Values.SelectMany(items => items);

    /// <summary>Answers every question at once: they are asked of each value for each recipient.</summary>
    public RecordOccasions(PersonRecord record, DateOnly day)
    {
        _record = record;
        IsAsylumCase = Has("asylum") || record.Statuses.Any(status => status.Status.Kind == StatusKind.AsylumPermission);
        IsAsylumRunning = IsAsylumCase
            && (record.Statuses.Any(status => status.Status.Kind == StatusKind.AsylumPermission && status.RunsOn(day))
                || (Latest("asylumOpening") is { } opened && !(Latest("asylumEnd") >= opened) && !record.Statuses.Any(IsClosedPermission)));
        IsUnlawful = Has("unlawful");
        IsTemporaryProtection = Has("temporaryProtection")
            || record.Statuses.Any(status => ItemsOf["temporaryProtection"].Contains(status.Status.Item));
        IsFastTrack = Has("fastTrack");
        IsOfSection2 = IsAsylumOrUnlawful || record.Statuses.Count > 0 || record.HasFacts;
        IsPlacedInReception = Has("reception");
        IsSettled = record.Statuses.Any(status => status.Status.Kind == StatusKind.Settlement && status.RunsOn(day));
    }

    public bool IsAsylumCase { get; }

    /// <summary>The procedure is not finally closed: it was opened, and nothing that ends it came after.</summary>
    public bool IsAsylumRunning { get; }

    public bool IsUnlawful { get; }

    public bool IsTemporaryProtection { get; }

    /// <summary>§ 2 Abs. 1a and Abs. 2 Nr. 1.</summary>
    public bool IsAsylumOrUnlawful => IsAsylumCase || IsUnlawful;

    /// <summary>The same and § 2 Abs. 2 Nr. 2: the cases of § 18e.</summary>
    public bool IsAsylumUnlawfulOr24 => IsAsylumOrUnlawful || IsTemporaryProtection;

    public bool IsFastTrack { get; }

    /// <summary>Any occasion of § 2 Abs. 1a or 2: a status, a decision, a measure, an application.</summary>
    public bool IsOfSection2 { get; }

    public bool IsPlacedInReception { get; }

    public bool IsSettled { get; }

    private bool Has(string occasion) => ItemsOf[occasion].Any(item => _record.FactsOf(item).Count > 0);

    private static bool IsClosedPermission(StoredStatus status) =>
        status is { Status.Kind: StatusKind.AsylumPermission, EndedOn: not null };

    private DateOnly? Latest(string occasion) => ItemsOf[occasion].SelectMany(_record.FactsOf)
        .SelectMany(fact => fact.Fields.Values).Select(value => (DateOnly?)value.Source.ValidFrom).Max();
}
