using AzrActors.Domain.Identity;
using AzrActors.Domain.Vocabulary;

namespace AzrActors.Journal.Identity;

/// <summary>Pairs of records that may be, are or are not one person. Every outcome is kept for ever.</summary>
public interface IMatchPairs
{
    /// <summary>Keeps what the register found about pairs of these records. What an official decided stays.</summary>
    /// <param name="found">Records, each with all that was found about it: what was found before and is not among it differs now.</param>
    /// <returns>How many pairs are new or have another outcome.</returns>
    Task<int> KeepFoundAsync(IReadOnlyList<FoundPairs> found, DateTimeOffset at, CancellationToken cancellationToken);

    /// <summary>
    /// Pairs of these records of which an official says that they are or may be one person. Whatever their records stated before that
    /// is withdrawn.
    /// </summary>
    Task<IReadOnlyList<ReopenedPair>> ReopenedAsync(IReadOnlyList<RecordId> records, CancellationToken cancellationToken);

    /// <summary>Keeps what an official decided, and has both records looked at. False if there is no such pair.</summary>
    Task<bool> DecideAsync(PairDecision decision, CancellationToken cancellationToken);

    /// <summary>Pairs after <paramref name="after"/> with an outcome, in the order in which they were found.</summary>
    /// <param name="keeper">Only those with a record whose file this authority keeps; null for all.</param>
    Task<IReadOnlyList<StoredPair>> ListAsync(MatchOutcome outcome, AuthorityKey? keeper, long after, int atMost, CancellationToken cancellationToken);

    /// <summary>One pair, null if there is none.</summary>
    Task<StoredPair?> FindAsync(long pair, CancellationToken cancellationToken);

    /// <summary>The pair of two records, null if none was found.</summary>
    Task<StoredPair?> FindAsync(RecordId one, RecordId other, CancellationToken cancellationToken);

    /// <summary>Everything that was found or decided about a pair, oldest first.</summary>
    Task<IReadOnlyList<StoredOutcome>> HistoryAsync(long pair, CancellationToken cancellationToken);
}

/// <summary>All that was found about one record.</summary>
public sealed record FoundPairs(RecordId Record, IReadOnlyList<FoundPair> Pairs);

/// <param name="Evidence">Fields, degrees and weights as JSON, without values.</param>
public sealed record FoundPair(RecordId Other, MatchOutcome Outcome, double Bits, string Evidence);

/// <summary>What an official decides about two records. The pair is made if nobody has found it before.</summary>
public sealed record PairDecision(
    RecordId One, RecordId Other, MatchOutcome Outcome, AuthorityKey Authority, string Official, string Reason, DateTimeOffset At);

/// <summary>A record, the other one of the pair, and who said when and why that the persons do not differ.</summary>
public sealed record ReopenedPair(RecordId Record, RecordId Other, long Pair, DateTimeOffset At, AuthorityKey Authority, string Reason);

/// <summary>A pair as it stands. One is the record with the lower id.</summary>
public sealed record StoredPair(
    long Pair, RecordId One, RecordId Other, MatchOutcome Outcome, bool ByOfficial, double Bits, string? Evidence, DateTimeOffset FoundAt,
    DateTimeOffset ChangedAt, AuthorityKey? KeeperOfOne, AuthorityKey? KeeperOfOther);

/// <param name="Official">Null where the register itself found it.</param>
public sealed record StoredOutcome(
    MatchOutcome Outcome, AuthorityKey Authority, string? Official, string? Reason, double Bits, string? Evidence, DateTimeOffset At);
