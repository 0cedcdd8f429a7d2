using AzrActors.Journal;
using AzrActors.Journal.Receipts;
using Microsoft.Extensions.Logging;

namespace AzrActors.Streams.Receipts;

/// <summary>
/// Looks every half minute how far recipients are behind: one counter row per recipient, and one look into the index for
/// the age. Every silo shows the whole register.
/// </summary>
internal sealed class LagWatch(
    INoticeReceipts receipts, INoticeParking parking, DeliveryMeter meter, TimeProvider time, ILogger<LagWatch> logger)
    : PacedService(Pace, time, logger, atOnce: true)
{
    private static readonly TimeSpan Pace = TimeSpan.FromSeconds(30);

    protected override async Task RoundAsync(CancellationToken cancellationToken) =>
        meter.Show(await receipts.ListRecipientsAsync(cancellationToken), await parking.CountAsync(cancellationToken), Time.GetUtcNow());
}
