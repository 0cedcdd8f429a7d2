namespace AzrActors.Benchmarks.Load.Measurements;

/// <summary>
/// One person: what one caller waits for an update, beside a single-row update by <c>pgbench -c 1</c>, and what many
/// callers at once get done, beside one caller.
/// </summary>
public sealed class OnePerson : IMeasurement
{
    private const int Crowd = 64;

    public string Name => "one-person";

    public async Task MeasureAsync(Stage stage, CancellationToken cancellationToken)
    {
        var person = (await stage.PersonsAsync(cancellationToken))[^1..];
        await stage.Register.LoadAsync(person, 1, stage.Settings.WarmUp, cancellationToken);
        var meter = new CpuMeter(stage.Silo);
        var (alone, latencies) = await stage.Register.LoadAsync(person, 1, stage.Settings.Length, cancellationToken);
        var cpu = meter.Stop(latencies.Count);
        var (_, raw) = await stage.Baseline.UpdateAsync(1, stage.Settings.Length, cancellationToken);
        var conditions = $"{await stage.DescribeAsync(person, cancellationToken)}; 2 notices each";
        stage.Add(new Figure("one person, one caller, p50", latencies.Median, "ms", raw.Median,
            $"1 caller; {conditions}; baseline: pgbench -c 1")
        {
            LimitedBy = cpu.ToString(), Goal = Goal.RatioAtMost(2.5, 1.5),
        });

        await stage.Register.LoadAsync(person, Crowd, stage.Settings.WarmUp, cancellationToken);
        meter = new CpuMeter(stage.Silo);
        var (hot, together) = await stage.Register.LoadAsync(person, Crowd, stage.Settings.Length, cancellationToken);
        stage.Add(new Figure("one hot person, 64 callers", hot, "updates/s", alone,
            $"{Crowd} callers; {conditions}; baseline: one caller on one person")
        {
            LimitedBy = meter.Stop(together.Count).ToString(), Goal = Goal.RatioAtLeast(5, 10),
        });
        stage.Add(new Figure("one hot person, 64 callers, p99", together.P99, "ms", latencies.P99,
            $"{Crowd} callers; baseline: one caller on one person"));
    }
}
