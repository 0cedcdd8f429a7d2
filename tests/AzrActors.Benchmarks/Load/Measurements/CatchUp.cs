using System.Diagnostics;
using AzrActors.Contracts.Notices;

namespace AzrActors.Benchmarks.Load.Measurements;

/// <summary>One office that was away reads all its notices through the SDK, beside <c>COPY</c> of the same rows.</summary>
public sealed class CatchUp : IMeasurement
{
    private const int NoticesMin = 20_000;
    private const int Turns = 3;

    public string Name => "catch-up";

    public async Task MeasureAsync(Stage stage, CancellationToken cancellationToken)
    {
        var numbers = await stage.PersonsAsync(cancellationToken);
        await FillAsync(stage, numbers, cancellationToken);
        var (best, raw, cpu) = (TimeSpan.MaxValue, TimeSpan.MaxValue, (CpuUse?)null);
        var (notices, bytes) = (0L, 0);
        for (var turn = 0; turn < Turns; turn++)
        {
            var meter = new CpuMeter(stage.Silo);
            (notices, var elapsed) = await ReadAllAsync(stage.Register, cancellationToken);
            if (elapsed < best) (best, cpu) = (elapsed, meter.Stop(notices));
            var (rows, copied) = await stage.Store.CopyOutAsync(
                $"select sequence, record_id, version, content from notice where recipient = '{SyntheticRecord.Office}' order by sequence",
                cancellationToken);
            (raw, bytes) = (copied < raw ? copied : raw, rows.Length);
        }
        stage.Add(new Figure("catch-up of one recipient", notices / best.TotalSeconds, "notices/s", notices / raw.TotalSeconds,
            $"1 recipient, {notices} notices, {bytes / notices} bytes each; best of {Turns} turns of both")
        {
            LimitedBy = cpu!.ToString(), Goal = Goal.RatioAtLeast(0.2, 0.5),
        });
    }

    internal static async Task FillAsync(Stage stage, string[] numbers, CancellationToken cancellationToken)
    {
        var wanted = Math.Min(NoticesMin, numbers.Length * 20);
        var last = (await stage.Register.Client.ReadNoticesAsync(0, 1, cancellationToken)).Last;
        if (last >= wanted) return;
        Stage.Say($"making {wanted - last} notices");
        string[] updates = [.. Enumerable.Range(0, (int)(wanted - last)).Select(i => numbers[i % numbers.Length])];
        await Callers.EachOnceAsync(256, updates, stage.Register.UpdateAsync, cancellationToken);
    }

    private static async Task<(long Notices, TimeSpan Elapsed)> ReadAllAsync(Register register, CancellationToken cancellationToken)
    {
        var last = (await register.Client.ReadNoticesAsync(0, 1, cancellationToken)).Last;
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var clock = Stopwatch.StartNew();
        var elapsed = TimeSpan.Zero;
        try
        {
            await register.Client.FollowAsync(0, HandleAsync, stop.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            // Everything is read.
        }
        return (last, elapsed);

        async Task HandleAsync(Notice notice, CancellationToken _)
        {
            if (notice.Sequence != last) return;
            elapsed = clock.Elapsed;
            await stop.CancelAsync();
        }
    }
}
