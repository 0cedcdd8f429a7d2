using System.Diagnostics;
using AzrActors.Client;
using AzrActors.Contracts.Receipts;

namespace AzrActors.Benchmarks.Load.Measurements;

/// <summary>
/// One office that was away gives receipts for all that it has just read: for letters that the silo still holds, beside
/// letters that it has to read from the journal again.
/// </summary>
public sealed class ReceiptRate : IMeasurement
{
    private const int PageSize = 1000;

    /// <summary>Fewer than the silo holds of what it handed out last, and so many that the first ones are held no more.</summary>
    private const int PagesMax = 6;

    public string Name => "receipts";

    public async Task MeasureAsync(Stage stage, CancellationToken cancellationToken)
    {
        await CatchUp.FillAsync(stage, await stage.PersonsAsync(cancellationToken), cancellationToken);
        var client = stage.Register.Client;
        var written = new List<NoticeReceipt>();
        for (var after = await client.Deliveries.GetReceivedAsync(cancellationToken); ;)
        {
            var page = await client.ReadNoticesAsync(after, PageSize, cancellationToken);
            if (page.Notices.Count == 0) break;
            // A page may end earlier, at its size in bytes.
            after = page.Notices[^1].Sequence;
            written.Add(new NoticeReceipt
            {
                Recipient = client.Caller.Authority, First = page.Notices[0].Sequence, Last = after,
                Hash = NoticeHash.OfRange([.. page.Notices.SelectMany(NoticeHash.Of)]),
            });
        }
        // A quick run has fewer notices than the silo holds, and then no baseline that differs.
        var pages = Math.Min(PagesMax, written.Count / 2);
        var (read, readCpu) = await GiveAsync(stage, client, written[..pages], cancellationToken);
        await GiveAsync(stage, client, written[pages..^pages], cancellationToken);
        var (held, heldCpu) = await GiveAsync(stage, client, written[^pages..], cancellationToken);
        stage.Add(new Figure("receipts at catch-up", CountOf(written[^pages..]) / held.TotalSeconds, "notices/s", CountOf(written[..pages]) / read.TotalSeconds,
            $"{pages} receipts for {CountOf(written[^pages..])} letters, which the silo has handed out just before; baseline: as many that it reads from the journal again ({readCpu})")
        {
            LimitedBy = heldCpu.ToString(),
        });
    }

    private static async Task<(TimeSpan Elapsed, CpuUse Cpu)> GiveAsync(
        Stage stage, IAzrClient client, IReadOnlyList<NoticeReceipt> receipts, CancellationToken cancellationToken)
    {
        var (meter, clock) = (new CpuMeter(stage.Silo), Stopwatch.StartNew());
        foreach (var receipt in receipts)
            if ((await client.Deliveries.GiveAsync(receipt, cancellationToken)).Refusal is { } refusal) throw new InvalidOperationException(refusal.English);
        return (clock.Elapsed, meter.Stop(CountOf(receipts)));
    }

    private static long CountOf(IReadOnlyList<NoticeReceipt> receipts) => receipts.Sum(receipt => receipt.Last - receipt.First + 1);
}
