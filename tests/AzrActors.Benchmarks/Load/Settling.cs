using System.Diagnostics;
using System.Runtime;

namespace AzrActors.Benchmarks.Load;

/// <summary>
/// Load until a service and this process have compiled what they use in earnest. The runtime does so beside the calls, for
/// as much as a minute on few cores; a figure from before would be one of the compiler.
/// </summary>
public static class Settling
{
    /// <summary>Below this share of the time the compiler is taken to be done.</summary>
    private const double Quiet = 0.05;

    private const int QuietRounds = 2;

    /// <summary>What this process has spent on compiling so far.</summary>
    public static TimeSpan Compiled => JitInfo.GetCompilationTime(currentThread: false);

    /// <param name="compiledAsync">What the service has spent on compiling so far.</param>
    /// <param name="loadAsync">A second or so of the calls that will be measured.</param>
    /// <param name="atMost">After which it is enough in any case.</param>
    public static async Task RunAsync(Func<Task<TimeSpan>> compiledAsync, Func<Task> loadAsync, TimeSpan atMost)
    {
        var (clock, quiet) = (Stopwatch.StartNew(), 0);
        while (quiet < QuietRounds && clock.Elapsed < atMost)
        {
            var (before, began) = (await compiledAsync() + Compiled, clock.Elapsed);
            await loadAsync();
            var share = (await compiledAsync() + Compiled - before) / (clock.Elapsed - began);
            quiet = share < Quiet ? quiet + 1 : 0;
        }
        Stage.Say($"  {(quiet < QuietRounds ? "not yet compiled" : "compiled")} after {clock.Elapsed.TotalSeconds:0} s of load");
    }
}
