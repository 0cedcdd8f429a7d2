using Microsoft.Extensions.Logging;
using Npgsql;

namespace AzrActors.Journal.AccessLog;

/// <summary>
/// Seals what the journal has logged: puts new entries in order, appends them to the tree, signs the new state. One silo
/// does it at a time, whichever comes first; the others watch that it is done. If it goes on failing, the journal stops taking what
/// it cannot protect.
/// </summary>
public sealed partial class LogSealer(
    NpgsqlDataSource database, LogKeyRing ring, LogBacklog backlog, CheckpointFile file, TimeProvider clock, AccessLogOptions options,
    ILogger<LogSealer> logger) : PacedService(options.SealEvery, clock, logger, atOnce: true)
{
    // What a silo saw and others had not sealed yet; once they have, it knows that they keep up.
    private (long Highest, long At)? _awaited;

    private (long Size, SealGaps Gaps)? _gaps;

    // Each is told of once.
    private readonly HashSet<long> _foreign = [];
    private string _tampered = "";
    private string _lacking = "";
    private string _tooLate = "";
    private LogKeys? _announced;
    private int _forgedHandOvers;

    /// <summary>Seals until nothing is left that can be seen; does nothing while another silo seals.</summary>
    /// <exception cref="LogTamperedException">The database holds another log than the one that was sealed.</exception>
    public async Task SealAsync(CancellationToken cancellationToken)
    {
        for (var more = true; more;)
        {
            var lookedAt = backlog.Look();
            await AnnounceAsync(cancellationToken);
            var keys = ring.Current;
            if (!ReferenceEquals(_announced, keys)) return;
            await using var round = await SealRound.TryBeginAsync(database, keys, file.Size, cancellationToken);
            Watch(round, lookedAt);
            WatchKeys(round);
            if (round.Last is { } last) file.Keep(last.Sealed, round.RootAtSize);
            else file.KeepNone();
            if (!round.IsOurs || backlog.LacksKey) return;
            var size = round.Last?.Sealed.Checkpoint.Size ?? 0;
            // What is stored does not say who was writing when the gap was noticed; this silo may know.
            var gaps = _gaps is { } own && own.Size == size ? own.Gaps : round.Last?.Gaps ?? new SealGaps();
            var result = await round.SealAsync(gaps, Time.GetUtcNow(), cancellationToken);
            _gaps = (result.Checkpoint?.Checkpoint.Size ?? size, gaps);
            foreach (var foreign in result.Foreign.Where(_foreign.Add)) LogForeign(logger, foreign);
            if (result.Checkpoint is { } checkpoint) file.Keep(checkpoint, round.Last?.Sealed.Checkpoint.Root);
            more = result.More;
            if (!more && !result.Waits) backlog.CaughtUp(lookedAt);
        }
    }

    protected override async Task RoundAsync(CancellationToken cancellationToken)
    {
        try
        {
            await SealAsync(cancellationToken);
        }
        catch (LogTamperedException exception)
        {
            if (_tampered != exception.Message) LogTampered(logger, exception);
            _tampered = exception.Message;
        }
    }

    /// <summary>Tells the other silos and the auditors of the keys of this silo, before the newest is in force.</summary>
    private async Task AnnounceAsync(CancellationToken cancellationToken)
    {
        var offered = ring.Offered;
        var keys = offered ?? ring.Current;
        if (ReferenceEquals(_announced, keys)) return;
        var accepted = await HandOverRow.TryAnnounceAsync(database, keys.HandOvers, cancellationToken);
        if (!accepted && _tooLate != keys.Newest.Id) LogTooLate(logger, keys.Newest.Id, keys.ActiveFrom(keys.Newest));
        _tooLate = accepted ? "" : keys.Newest.Id;
        if (offered is not null) ring.Settle(offered, accepted);
        // Keys with which it has started are all it has; without them it can take nothing.
        else backlog.LacksKey = !accepted;
        if (!accepted) return;
        file.Keep(keys.HandOvers);
        _announced = keys;
    }

    /// <summary>A silo without the key in force could only write what the others would take for forged.</summary>
    private void WatchKeys(SealRound round)
    {
        if (round.ForgedHandOvers > _forgedHandOvers) LogForgedHandOver(logger);
        _forgedHandOvers = round.ForgedHandOvers;
        backlog.LacksKey = round.LacksKeyAt(Time.GetUtcNow());
        if (round.Lacking is { } lacking && _lacking != lacking.To) LogLacking(logger, lacking.To, lacking.ActiveFrom);
        _lacking = round.Lacking?.To ?? "";
    }

    private void Watch(SealRound round, long lookedAt)
    {
        var sealedTo = round.Last?.Highest ?? 0;
        backlog.Waits(Math.Max(0, round.HighestEntry - sealedTo));
        if (_awaited is { } awaited && sealedTo < awaited.Highest) return;
        backlog.CaughtUpTo(_awaited?.At ?? lookedAt);
        _awaited = (round.HighestEntry, lookedAt);
    }

    [LoggerMessage(Level = LogLevel.Critical, Message = "The access log in the database is not the one that was sealed; nothing more is sealed")]
    private static partial void LogTampered(ILogger logger, Exception exception);

    [LoggerMessage(Level = LogLevel.Critical, Message = "Access log entry {Entry} was not written by this register and is not sealed")]
    private static partial void LogForeign(ILogger logger, long entry);

    [LoggerMessage(Level = LogLevel.Critical, Message = "There is a hand-over to a log key in the database that this register has not made")]
    private static partial void LogForgedHandOver(ILogger logger);

    [LoggerMessage(Level = LogLevel.Error,
        Message = "This silo has not got the log key {Key} of the register, in force from {ActiveFrom}; from then on it takes nothing new until it has")]
    private static partial void LogLacking(ILogger logger, string key, DateTimeOffset activeFrom);

    [LoggerMessage(Level = LogLevel.Error,
        Message = "The log key {Key} was to be in force from {ActiveFrom} and came too late: the register has sealed since. Make another from the former file")]
    private static partial void LogTooLate(ILogger logger, string key, DateTimeOffset activeFrom);
}
