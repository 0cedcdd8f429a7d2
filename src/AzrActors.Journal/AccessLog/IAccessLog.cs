using AzrActors.Domain.AccessLog;
using AzrActors.Domain.Vocabulary;

namespace AzrActors.Journal.AccessLog;

/// <summary>The access log as auditors and its keeper see it. It is written through <see cref="IJournal"/>.</summary>
public interface IAccessLog
{
    /// <summary>Where the log ends now.</summary>
    Task<LogHead> FindHeadAsync(CancellationToken cancellationToken);

    /// <summary>Hand-overs from key to key as they lie in the database, true or not, oldest first.</summary>
    Task<IReadOnlyList<KeyHandOver>> ReadHandOversAsync(CancellationToken cancellationToken);

    /// <summary>Checkpoints of logs larger than <paramref name="afterSize"/>, oldest first, at most <paramref name="limit"/>.</summary>
    Task<IReadOnlyList<StoredCheckpoint>> ReadCheckpointsAsync(long afterSize, int limit, CancellationToken cancellationToken);

    /// <summary>Entries with a number above <paramref name="after"/>, in ascending order, at most <paramref name="limit"/>.</summary>
    Task<IReadOnlyList<StoredAccessEntry>> ReadEntriesAsync(long after, int limit, CancellationToken cancellationToken);

    /// <summary>All holds, also lifted ones, oldest first.</summary>
    Task<IReadOnlyList<LogHold>> ListHoldsAsync(CancellationToken cancellationToken);

    /// <summary>Keeps entries beyond their term while a control procedure runs (AZRG-DV § 16 Abs. 2).</summary>
    /// <returns>Number of the hold.</returns>
    Task<long> HoldAsync(NewHold hold, CancellationToken cancellationToken);

    /// <returns>False if there is no such hold, or it is lifted already.</returns>
    Task<bool> LiftHoldAsync(long hold, string liftedBy, CancellationToken cancellationToken);

    /// <summary>Removes entries whose term is over and that nobody holds; the database itself decides which those are.</summary>
    /// <returns>How many were removed.</returns>
    Task<int> RemoveDueAsync(CancellationToken cancellationToken);
}

/// <param name="Size">Entries that are sealed.</param>
/// <param name="Highest">Highest number of an entry that can be seen, sealed or not; 0 if there is none.</param>
public sealed record LogHead(long Size, long Highest);

/// <summary>Entries to be kept beyond their term.</summary>
/// <param name="Record">Only entries of this record; null for all.</param>
/// <param name="EntriesFrom">Entries made at this instant or later.</param>
/// <param name="EntriesTo">Entries made before this instant; null without end.</param>
public sealed record NewHold(RecordId? Record, DateTimeOffset EntriesFrom, DateTimeOffset? EntriesTo, string Reason, string PlacedBy);

/// <param name="LiftedAt">Null while it holds.</param>
public sealed record LogHold(long Number, NewHold Hold, DateTimeOffset PlacedAt, string? LiftedBy, DateTimeOffset? LiftedAt);
