using AzrActors.Client.AccessLog;
using AzrActors.Contracts.AccessLog;
using AzrActors.Domain.AccessLog;

namespace AzrActors.Agency.AccessLog;

/// <summary>
/// Takes the whole log through a verifier, page by page, up to where it ended at the beginning: what the reading itself
/// adds to it is not read.
/// </summary>
internal sealed class LogWalk(IAccessLogClient log, LogOpening opening)
{
    private const int CheckpointsAtOnce = 20;
    private const int EntriesAtOnce = 2_000;

    private long _read;

    /// <summary>How the register says it passed from key to key.</summary>
    public IEnumerable<KeyHandOver> HandOvers => opening.HandOvers.Select(one => new KeyHandOver(one.From, one.NewKey, one.ActiveFrom, one.Signature));

    public static async Task<LogWalk> OpenAsync(IAccessLogClient log, string reason, CancellationToken cancellationToken) =>
        new(log, await log.OpenAsync(reason, cancellationToken));

    /// <param name="progress">Told the number of sealed entries that were read.</param>
    /// <param name="sealing">Sees every checkpoint with the entries it seals.</param>
    public async Task VerifyAsync(
        LogVerifier verifier, Action<long> progress, Action<StoredCheckpoint> sealing, CancellationToken cancellationToken)
    {
        for (var size = 0L; ;)
        {
            var page = await log.ReadCheckpointsAsync(opening.Pass, size, CheckpointsAtOnce, cancellationToken);
            if (page.Count == 0) break;
            foreach (var checkpoint in page)
            {
                var stored = ToDomain(checkpoint);
                verifier.Take(stored);
                sealing(stored);
                var highest = checkpoint.Entries.Count == 0 ? 0 : checkpoint.Entries.Max();
                while (_read < highest && await TakeEntriesAsync(verifier, cancellationToken)) progress(verifier.Size);
                verifier.EntriesReadTo(highest);
                progress(verifier.Size);
            }
            size = page[^1].Size;
        }
        while (await TakeEntriesAsync(verifier, cancellationToken)) progress(verifier.Size);
    }

    /// <summary>The entry with this number; null if it is not there any more.</summary>
    public async Task<byte[]?> FindContentAsync(long number, CancellationToken cancellationToken)
    {
        var rows = await log.ReadEntriesAsync(opening.Pass, number - 1, 1, cancellationToken);
        return rows is [{ } row] && row.Number == number ? row.Content : null;
    }

    private async Task<bool> TakeEntriesAsync(LogVerifier verifier, CancellationToken cancellationToken)
    {
        var rows = await log.ReadEntriesAsync(opening.Pass, _read, EntriesAtOnce, cancellationToken);
        foreach (var row in rows)
            verifier.Take(new StoredAccessEntry(row.Number, row.At, row.Kind, row.Authority, row.Record, row.Content));
        if (rows.Count > 0) _read = rows[^1].Number;
        return rows.Count > 0;
    }

    private static StoredCheckpoint ToDomain(LogCheckpoint said) => new(
        new SignedCheckpoint(new Checkpoint(said.Size, said.Root, said.At, said.Previous), said.KeyId, said.Signature), said.Entries, said.LeafHashes);
}
