using AzrActors.Journal;

namespace AzrActors.Silo;

/// <summary>How many calls each silo has received per minute lately: the difference of its own count over about a minute.</summary>
internal sealed class SiloPaces(IGrainFactory grains, TimeProvider time, ILogger<SiloPaces> logger) : PacedService(Pace, time, logger, atOnce: true)
{
    private const int Kept = 5;
    private static readonly TimeSpan Pace = TimeSpan.FromSeconds(15);

    // Oldest first; replaced as a whole, so that readers need no lock.
    private volatile IReadOnlyList<(DateTimeOffset At, IReadOnlyDictionary<SiloAddress, long> Received)> _looks = [];

    public double? Of(SiloAddress silo)
    {
        var known = _looks.Where(look => look.Received.ContainsKey(silo)).ToList();
        return known is [var first, .., var last] && last.At > first.At
            ? Math.Max(0, last.Received[silo] - first.Received[silo]) / (last.At - first.At).TotalMinutes : null;
    }

    protected override async Task RoundAsync(CancellationToken cancellationToken)
    {
        try
        {
            var management = grains.GetGrain<IManagementGrain>(0);
            var living = (await management.GetHosts(onlyActive: true, cancellationToken)).Keys.ToArray();
            var statistics = await management.GetRuntimeStatistics(living, cancellationToken);
            var look = living.Zip(statistics).ToDictionary(pair => pair.First, pair => pair.Second.ReceivedMessages);
            _looks = [.. _looks.TakeLast(Kept - 1), (Time.GetUtcNow(), look)];
        }
        // A silo has just died, or this one is not ready yet; the page says so by showing no pace.
        catch
        {
            _looks = [];
            throw;
        }
    }
}
