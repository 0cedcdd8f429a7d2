using AzrActors.Benchmarks.Plain;

namespace AzrActors.Benchmarks.Load.Measurements;

/// <summary>The same job as a plain ASP.NET Core and EF Core service would do it, called over HTTP by as many callers.</summary>
public sealed class PlainComparison : IMeasurement
{
    public string Name => "plain";

    public async Task MeasureAsync(Stage stage, CancellationToken cancellationToken)
    {
        var (callers, ours) = (stage.Settings.Callers.Max(), await UpdateRate.MostAsync(stage, cancellationToken));
        await using var plain = await PlainProcess.StartAsync(stage.Store.ConnectionString, stage.Settings.Persons, cancellationToken);
        await Settling.RunAsync(() => plain.CompiledAsync(cancellationToken),
            () => plain.LoadAsync(callers, TimeSpan.FromSeconds(1), cancellationToken), stage.Settings.SettlingMax);
        var meter = new CpuMeter(stage.Silo, plain.Id);
        var (theirs, latencies) = await plain.LoadAsync(callers, stage.Settings.Length, cancellationToken);
        var cpu = meter.Stop(latencies.Count);
        var conditions = $"{callers} callers over HTTP; load row of 2 KB JSON, check, update with row version, 2 outbox rows, "
            + "one transaction; no history, receipt, log or signature";
        stage.Add(new Figure("plain EF Core service, updates", theirs, "updates/s", null, conditions) { LimitedBy = cpu.ToString() });
        stage.Add(new Figure("plain EF Core service, p99", latencies.P99, "ms", null, conditions));
        stage.Add(new Figure("durable updates against the plain service", ours, "updates/s", theirs, conditions)
        {
            Goal = Goal.RatioAtLeast(3, 6),
        });
    }
}
