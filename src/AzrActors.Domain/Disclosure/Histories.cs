using AzrActors.Domain.PersonRecords;

namespace AzrActors.Domain.Disclosure;

/// <summary>One value before and after a change.</summary>
/// <param name="Before">Null where there was none, or none in sight.</param>
/// <param name="After">Null where there is none any more, or none in sight.</param>
public sealed record ValueChange(string Path, RecordItem? Before, RecordItem? After);

/// <summary>What one authority may see of one version: what it changed.</summary>
public sealed record DisclosedChange(int Version, ChangeOrigin Origin, IReadOnlyList<ValueChange> Values);

/// <summary>The history of a record as one authority may see it (AZRG §§ 3 Abs. 4, 9, 10).</summary>
public static class Histories
{
    /// <summary>
    /// Changes with at least one value in sight, oldest first. A version without any is left out: that somebody reported
    /// something is not to be known without knowing what.
    /// </summary>
    /// <param name="versions">Of <see cref="RecordTimes.Versions"/> from the same changes.</param>
    public static IReadOnlyList<DisclosedChange> Of(
        IReadOnlyList<PersonRecord> versions, IReadOnlyList<RecordChange> changes, HistorySight sight)
    {
        var shown = new List<DisclosedChange>();
        for (var index = 0; index < versions.Count; index++)
            if (Between(index == 0 ? null : versions[index - 1], versions[index], sight) is { Count: > 0 } values)
                shown.Add(new DisclosedChange(versions[index].Version, changes[index].Origin, values));
        return shown;
    }

    /// <summary>What the authority is given of the state that the register knew on a day, and of that what held on a day.</summary>
    /// <param name="knownOn">Last day whose changes count; null for all.</param>
    /// <param name="validOn">Legal day; null for everything known.</param>
    /// <returns>The version that was the newest then, and its values in sight; null if there was no record yet.</returns>
    public static (int Version, IReadOnlyList<RecordItem> Items)? AsOf(
        IReadOnlyList<PersonRecord> versions, IReadOnlyList<RecordChange> changes, HistorySight sight,
        DateOnly? knownOn, DateOnly? validOn, Func<DateTimeOffset, DateOnly> dayOf)
    {
        var known = knownOn is { } day ? versions.Take(changes.Count(change => dayOf(change.Origin.ReceivedAt) <= day)).ToList() : [.. versions];
        if (known.Count == 0) return null;
        var state = validOn is { } legal ? RecordTimes.HeldOn(known, legal) : known[^1];
        return (state.Version, [.. RecordItems.Of(state).Select(sight.Look).OfType<RecordItem>()]);
    }

    private static List<ValueChange> Between(PersonRecord? before, PersonRecord after, HistorySight sight)
    {
        var old = before is null ? [] : Visible(RecordItems.Beyond(before, after), sight);
        var current = Visible(RecordItems.Beyond(after, before), sight);
        return
        [
            .. current.Values.Where(item => old.GetValueOrDefault(item.Path)?.Value != item.Value)
                .Select(item => new ValueChange(item.Path, old.GetValueOrDefault(item.Path), item)),
            .. old.Values.Where(item => !current.ContainsKey(item.Path)).Select(item => new ValueChange(item.Path, item, null)),
        ];
    }

    private static Dictionary<string, RecordItem> Visible(IEnumerable<RecordItem> items, HistorySight sight) =>
        items.Select(sight.Look).OfType<RecordItem>().ToDictionary(item => item.Path);
}
