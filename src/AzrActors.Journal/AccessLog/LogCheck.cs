using AzrActors.Domain.AccessLog;

namespace AzrActors.Journal.AccessLog;

/// <summary>What the newest seal of the access log says, and whether it holds.</summary>
/// <param name="Entries">Entries that are sealed.</param>
/// <param name="Waiting">Numbers above the newest sealed entry: what is to be sealed next, at most.</param>
/// <param name="SealedAt">Null before the first seal.</param>
/// <param name="Key">Name of the key that signed.</param>
/// <param name="Holds">The seal is signed by a key of this register, and the entries under it read as when they were sealed.</param>
public sealed record LogStanding(long Entries, long Waiting, DateTimeOffset? SealedAt, string? Key, bool Holds);

/// <summary>
/// Looks at the newest seal, as often as somebody asks. Whether all of the log is what was sealed only a reading of all of it tells
/// (<c>azr log verify</c>).
/// </summary>
public sealed class LogCheck(IAccessLog log, LogKeyRing keys)
{
    private const int EntriesMax = 5_000;

    public async Task<LogStanding> LookAsync(CancellationToken cancellationToken)
    {
        var head = await log.FindHeadAsync(cancellationToken);
        if (head.Size == 0) return new LogStanding(0, head.Highest, null, null, Holds: true);
        if (await log.ReadCheckpointsAsync(head.Size - 1, 1, cancellationToken) is not [var newest]) return new LogStanding(head.Size, 0, null, null, Holds: false);
        var trust = keys.Current.ToTrust(await log.ReadHandOversAsync(cancellationToken));
        return new LogStanding(
            head.Size, Math.Max(0, head.Highest - newest.Entries.DefaultIfEmpty(0).Max()), newest.Sealed.Checkpoint.At, newest.Sealed.KeyId,
            trust.HasSigned(newest.Sealed) && await ReadAsSealedAsync(newest, cancellationToken));
    }

    private async Task<bool> ReadAsSealedAsync(StoredCheckpoint newest, CancellationToken cancellationToken)
    {
        if (newest.Entries.Count == 0) return true;
        var hashes = (await log.ReadEntriesAsync(newest.Entries.Min() - 1, EntriesMax, cancellationToken))
            .ToDictionary(entry => entry.Number, entry => MerkleTree.LeafHash(entry.Content));
        for (var place = 0; place < newest.Entries.Count; place++)
        {
            var number = newest.Entries[place];
            var isSame = hashes.TryGetValue(number, out var hash) && hash.AsSpan().SequenceEqual(newest.LeafHashes.AsSpan(place * hash.Length, hash.Length));
            // What was written long after others that share its seal is beyond this look.
            if (!isSame && (hashes.Count < EntriesMax || number <= hashes.Keys.Max())) return false;
        }
        return true;
    }
}
