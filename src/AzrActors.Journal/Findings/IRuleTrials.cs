using AzrActors.Domain.Vocabulary;

namespace AzrActors.Journal.Findings;

/// <summary>Trials of rules on the whole stock. They go on by themselves, in bounded batches, also after a restart.</summary>
public interface IRuleTrials
{
    /// <returns>Number of the trial.</returns>
    Task<long> StartAsync(string rule, AuthorityKey by, CancellationToken cancellationToken);

    /// <summary>How far it is and what it has found; null if there is none.</summary>
    Task<RuleTrial?> FindAsync(long id, CancellationToken cancellationToken);

    /// <summary>The next batch of a trial that nobody has in hand until <paramref name="until"/>; null if none is running.</summary>
    Task<TrialBatch?> ClaimAsync(DateTimeOffset now, DateTimeOffset until, int atMost, CancellationToken cancellationToken);

    /// <summary>Counts a batch and goes on behind it, all or nothing; nothing if somebody else has done so.</summary>
    /// <param name="found">Records in which the rule finds something, by who must mend it.</param>
    Task FinishAsync(
        TrialBatch batch, IReadOnlyDictionary<AuthorityKey, int> found, int unreadable, DateTimeOffset now, CancellationToken cancellationToken);
}

/// <param name="Total">Records when it started.</param>
/// <param name="Unreadable">Records that could not be read, among those looked at.</param>
public sealed record RuleTrial(long Id, string Rule, long Total, long Looked, long Unreadable, bool IsDone, IReadOnlyDictionary<AuthorityKey, int> Found);

/// <param name="After">Where the batch begins; null for the first.</param>
/// <param name="Records">Empty at the end of the stock.</param>
public sealed record TrialBatch(long Trial, string Rule, Guid? After, IReadOnlyList<RecordId> Records);
