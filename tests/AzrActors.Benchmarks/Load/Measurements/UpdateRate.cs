namespace AzrActors.Benchmarks.Load.Measurements;

/// <summary>Durable updates per second on many persons, beside single-row updates of 2 KB by <c>pgbench</c>.</summary>
public sealed class UpdateRate : IMeasurement
{
    public string Name => "updates";

    /// <summary>The figure of the greatest number of callers.</summary>
    public static string FigureOf(int callers) => $"durable updates, {Count(callers)}";

    public async Task MeasureAsync(Stage stage, CancellationToken cancellationToken)
    {
        foreach (var callers in stage.Settings.Callers) await MeasureAsync(stage, callers, cancellationToken);
        await MeasureMatchedAsync(stage, cancellationToken);
    }

    // Something by which persons are found changes: keys are made, and the record is held against the stock.
    private static async Task MeasureMatchedAsync(Stage stage, CancellationToken cancellationToken)
    {
        var (callers, numbers) = (stage.Settings.Callers.Max(), await stage.PersonsAsync(cancellationToken));
        await Register.LoadAsync(numbers, callers, stage.Settings.WarmUp, stage.Register.MoveBirthPlaceAsync, cancellationToken);
        var meter = new CpuMeter(stage.Silo);
        var (ours, latencies) = await Register.LoadAsync(numbers, callers, stage.Settings.Length, stage.Register.MoveBirthPlaceAsync, cancellationToken);
        var cpu = meter.Stop(latencies.Count);
        stage.Add(new Figure($"the same, of what persons are found by, {Count(callers)}", ours, "updates/s", stage.Find(FigureOf(callers))?.Value,
            $"{Count(callers)}; search keys and comparison with the stock as well; baseline: updates of anything else")
        {
            LimitedBy = cpu.ToString(),
        });
    }

    /// <summary>Updates per second of the greatest number of callers; measured now if no measurement of this run did.</summary>
    public static async Task<double> MostAsync(Stage stage, CancellationToken cancellationToken)
    {
        var callers = stage.Settings.Callers.Max();
        if (stage.Find(FigureOf(callers)) is null) await MeasureAsync(stage, callers, cancellationToken);
        return stage.Find(FigureOf(callers))!.Value;
    }

    private static string Count(int callers) => callers == 1 ? "1 caller" : $"{callers} callers";

    private static async Task MeasureAsync(Stage stage, int callers, CancellationToken cancellationToken)
    {
        var numbers = await stage.PersonsAsync(cancellationToken);
        await stage.Register.LoadAsync(numbers, callers, stage.Settings.WarmUp, cancellationToken);
        var meter = new CpuMeter(stage.Silo);
        var (ours, latencies) = await stage.Register.LoadAsync(numbers, callers, stage.Settings.Length, cancellationToken);
        var cpu = meter.Stop(latencies.Count);
        var (theirs, raw) = await stage.Baseline.UpdateAsync(callers, stage.Settings.Length, cancellationToken);
        var conditions = $"{Count(callers)}; {await stage.DescribeAsync(numbers, cancellationToken)}; "
            + "law, 2 notices, receipt, log entry each";
        stage.Add(new Figure(FigureOf(callers), ours, "updates/s", theirs, conditions)
        {
            LimitedBy = cpu.ToString(), Goal = callers == stage.Settings.Callers.Max() ? Goal.RatioAtLeast(1, 2) : null,
        });
        stage.Add(new Figure($"durable update p50, {Count(callers)}", latencies.Median, "ms", raw.Median, conditions));
        stage.Add(new Figure($"durable update p99, {Count(callers)}", latencies.P99, "ms", raw.P99, conditions));
        stage.Add(new Figure($"CPU of the silo per update, {Count(callers)}", cpu.PerOperation.Measured, "ms", null, conditions));
        stage.Add(new Figure($"CPU of PostgreSQL per update, {Count(callers)}", cpu.PerOperation.Server, "ms", null, conditions));
        stage.Add(new Figure($"CPU of the caller per update, {Count(callers)}", cpu.PerOperation.Caller, "ms", null, conditions));
    }
}
