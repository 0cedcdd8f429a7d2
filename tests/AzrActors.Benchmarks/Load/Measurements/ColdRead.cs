namespace AzrActors.Benchmarks.Load.Measurements;

/// <summary>
/// Reading persons with 200 events whose activations were dropped, beside one row of the same size by <c>pgbench</c>.
/// PostgreSQL has the pages in memory in both cases.
/// </summary>
public sealed class ColdRead : IMeasurement
{
    private const int Events = 200;
    private const int Rounds = 16;
    private const int RoundsToSettle = 4;
    private const int HistoryCallers = 64;

    public string Name => "cold-read";

    public async Task MeasureAsync(Stage stage, CancellationToken cancellationToken)
    {
        var numbers = await stage.Register.RegisterPersonsAsync(stage.Settings.OldPersons, cancellationToken);
        var other = (await stage.PersonsAsync(cancellationToken))[0];
        Stage.Say($"giving {numbers.Length} persons {Events} events each");
        string[] updates = [.. Enumerable.Repeat(numbers, Events - 1).SelectMany(all => all)];
        await Callers.EachOnceAsync(HistoryCallers, updates, stage.Register.UpdateAsync, cancellationToken);

        // Reading back is code of its own, which the load before has hardly called.
        await Settling.RunAsync(() => stage.Silo.CompiledAsync(cancellationToken),
            () => RoundsAsync(stage, numbers, other, RoundsToSettle, cancellationToken), stage.Settings.SettlingMax);
        var (latencies, cpu) = await RoundsAsync(stage, numbers, other, Rounds, cancellationToken);
        var (_, warm) = await Callers.EachOnceAsync(1, [.. Enumerable.Repeat(numbers, Rounds).SelectMany(all => all)],
            stage.Register.ReadAsync, cancellationToken);
        var (_, _, history) = await stage.Store.SizesAsync(numbers, cancellationToken);
        var conditions = $"1 caller; {numbers.Length} persons of {Events} events, {history} stored bytes; "
            + "access log entry durable before the answer";
        foreach (var (bytes, goal, size) in new[] { (history, Goal.RatioAtMost(4, 2), "their size"), (2_048, null, "2 KB") })
        {
            var (_, raw) = await stage.Baseline.SelectAsync(bytes, 1, stage.Settings.Length / 2, cancellationToken);
            stage.Add(new Figure(
                $"cold read of a person with 200 events, p99, against rows of {size}", latencies.P99, "ms", raw.P99, conditions)
            {
                Goal = goal, LimitedBy = goal is null ? null : cpu.ToString(),
            });
        }
        var (_, commit) = await stage.Baseline.UpdateAsync(1, stage.Settings.Length / 2, cancellationToken);
        stage.Add(new Figure("cold read of a person with 200 events, p50", latencies.Median, "ms", warm.Median,
            $"{conditions}; baseline: the same read warm"));
        stage.Add(new Figure("warm read of a person with 200 events, p99", warm.P99, "ms", commit.P99,
            $"{conditions}; baseline: one commit by pgbench -c 1"));
    }

    /// <summary>Reads each person once after all activations were dropped, and that several times.</summary>
    /// <param name="other">Somebody who is read first: with the persons their desks and the directory were dropped, which no register in use is without.</param>
    private static async Task<(Latencies Latencies, CpuUse Cpu)> RoundsAsync(
        Stage stage, string[] numbers, string other, int rounds, CancellationToken cancellationToken)
    {
        var latencies = new Latencies();
        CpuUse? cpu = null;
        for (var round = 0; round < rounds; round++)
        {
            await stage.Silo.ForgetAsync(cancellationToken);
            await stage.Register.ReadAsync(other, cancellationToken);
            var meter = new CpuMeter(stage.Silo);
            latencies.Add((await Callers.EachOnceAsync(1, numbers, stage.Register.ReadAsync, cancellationToken)).Latencies);
            cpu = meter.Stop(numbers.Length);
        }
        return (latencies, cpu!);
    }
}
