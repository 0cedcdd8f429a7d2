using AzrActors.Domain.PersonRecords;
using AzrActors.Domain.Quality;

namespace AzrActors.Journal.Findings;

/// <summary>What of the outlook of a record has to be stored anew.</summary>
/// <param name="Day">Legal day on which it was judged.</param>
/// <param name="Touched">Findings of it of which a change touched the data.</param>
public sealed record OutlookUpdate(DateOnly Day, RecordOutlook Outlook, IReadOnlyList<StandingFinding> Touched)
{
    /// <summary>False when neither the record before nor the one after has findings, and no block hides it from now on or no longer: then there is nothing to store.</summary>
    public bool WritesFindings { get; private init; }

    public bool WritesStanding { get; private init; }

    /// <summary>The day was looked at: whoever had claimed the record is done with it.</summary>
    public bool IsOfDay { get; private init; }

    /// <summary>Merges of the record and their taking back among the changes, oldest first.</summary>
    internal IReadOnlyList<FindingMove> Moves { get; private init; } = [];

    /// <summary>What a submission changes of it; null for nothing, as with nearly every one.</summary>
    /// <param name="before">Of the record before the change on the same day; null for one that comes into being.</param>
    /// <remarks>
    /// What the day alone has changed since the record was last looked at is equal on both sides and not stored here; the look
    /// that is due finds it.
    /// </remarks>
    public static OutlookUpdate? Of(RecordOutlook? before, RecordOutlook after, RecordChange change, DateOnly day)
    {
        var writesFindings = after.Findings.Count > 0 || before is { Findings.Count: > 0 } || (before is not null && before.IsHidden != after.IsHidden);
        var writesStanding = before is null || !before.StandsLike(after);
        if (!writesFindings && !writesStanding) return null;
        return new OutlookUpdate(day, after, TouchedBy(after, change)) { WritesFindings = writesFindings, WritesStanding = writesStanding };
    }

    /// <summary>All of it, after a look at the record on a day.</summary>
    /// <param name="change">What the day did to the record; null for nothing.</param>
    public static OutlookUpdate OfDay(RecordOutlook outlook, RecordChange? change, DateOnly day) =>
        new(day, outlook, change is null ? [] : TouchedBy(outlook, change)) { WritesFindings = true, WritesStanding = true, IsOfDay = true };

    /// <summary>All of it, after a merge or its taking back.</summary>
    public static OutlookUpdate OfMove(RecordOutlook outlook, RecordChange change, FindingMove move, DateOnly day) =>
        new(day, outlook, TouchedBy(outlook, change)) { WritesFindings = true, WritesStanding = true, Moves = [move] };

    /// <summary>Both, where they are stored together: what this one says, and what the earlier one touched.</summary>
    internal OutlookUpdate After(OutlookUpdate earlier) => this with
    {
        Touched = [.. Touched.Union(earlier.Touched)],
        WritesFindings = WritesFindings || earlier.WritesFindings,
        WritesStanding = WritesStanding || earlier.WritesStanding,
        IsOfDay = IsOfDay || earlier.IsOfDay,
        Moves = [.. earlier.Moves, .. Moves],
    };

    private static IReadOnlyList<StandingFinding> TouchedBy(RecordOutlook outlook, RecordChange change) =>
        outlook.Findings.Count == 0 ? [] : [.. outlook.Findings.Where(finding => FindingChange.Touches(change, finding))];
}
