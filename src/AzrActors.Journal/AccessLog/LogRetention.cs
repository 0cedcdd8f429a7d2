using AzrActors.Journal.Identity;
using Microsoft.Extensions.Logging;

namespace AzrActors.Journal.AccessLog;

/// <summary>
/// Removes entries whose term is over (AZRG-DV § 16 Abs. 2), and searches with them. What is due is read from the entries themselves, so nothing
/// is forgotten while no silo runs, and silos that do it at once do no harm.
/// </summary>
public sealed partial class LogRetention(IAccessLog accessLog, Searches searches, TimeProvider clock, AccessLogOptions options, ILogger<LogRetention> logger)
    : PacedService(options.RemoveEvery, clock, logger, atOnce: true)
{
    protected override async Task RoundAsync(CancellationToken cancellationToken)
    {
        var removed = await accessLog.RemoveDueAsync(cancellationToken);
        if (removed > 0) LogRemoved(logger, removed);
        await searches.RemoveDueAsync(cancellationToken);
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Removed {Count} entries of the access log whose term was over")]
    private static partial void LogRemoved(ILogger logger, int count);
}
