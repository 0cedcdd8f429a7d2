using System.Diagnostics;

namespace AzrActors.Benchmarks.Load;

/// <summary>Many callers at once, each of which waits for one answer before it asks again.</summary>
public static class Callers
{
    /// <param name="next">The target of the i-th call of all; null when there is none any more.</param>
    public static async Task<(double PerSecond, Latencies Latencies)> RunAsync(
        int callers, Func<int, string?> next, Func<string, CancellationToken, Task> callAsync, CancellationToken cancellationToken)
    {
        var clock = Stopwatch.StartNew();
        var runs = await Task.WhenAll(Enumerable.Range(0, callers).Select(async caller =>
        {
            var latencies = new Latencies();
            for (var i = caller; next(i) is { } target; i += callers)
            {
                var call = Stopwatch.GetTimestamp();
                await callAsync(target, cancellationToken);
                latencies.Add(Stopwatch.GetElapsedTime(call));
            }
            return latencies;
        }));
        var elapsed = clock.Elapsed;
        var all = new Latencies();
        foreach (var run in runs) all.Add(run);
        return (all.Count / elapsed.TotalSeconds, all);
    }

    /// <summary>Calls each target once.</summary>
    public static Task<(double PerSecond, Latencies Latencies)> EachOnceAsync(
        int callers, string[] targets, Func<string, CancellationToken, Task> callAsync, CancellationToken cancellationToken) =>
        RunAsync(callers, i => i < targets.Length ? targets[i] : null, callAsync, cancellationToken);
}
