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

    /// <summary>Fewer than the silo holds of what it handed out last.</summary>
    private const int Pages = 6;

    public string Name => "receipts";

    public async Task MeasureAsync(Stage stage, CancellationToken cancellationToken)
    {
        await CatchUp.FillAsync(stage, await stage.PersonsAsync(cancellationToken), cancellationToken);
        var client = stage.Register.Client;
        var written = new List<NoticeReceipt>();
        for (var after = await client.Deliveries.GetReceivedAsync(cancellationToken); ;)
        {
            var page = await client.ReadNoticesAsync(after, PageSize, cancellationToken);
            if (page.Notices.Count < PageSize) break;
            after = page.Notices[^1].Sequence;
            written.Add(new NoticeReceipt
            {
                Recipient = client.Caller.Authority, First = after - PageSize + 1, Last = after,
                Hash = NoticeHash.OfRange([.. page.Notices.SelectMany(NoticeHash.Of)]),
            });
        }
        var (read, readCpu) = await GiveAsync(stage, client, written[..Pages], cancellationToken);
        await GiveAsync(stage, client, written[Pages..^Pages], cancellationToken);
        var (held, heldCpu) = await GiveAsync(stage, client, written[^Pages..], cancellationToken);
        const int Notices = Pages * PageSize;
        stage.Add(new Figure("receipts at catch-up", Notices / held.TotalSeconds, "notices/s", Notices / read.TotalSeconds,
            $"{Pages} receipts for {PageSize} letters each, which the silo has handed out just before; baseline: as many that it reads from the journal again ({readCpu})")
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
        return (clock.Elapsed, meter.Stop(receipts.Count * PageSize));
    }
}
