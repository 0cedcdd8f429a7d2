namespace AzrActors.Api;

/// <summary>One process of the register as the cluster sees it.</summary>
/// <param name="Name">Address for silos, as its log names it.</param>
/// <param name="Status">As Orleans says it, for example <c>Active</c>.</param>
/// <param name="Activations">Grains in its memory.</param>
/// <param name="Requests">Calls it has received since its start.</param>
public sealed record SiloState(string Name, string Status, int Activations, long Requests, double CpuPercent, long MemoryBytes);

/// <summary>What the host of the HTTP door knows of the cluster, for the page of the operators; a host without a silo has none.</summary>
public interface IClusterView
{
    /// <summary>All silos that the cluster knows, the living first.</summary>
    Task<IReadOnlyList<SiloState>> ListSilosAsync(CancellationToken cancellationToken);
}
