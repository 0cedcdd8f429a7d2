using AzrActors.Domain.Law;
using AzrActors.Domain.PersonRecords;
using AzrActors.Domain.Vocabulary;

namespace AzrActors.Domain.Disclosure;

/// <summary>
/// One authority looking at one record: the law as tables, narrowed by the blocks and restrictions that the record
/// carries. Reading, notices and every other way out of the register look through it.
/// </summary>
public sealed class Sight
{
    private readonly PersonRecord _record;
    private readonly AuthorityKind _kind;
    private readonly Purpose? _purpose;
    private readonly bool _anyPurpose;
    private readonly PersonGroup _group;
    private readonly Conditions _fulfilled;
    private readonly Veil _veil;
    private readonly DateOnly _day;

    /// <param name="purpose">Null if none is stated; one the authority may not state counts as none.</param>
    public Sight(PersonRecord record, Authority authority, Purpose? purpose, DateOnly day)
        : this(record, authority, purpose?.FindBasis(authority.Kind, day) is null ? null : purpose, anyPurpose: false, day)
    {
    }

    private Sight(PersonRecord record, Authority authority, Purpose? purpose, bool anyPurpose, DateOnly day)
    {
        (_record, _kind, _purpose, _anyPurpose, _day) = (record, authority.Kind, purpose, anyPurpose, day);
        _group = PersonGroups.Of(record, day);
        _fulfilled = RecordConditions.Of(record, authority, day);
        _veil = new Veil(record, authority, purpose, day);
    }

    /// <summary>What the authority may be told unasked: what it may see for at least one of its purposes.</summary>
    public static Sight Unasked(PersonRecord record, Authority authority, DateOnly day) => new(record, authority, null, anyPurpose: true, day);

    /// <summary>The values in sight, reduced where the law gives only part of them.</summary>
    public IReadOnlyList<RecordItem> View(IEnumerable<RecordItem> items) =>
        _veil.HidesAll ? [] : [.. items.Select(Look).OfType<RecordItem>()];

    /// <summary>The value as the authority may see it; null if it may not.</summary>
    public RecordItem? Look(RecordItem item)
    {
        if (_veil.Hides(item) || LegalStates.Find(item.Item, _day) is not { } found) return null;
        var rights = _anyPurpose ? found.State.TellingTo(_kind) : found.State.ReadingOf(_kind, _purpose);
        return rights.Find(found.Item, _group, _fulfilled) is { } grant ? Reductions.Apply(item, grant.Conditions) : null;
    }
}
