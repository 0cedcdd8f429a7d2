using System.Diagnostics.Metrics;
using AzrActors.Contracts.Receipts;
using AzrActors.Journal.Receipts;

namespace AzrActors.Streams.Receipts;

/// <summary>
/// Counts what recipients say, and shows how far they are behind altogether. Nothing here names a person or a record, nor
/// a recipient: who lags is asked of the register.
/// </summary>
public sealed class DeliveryMeter : IDisposable
{
    /// <summary>Name of the meter.</summary>
    public const string Name = "AzrActors";

    private readonly Meter _meter;
    private readonly Counter<long> _received;
    private readonly Counter<long> _refused;
    private readonly Counter<long> _receiptsRefused;
    private volatile Lag _lag = new(0, 0, 0, 0);

    public DeliveryMeter(IMeterFactory meters)
    {
        _meter = meters.Create(Name);
        _received = _meter.CreateCounter<long>("azr.notices.received", "{notice}", "Notices that recipients have acknowledged");
        _refused = _meter.CreateCounter<long>("azr.notices.refused", "{notice}", "Notices that recipients have refused, by reason");
        _receiptsRefused = _meter.CreateCounter<long>("azr.receipts.refused", "{receipt}", "Receipts that the register did not take, by code");
        _meter.CreateObservableGauge("azr.notices.waiting", () => _lag.Waiting, "{notice}", "Notices without receipt, all recipients");
        _meter.CreateObservableGauge("azr.recipients.waiting", () => _lag.Recipients, "{recipient}", "Recipients with notices without receipt");
        _meter.CreateObservableGauge("azr.notices.oldest_age", () => _lag.OldestAge, "s", "Age of the oldest notice without receipt");
        _meter.CreateObservableGauge("azr.notices.parked", () => _lag.Parked, "{notice}", "Notices that programs of recipients have set aside");
    }

    public void Received(NoticeReceipt receipt)
    {
        _received.Add(receipt.Last - receipt.First + 1 - receipt.Refused.Count - receipt.Parked.Count);
        foreach (var refused in receipt.Refused) _refused.Add(1, new KeyValuePair<string, object?>("reason", refused.Reason.ToString()));
    }

    public void ReceiptRefused(string code) => _receiptsRefused.Add(1, new KeyValuePair<string, object?>("code", code));

    /// <summary>Shows these lags until the next ones.</summary>
    public void Show(IReadOnlyList<RecipientLag> lags, long parked, DateTimeOffset now) => _lag = new Lag(
        lags.Sum(lag => lag.Last - lag.UpTo),
        lags.Count(lag => lag.Last > lag.UpTo),
        lags.Max(lag => now - lag.OldestSentAt) is { } oldest ? Math.Max(0, oldest.TotalSeconds) : 0,
        parked);

    public void Dispose() => _meter.Dispose();

    private sealed record Lag(long Waiting, int Recipients, double OldestAge, long Parked);
}
