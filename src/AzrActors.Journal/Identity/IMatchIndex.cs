using AzrActors.Domain.Identity;
using AzrActors.Domain.Vocabulary;

namespace AzrActors.Journal.Identity;

/// <summary>Finds records that may be of one person through the keys they share, without a scan (ADR 20).</summary>
public interface IMatchIndex
{
    /// <summary>
    /// Records that share a key, those that share most first, at most <see cref="PostgresMatchIndex.CandidatesMax"/>. Keys
    /// that more than <see cref="BlockIndex.MembersMax"/> records share find nobody: what so many share tells nobody apart.
    /// </summary>
    /// <param name="except">The record that is asked about; null for somebody who has none.</param>
    Task<IReadOnlyList<StoredIdentity>> FindAsync(IReadOnlySet<ulong> blockingKeys, RecordId? except, CancellationToken cancellationToken);

    /// <summary>What one record is compared by; null if it is erased or says nothing any more.</summary>
    Task<StoredIdentity?> FindAsync(RecordId record, CancellationToken cancellationToken);

    /// <summary>These records, each with those that share a key with it, the same as <see cref="FindAsync(IReadOnlySet{ulong}, RecordId?, CancellationToken)"/> finds.</summary>
    /// <returns>Without those that are erased or say nothing any more.</returns>
    Task<IReadOnlyList<Neighbourhood>> NeighboursAsync(IReadOnlyList<RecordId> records, CancellationToken cancellationToken);

    /// <summary>Records from this id on, in order. Ids have no pattern, so a stretch of them is a sample of the stock.</summary>
    Task<IReadOnlyList<StoredIdentity>> ReadAsync(Guid after, int atMost, CancellationToken cancellationToken);

    /// <summary>The ids alone of records from this id on, in order.</summary>
    Task<IReadOnlyList<RecordId>> ListAsync(Guid after, int atMost, CancellationToken cancellationToken);

    /// <summary>How many records there are, about.</summary>
    Task<long> CountAsync(CancellationToken cancellationToken);

    /// <summary>
    /// Takes records that changed and were not held against the stock yet, the oldest first. Another silo takes them when
    /// this one has not dealt with them within <paramref name="claim"/>.
    /// </summary>
    Task<IReadOnlyList<DueRecord>> ClaimDueAsync(int atMost, TimeSpan claim, CancellationToken cancellationToken);

    /// <summary>Records were held against the stock, each as of its version; one that changed meanwhile stays due.</summary>
    Task DoneAsync(IReadOnlyList<DueRecord> due, CancellationToken cancellationToken);
}

/// <summary>What a record is compared by.</summary>
/// <param name="Keeper">Authority that keeps the file.</param>
/// <param name="StatesDifference">It says of other records that their persons are others.</param>
public sealed record StoredIdentity(RecordId Record, int Version, RecordIdentity Identity, AuthorityKey? Keeper, bool StatesDifference);

/// <summary>A record and those it is held against.</summary>
public sealed record Neighbourhood(StoredIdentity Of, IReadOnlyList<StoredIdentity> Candidates);

/// <summary>A record that changed.</summary>
/// <param name="HasMoved">Somebody has moved to or from an address, or an address has become a shelter or is none any more.</param>
public readonly record struct DueRecord(RecordId Record, int Version, bool HasMoved);
