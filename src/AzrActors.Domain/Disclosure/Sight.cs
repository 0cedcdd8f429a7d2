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
    private readonly RecordConditions _conditions;
    private readonly Authority _authority;
    private readonly IReadOnlyList<Purpose?> _purposes;
    private readonly Conditions _fulfilled;
    private readonly Veil _veil;
    private readonly DateOnly _day;

    /// <summary>Looks on request.</summary>
    /// <param name="purpose">As stated by the authority; one it may not state counts as none.</param>
    /// <param name="stated">What the request states besides: it fulfils those conditions of the law, and lifts no block.</param>
    public Sight(PersonRecord record, Authority authority, string purpose, StatedCircumstances stated, DateOnly day)
        : this(record, new RecordConditions(record, day), authority, [Purpose.StatedBy(authority, purpose, day)], day) =>
        _fulfilled |= stated.Conditions;

    /// <summary>Looks unasked: only the record fulfils conditions.</summary>
    /// <param name="conditions">Of this record on this day.</param>
    /// <param name="purposes">What one of them lets the authority see is in sight.</param>
    internal Sight(PersonRecord record, RecordConditions conditions, Authority authority, IReadOnlyList<Purpose?> purposes, DateOnly day)
    {
        (_conditions, _authority, _purposes, _day) = (conditions, authority, purposes, day);
        _fulfilled = conditions.For(authority);
        _veil = new Veil(record, conditions.Blocks, authority, purposes[0]);
    }

    /// <summary>A block hides the record from everybody but the register authority (AZRG § 4 Abs. 2).</summary>
    public static bool IsHidden(PersonRecord record, DateOnly day) => new RecordBlocks(record, day).IsLarge;

    /// <summary>The values in sight, reduced where the law gives only part of them.</summary>
    public IReadOnlyList<RecordItem> View(IEnumerable<RecordItem> items) =>
        _veil.HidesAll ? [] : [.. items.Select(Look).OfType<RecordItem>()];

    /// <summary>The value as the authority may see it; null if it may not.</summary>
    public RecordItem? Look(RecordItem item)
    {
        if (_veil.Hides(item) || LegalStates.Find(item.Item, _day) is not { } found) return null;
        var fulfilled = _fulfilled | _conditions.Of(item, _authority);
        foreach (var purpose in _purposes)
            if (found.State.ReadingOf(_authority.Kind, purpose).Find(found.Item, _conditions.Group, fulfilled) is { } grant)
                return Reductions.Apply(_conditions.Blocks.Mark(item), grant.Conditions);
        return null;
    }
}
