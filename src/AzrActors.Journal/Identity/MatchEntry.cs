using AzrActors.Domain.Identity;
using AzrActors.Domain.PersonRecords;
using AzrActors.Domain.Quality.Meetings;
using AzrActors.Domain.Vocabulary;

namespace AzrActors.Journal.Identity;

/// <summary>What a record is found and compared by from a version on; stored with the change that brings it.</summary>
/// <param name="Identity">Null when the record is found no more, because another one speaks for its person.</param>
/// <param name="Keeper">Authority that keeps the file.</param>
/// <param name="StatesDifference">It says of other records that their persons are others.</param>
public sealed record MatchEntry(RecordIdentity? Identity, AuthorityKey? Keeper, bool StatesDifference)
{
    /// <summary>
    /// Which keys are made of a record; a new number for another way of making them. What is stored under a lower one is made
    /// anew in the background (<see cref="MatchBackfill"/>).
    /// </summary>
    public const short Edition = 3;

    /// <summary>Under which it meets the records that rules hold it against.</summary>
    public MeetingKeys Meets { get; init; } = MeetingKeys.None;

    /// <summary>What the change makes new; null when the record is found and compared as before.</summary>
    public static MatchEntry? Of(PersonRecord? before, PersonRecord after)
    {
        if (after.MergedInto is not null) return before?.MergedInto is null ? Of(after) : null;
        var standsAlike = before is { MergedInto: null } && before.FileKeeper?.Value == after.FileKeeper?.Value
            && before.Differences.Count == after.Differences.Count && MeetingKeys.IsUntouched(before, after);
        if (standsAlike && RecordIdentity.IsUntouched(before!, after)) return null;
        var entry = Of(after);
        return standsAlike && RecordIdentity.Of(before!).IsAlike(entry.Identity!) ? null : entry;
    }

    /// <summary>Of a record as it stands.</summary>
    public static MatchEntry Of(PersonRecord record) => record.MergedInto is not null
        ? new MatchEntry(null, null, false)
        : new MatchEntry(RecordIdentity.Of(record), record.FileKeeper?.Value, !record.Differences.IsEmpty) { Meets = MeetingKeys.Of(record) };
}
