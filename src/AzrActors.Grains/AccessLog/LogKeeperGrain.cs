using AzrActors.Journal.AccessLog;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace AzrActors.Grains.AccessLog;

/// <summary>Removes log entries whose term is over, once a day (AZRG-DV § 16 Abs. 2). There is one, with key 0.</summary>
internal interface ILogKeeperGrain : IGrainWithIntegerKey
{
    /// <summary>Sees to it that the daily reminder exists.</summary>
    [Alias("Keep")] Task KeepAsync();
}

internal sealed partial class LogKeeperGrain(IAccessLog accessLog, ILogger<LogKeeperGrain> logger) : Grain, ILogKeeperGrain, IRemindable
{
    private const string Reminder = "remove-due-log-entries";
    private static readonly TimeSpan Soon = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Daily = TimeSpan.FromDays(1);

    public Task KeepAsync() => this.RegisterOrUpdateReminder(Reminder, Soon, Daily);

    public async Task ReceiveReminder(string reminderName, TickStatus status)
    {
        var removed = await accessLog.RemoveDueAsync(CancellationToken.None);
        if (removed > 0) LogRemoved(logger, removed);
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Removed {Count} entries of the access log whose term was over")]
    private static partial void LogRemoved(ILogger logger, int count);
}

/// <summary>Makes the reminder when a silo starts; the reminder service may need a moment until it listens.</summary>
internal sealed partial class LogKeeperReminder(IGrainFactory grains, TimeProvider clock, ILogger<LogKeeperReminder> logger) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(5);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Pause, clock);
        try
        {
            while (!await TryAsync()) await timer.WaitForNextTickAsync(stoppingToken);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            LogTooShort(logger);
        }
    }

    private async Task<bool> TryAsync()
    {
        try
        {
            await grains.GetGrain<ILogKeeperGrain>(0).KeepAsync();
            return true;
        }
        catch (Exception exception) when (exception is OrleansException or TimeoutException or InvalidOperationException or System.Data.Common.DbException)
        {
            LogNotYet(logger, exception.Message);
            return false;
        }
    }

    [LoggerMessage(Level = LogLevel.Debug, Message = "The reminder of the access log waits: {Reason}")]
    private static partial void LogNotYet(ILogger logger, string reason);

    [LoggerMessage(Level = LogLevel.Debug, Message = "The silo stopped before the reminder of the access log was made")]
    private static partial void LogTooShort(ILogger logger);
}
