using AzrActors.Api;

namespace AzrActors.Silo;

/// <summary>Asks Orleans' own management grain; nothing of it is about persons.</summary>
internal sealed class ClusterView(IGrainFactory grains) : IClusterView
{
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
                    ? new SiloState(host.Key.ToString(), host.Value.ToString(), known.ActivationCount, known.ReceivedMessages,
                        known.EnvironmentStatistics.FilteredCpuUsagePercentage, known.EnvironmentStatistics.FilteredMemoryUsageBytes)
                    : new SiloState(host.Key.ToString(), host.Value.ToString(), 0, 0, 0, 0)),
        ];
    }
}
