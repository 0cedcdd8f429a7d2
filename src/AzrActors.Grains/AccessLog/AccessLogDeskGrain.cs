using AzrActors.Contracts.AccessLog;
using AzrActors.Contracts.Doors;
using AzrActors.Domain.Vocabulary;
using AzrActors.Grains.Authorities;
using AzrActors.Grains.PersonRecords;
using AzrActors.Journal;
using AzrActors.Journal.AccessLog;
using Orleans.Concurrency;
using LogHold = AzrActors.Contracts.AccessLog.LogHold;

namespace AzrActors.Grains.AccessLog;

/// <summary>Hands the access log to the register authority, page by page, for verification elsewhere.</summary>
[StatelessWorker, Reentrant]
internal sealed class AccessLogDeskGrain(IAccessLog accessLog, IJournal journal, LogBook log, LogPasses passes, RegisterClock clock)
    : Grain, IAccessLogDesk
{
    private const int CheckpointsMax = 100;
    private const int EntriesMax = 5_000;
    private const int ReasonMax = 200;

    public async Task<LogOpening> OpenAsync(string reason, CancellationToken cancellationToken)
    {
        AdmitRegisterAuthority();
        CheckReason(reason);
        var (head, handOvers, now) = (await accessLog.FindHeadAsync(cancellationToken), await accessLog.ReadHandOversAsync(cancellationToken), clock.Now());
        await log.WriteAsync(LogEntries.LogRead(reason, [$"checkpoint/1-{head.Size}", $"entry/1-{head.Highest}"], now), cancellationToken);
        return new LogOpening
        {
            Pass = passes.Give(head, now),
            HandOvers = [.. handOvers.Select(one => new LogHandOver { From = one.From, NewKey = one.NewKey, ActiveFrom = one.ActiveFrom, Signature = one.Signature })],
        };
    }

    public async Task<IReadOnlyList<LogCheckpoint>> ReadCheckpointsAsync(LogPass pass, long afterSize, int limit, CancellationToken cancellationToken)
    {
        AdmitRegisterAuthority();
        passes.Check(pass, clock.Now());
        CheckLimit(limit, CheckpointsMax);
        var stored = await accessLog.ReadCheckpointsAsync(afterSize, limit, cancellationToken);
        return [.. stored.Where(one => one.Sealed.Checkpoint.Size <= pass.Size).Select(one => new LogCheckpoint
        {
            Size = one.Sealed.Checkpoint.Size, Root = one.Sealed.Checkpoint.Root, At = one.Sealed.Checkpoint.At,
            Previous = one.Sealed.Checkpoint.Previous, KeyId = one.Sealed.KeyId, Signature = one.Sealed.Signature,
            Entries = one.Entries, LeafHashes = one.LeafHashes,
        })];
    }

    public async Task<IReadOnlyList<LogRow>> ReadEntriesAsync(LogPass pass, long after, int limit, CancellationToken cancellationToken)
    {
        AdmitRegisterAuthority();
        passes.Check(pass, clock.Now());
        CheckLimit(limit, EntriesMax);
        var stored = await accessLog.ReadEntriesAsync(after, limit, cancellationToken);
        return [.. stored.Where(entry => entry.Number <= pass.Highest).Select(entry => new LogRow
        {
            Number = entry.Number, At = entry.At, Kind = entry.Kind, Authority = entry.Authority, Record = entry.Record, Content = entry.Content,
        })];
    }

    public async Task<IReadOnlyList<LogHold>> ListHoldsAsync(string reason, CancellationToken cancellationToken)
    {
        AdmitRegisterAuthority();
        CheckReason(reason);
        await log.WriteAsync(LogEntries.LogRead(reason, ["holds"], clock.Now()), cancellationToken);
        var holds = await accessLog.ListHoldsAsync(cancellationToken);
        return [.. holds.Select(held => new LogHold
        {
            Number = held.Number, IsForOneRecord = held.Hold.Record is not null, EntriesFrom = held.Hold.EntriesFrom, EntriesTo = held.Hold.EntriesTo,
            Reason = held.Hold.Reason, PlacedBy = held.Hold.PlacedBy, PlacedAt = held.PlacedAt, LiftedBy = held.LiftedBy, LiftedAt = held.LiftedAt,
        })];
    }

    public async Task<long?> HoldAsync(LogHold hold, CancellationToken cancellationToken)
    {
        AdmitRegisterAuthority();
        ArgumentException.ThrowIfNullOrWhiteSpace(hold.Reason);
        RecordId? record = null;
        if (hold.AzrNumber is { } typed)
        {
            record = AzrNumber.TryParse(typed, out var number) ? await journal.FindRecordAsync(number, cancellationToken) : null;
            if (record is null) return null;
        }
        await log.WriteAsync(LogEntries.HoldPlaced(record, hold.Reason, clock.Now()), cancellationToken);
        return await accessLog.HoldAsync(
            new NewHold(record, hold.EntriesFrom, hold.EntriesTo, hold.Reason, VerifiedCaller.Current.Official), cancellationToken);
    }

    public async Task<bool> LiftHoldAsync(long hold, CancellationToken cancellationToken)
    {
        AdmitRegisterAuthority();
        await log.WriteAsync(LogEntries.HoldLifted(hold, clock.Now()), cancellationToken);
        return await accessLog.LiftHoldAsync(hold, VerifiedCaller.Current.Official, cancellationToken);
    }

    private static void AdmitRegisterAuthority()
    {
        if (!CallingAuthority.IsRegister)
            throw new UnauthorizedAccessException("The access log is open to the register authority only.");
    }

    private static void CheckReason(string reason)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(reason);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(reason.Length, ReasonMax, nameof(reason));
    }

    private static void CheckLimit(int limit, int max)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(limit, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(limit, max);
    }
}
