using AzrActors.Domain.Identity;
using AzrActors.Domain.PersonRecords;
using AzrActors.Domain.Vocabulary;

namespace AzrActors.Journal.Identity;

/// <summary>What a record is found and compared by from a version on; stored with the change that brings it.</summary>
/// <param name="Identity">Null when the record is found no more, because another one speaks for its person.</param>
/// <param name="Keeper">Authority that keeps the file.</param>
/// <param name="StatesDifference">It says of other records that their persons are others.</param>
public sealed record MatchEntry(RecordIdentity? Identity, AuthorityKey? Keeper, bool StatesDifference)
{
    /// <summary>What the change makes new; null when the record is found and compared as before.</summary>
    public static MatchEntry? Of(PersonRecord? before, PersonRecord after)
    {
        if (after.MergedInto is not null) return before?.MergedInto is null ? new MatchEntry(null, null, false) : null;
        var standsAlike = before is { MergedInto: null } && before.FileKeeper?.Value == after.FileKeeper?.Value
            && before.Differences.Count == after.Differences.Count;
        if (standsAlike && RecordIdentity.IsUntouched(before!, after)) return null;
        var identity = RecordIdentity.Of(after);
        return standsAlike && RecordIdentity.Of(before!).IsAlike(identity)
            ? null : new MatchEntry(identity, after.FileKeeper?.Value, !after.Differences.IsEmpty);
    }
}
