using System.Diagnostics;

namespace AzrActors.TestSupport;

/// <summary>Waits for a fact instead of a duration.</summary>
public static class Eventually
{
    private static readonly TimeSpan Beat = TimeSpan.FromMilliseconds(20);

    /// <summary>Returns as soon as the fact holds.</summary>
    /// <exception cref="TimeoutException">It did not hold within the time; the message names the fact.</exception>
    public static async Task HoldsAsync(
        string fact, Func<Task<bool>> holds, TimeSpan within, CancellationToken cancellationToken)
    {
        var started = Stopwatch.GetTimestamp();
        while (!await holds())
        {
            if (Stopwatch.GetElapsedTime(started) > within)
                throw new TimeoutException($"Not within {within.TotalSeconds:F0} s: {fact}");
            await Task.Delay(Beat, cancellationToken);
        }
    }
}
