using AzrActors.Domain.Law;
using AzrActors.Domain.PersonRecords;

namespace AzrActors.Domain.Disclosure;

/// <summary>
/// One authority looking back: at the values a record had in its versions. What it may see is decided by the law and the
/// blocks of today (<see cref="Sight"/>), never by those of the past, and besides by what has become of the value since.
/// </summary>
/// <remarks>
/// A value that was erased is gone from every version (AZRG § 36). One whose fact counts as another item by now, such as an
/// address that has become a former one, must be in sight as both. A name or sex entry that was replaced must still stand in
/// the record as a former one that is in sight: the act stores former names as an item with rights of its own.
/// </remarks>
public sealed class HistorySight
{
    private const string FormerSexEntries = "FormerSexEntries";

    private static readonly Dictionary<string, string> FormerItems = new()
    {
        ["person/familyName"] = KnownItems.FormerNames, ["person/birthName"] = KnownItems.FormerNames,
        ["person/firstNames"] = KnownItems.FormerNames, ["person/sex"] = FormerSexEntries,
    };

    private readonly Sight _sight;
    private readonly Dictionary<string, int> _erasedIn = [];
    private readonly Dictionary<string, RecordItem> _now;
    private readonly Dictionary<string, string> _itemsOfFacts = [];
    private readonly HashSet<(string Item, string Value)> _former;

    /// <param name="record">The record as it stands today.</param>
    /// <param name="changes">All its changes.</param>
    /// <param name="sight">Of the same record today.</param>
    public HistorySight(PersonRecord record, IReadOnlyList<RecordChange> changes, Sight sight)
    {
        _sight = sight;
        foreach (var change in changes)
            foreach (var erased in change.Events.OfType<RecordEvent.Erased>())
                foreach (var fact in erased.Facts) _erasedIn[fact] = change.Version;
        var items = RecordItems.Of(record).ToList();
        _now = items.ToDictionary(item => item.Path);
        foreach (var item in items) _itemsOfFacts.TryAdd(item.Fact, item.Item);
        _former = [.. sight.View(items.Where(item => item.Group is KnownItems.FormerNames or FormerSexEntries)).Select(item => (item.Group, item.Value))];
    }

    /// <summary>The value of some version as the authority may see it today; null if it may not.</summary>
    public RecordItem? Look(RecordItem then)
    {
        if (_erasedIn.TryGetValue(then.Fact, out var version) && then.Source.Version < version) return null;
        if (IsReplaced(then) && FormerItems.TryGetValue(then.Path, out var former) && !_former.Contains((former, then.Value))) return null;
        if (then.Group == FactPath.Address && _itemsOfFacts.GetValueOrDefault(then.Fact) is { } item && item != then.Item
            && _sight.Look(then with { Item = item }) is null) return null;
        return _sight.Look(then);
    }

    private bool IsReplaced(RecordItem then) => _now.GetValueOrDefault(then.Path)?.Value != then.Value;
}
