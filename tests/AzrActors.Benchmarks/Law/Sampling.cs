using System.Diagnostics;

namespace AzrActors.Benchmarks.Law;

/// <summary>What an action costs that does not wait.</summary>
/// <param name="Bytes">Allocated each time.</param>
internal readonly record struct Sampling(TimeSpan P50, TimeSpan P99, double Bytes)
{
    public static Sampling Of(Action once, int samples, TimeSpan warmUp)
    {
        // Long enough for the compiler in the background to be done with it, also on a busy machine.
        for (var start = Stopwatch.GetTimestamp(); Stopwatch.GetElapsedTime(start) < warmUp;) once();
        var took = new TimeSpan[samples];
        var bytes = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < samples; i++)
        {
            var start = Stopwatch.GetTimestamp();
            once();
            took[i] = Stopwatch.GetElapsedTime(start);
        }
        bytes = GC.GetAllocatedBytesForCurrentThread() - bytes;
        Array.Sort(took);
        return new Sampling(took[samples / 2], took[samples * 99 / 100], bytes / (double)samples);
    }
}
