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
        .ToFrozenDictionary(row => row["occasion"], row => row["items"].Split(' ').ToFrozenSet());

    private readonly PersonRecord _record;
    private readonly DateOnly _day;

    public RecordOccasions(PersonRecord record, DateOnly day) => (_record, _day) = (record, day);

    public bool IsAsylumCase => Has("asylum") || _record.Statuses.Any(status => status.Status.Kind == StatusKind.AsylumPermission);

    /// <summary>The procedure is not finally closed: it was opened, and nothing that ends it came after.</summary>
    public bool IsAsylumRunning => IsAsylumCase
        && (_record.Statuses.Any(status => status.Status.Kind == StatusKind.AsylumPermission && status.RunsOn(_day))
            || (Latest("asylumOpening") is { } opened && !(Latest("asylumEnd") >= opened) && !_record.Statuses.Any(IsClosedPermission)));

    public bool IsUnlawful => Has("unlawful");

    public bool IsTemporaryProtection => Has("temporaryProtection")
        || _record.Statuses.Any(status => ItemsOf["temporaryProtection"].Contains(status.Status.Item));

    public bool IsFastTrack => Has("fastTrack");

    /// <summary>Any occasion of § 2 Abs. 1a or 2: a status, a decision, a measure, an application.</summary>
    public bool IsOfSection2 => IsAsylumCase || IsUnlawful || _record.Statuses.Count > 0 || _record.Facts.Any(pair => pair.Value.Count > 0);

    public bool IsPlacedInReception => Has("reception");

    public bool IsSettled => _record.Statuses.Any(status => status.Status.Kind == StatusKind.Settlement && status.RunsOn(_day));

    private bool Has(string occasion) => ItemsOf[occasion].Any(item => _record.FactsOf(item).Count > 0);

    private static bool IsClosedPermission(StoredStatus status) =>
        status is { Status.Kind: StatusKind.AsylumPermission, EndedOn: not null };

    private DateOnly? Latest(string occasion) => ItemsOf[occasion].SelectMany(_record.FactsOf)
        .SelectMany(fact => fact.Fields.Values).Select(value => (DateOnly?)value.Source.ValidFrom).Max();
}
