using AzrActors.Journal.Receipts;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace AzrActors.Streams.Receipts;

/// <summary>
/// Looks every half minute how far recipients are behind: one counter row per recipient, and one look into the index for
/// the age. Every silo shows the whole register.
/// </summary>
internal sealed partial class LagWatch(
    INoticeReceipts receipts, INoticeParking parking, DeliveryMeter meter, TimeProvider time, ILogger<LagWatch> logger) : BackgroundService
{
    private static readonly TimeSpan Pace = TimeSpan.FromSeconds(30);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Pace, time);
        try
        {
            do await LookAsync(stoppingToken);
            while (await timer.WaitForNextTickAsync(stoppingToken));
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            return;
        }
    }

    private async Task LookAsync(CancellationToken cancellationToken)
    {
        try
        {
            meter.Show(await receipts.ListRecipientsAsync(cancellationToken), await parking.CountAsync(cancellationToken), time.GetUtcNow());
        }
        catch (System.Data.Common.DbException failure)
        {
            LogNotSeen(logger, failure.Message);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "How far recipients are behind could not be read: {Failure}")]
    private static partial void LogNotSeen(ILogger logger, string failure);
}
