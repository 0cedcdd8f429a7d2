using AzrActors.Api;
using AzrActors.Journal;
using AzrActors.Journal.AccessLog;

namespace AzrActors.Silo;

/// <summary>Asks Orleans' own management grain, the journal and the access log; nothing of it is about persons.</summary>
internal sealed class ClusterView(IGrainFactory grains, SiloPaces paces, Throughput throughput, LogCheck log, OrleansDashboard dashboard, TimeProvider clock)
    : IClusterView
{
    public string? DashboardPath => dashboard.On ? OrleansDashboard.Path : null;

    public async Task<IReadOnlyList<SiloState>> ListSilosAsync(CancellationToken cancellationToken)
    {
        var management = grains.GetGrain<IManagementGrain>(0);
        var hosts = await management.GetHosts(onlyActive: false, cancellationToken);
        var living = hosts.Where(host => host.Value == SiloStatus.Active).Select(host => host.Key).ToArray();
        var statistics = await management.GetRuntimeStatistics(living, cancellationToken);
        var byAddress = living.Zip(statistics).ToDictionary(pair => pair.First, pair => pair.Second);
        return
        [
            .. hosts.OrderBy(host => host.Value == SiloStatus.Active ? 0 : 1).ThenBy(host => host.Key.ToString(), StringComparer.Ordinal).Select(host =>
                byAddress.TryGetValue(host.Key, out var known)
                    ? new SiloState(host.Key.ToString(), host.Value.ToString(), known.ActivationCount, known.ReceivedMessages, paces.Of(host.Key),
                        known.EnvironmentStatistics.FilteredCpuUsagePercentage, known.EnvironmentStatistics.FilteredMemoryUsageBytes)
                    : new SiloState(host.Key.ToString(), host.Value.ToString(), 0, 0, null, 0, 0)),
        ];
    }

    public async Task<RegisterState> LookAsync(CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var stored = await throughput.CountAsync(now, cancellationToken);
        var seal = await log.LookAsync(cancellationToken);
        return new RegisterState(
            stored.LastMinute, stored.LastTenMinutes / 10.0, new LogState(seal.Entries, seal.Waiting, seal.SealedAt, seal.Key, seal.Holds, now));
    }
}
