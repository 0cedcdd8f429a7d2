using System.Data.Common;
using AzrActors.Journal.Identity;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace AzrActors.Journal.AccessLog;

/// <summary>
/// Removes entries whose term is over (AZRG-DV § 16 Abs. 2), and searches with them. What is due is read from the entries themselves, so nothing
/// is forgotten while no silo runs, and silos that do it at once do no harm.
/// </summary>
public sealed partial class LogRetention(IAccessLog accessLog, Searches searches, TimeProvider clock, AccessLogOptions options, ILogger<LogRetention> logger)
    : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(options.RemoveEvery, clock);
        try
        {
            do await RemoveAsync(stoppingToken);
            while (await timer.WaitForNextTickAsync(stoppingToken));
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            LogStopped(logger);
        }
    }

    private async Task RemoveAsync(CancellationToken cancellationToken)
    {
        try
        {
            var removed = await accessLog.RemoveDueAsync(cancellationToken);
            if (removed > 0) LogRemoved(logger, removed);
            await searches.RemoveDueAsync(cancellationToken);
        }
        catch (Exception exception) when (exception is DbException or TimeoutException)
        {
            LogFailed(logger, exception);
        }
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Removed {Count} entries of the access log whose term was over")]
    private static partial void LogRemoved(ILogger logger, int count);

    [LoggerMessage(Level = LogLevel.Error, Message = "Entries of the access log whose term is over could not be removed; trying again later")]
    private static partial void LogFailed(ILogger logger, Exception exception);

    [LoggerMessage(Level = LogLevel.Debug, Message = "Removal of due entries of the access log ends with this silo")]
    private static partial void LogStopped(ILogger logger);
}
