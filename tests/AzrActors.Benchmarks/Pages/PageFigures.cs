using AzrActors.Benchmarks.Load;

namespace AzrActors.Benchmarks.Pages;

/// <summary>How times of pages become figures.</summary>
internal static class PageFigures
{
    /// <param name="goal">Of what one in twenty exceeds.</param>
    public static void AddTimes(this Stage stage, string name, Latencies latencies, CpuUse? cpu, Goal goal, string conditions)
    {
        stage.Add(new Figure($"{name}, p50", latencies.Median, "ms", null, conditions));
        stage.Add(new Figure($"{name}, p95", latencies.P95, "ms", null, conditions) { LimitedBy = cpu?.ToString(), Goal = goal });
        stage.Add(new Figure($"{name}, p99", latencies.P99, "ms", null, conditions));
    }

    /// <summary>Notices of an office for which nobody has given a receipt.</summary>
    public static async Task<long> WaitingAsync(this Stage stage, string office, CancellationToken cancellationToken)
    {
        var client = stage.Register.For(office);
        return (await client.ReadNoticesAsync(0, 1, cancellationToken)).Last - await client.Deliveries.GetReceivedAsync(cancellationToken);
    }
}
