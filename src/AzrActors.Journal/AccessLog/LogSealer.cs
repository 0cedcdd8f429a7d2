using System.Data.Common;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace AzrActors.Journal.AccessLog;

/// <summary>
/// Seals what the journal has logged: puts new entries in order, appends them to the tree, signs the new state. One silo
/// does it at a time, whichever comes first; the others watch that it is done.
/// </summary>
public sealed partial class LogSealer(
    NpgsqlDataSource database, LogKey key, LogBacklog backlog, CheckpointFile file, TimeProvider clock, AccessLogOptions options,
    ILogger<LogSealer> logger) : BackgroundService
{
    // What a silo saw and others had not sealed yet; once they have, it knows that they keep up.
    private (long Highest, long At)? _awaited;

    private (long Size, SealGaps Gaps)? _gaps;

    // Each is told of once.
    private readonly HashSet<long> _foreign = [];
    private string _tampered = "";

    /// <summary>Seals until nothing is left that can be seen; does nothing while another silo seals.</summary>
    /// <exception cref="LogTamperedException">The database holds another log than the one that was sealed.</exception>
    public async Task SealAsync(CancellationToken cancellationToken)
    {
        for (var more = true; more;)
        {
            var lookedAt = backlog.Look();
            await using var round = await SealRound.TryBeginAsync(database, key, file.Size, cancellationToken);
            Watch(round, lookedAt);
            if (round.Last is { } last) file.Keep(last.Sealed, round.RootAtSize);
            else file.KeepNone();
            if (!round.IsOurs) return;
            var size = round.Last?.Sealed.Checkpoint.Size ?? 0;
            // What is stored does not say who was writing when the gap was noticed; this silo may know.
            var gaps = _gaps is { } own && own.Size == size ? own.Gaps : round.Last?.Gaps ?? new SealGaps();
            var result = await round.SealAsync(gaps, clock.GetUtcNow(), cancellationToken);
            _gaps = (result.Checkpoint?.Checkpoint.Size ?? size, gaps);
            foreach (var foreign in result.Foreign.Where(_foreign.Add)) LogForeign(logger, foreign);
            if (result.Checkpoint is { } checkpoint) file.Keep(checkpoint, round.Last?.Sealed.Checkpoint.Root);
            more = result.More;
            if (!more) backlog.CaughtUp(lookedAt);
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(options.SealEvery, clock);
        try
        {
            do await TrySealAsync(stoppingToken);
            while (await timer.WaitForNextTickAsync(stoppingToken));
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            LogStopped(logger);
        }
    }

    private async Task TrySealAsync(CancellationToken cancellationToken)
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
        // The next look tries again; if it goes on, the journal stops taking what it cannot protect.
        catch (Exception exception) when (exception is DbException or IOException or UnauthorizedAccessException or TimeoutException)
        {
            LogFailed(logger, exception);
        }
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

    [LoggerMessage(Level = LogLevel.Error, Message = "The access log could not be sealed; trying again")]
    private static partial void LogFailed(ILogger logger, Exception exception);

    [LoggerMessage(Level = LogLevel.Debug, Message = "Sealing of the access log ends with this silo")]
    private static partial void LogStopped(ILogger logger);
}
