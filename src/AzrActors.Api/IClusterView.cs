namespace AzrActors.Api;

/// <summary>One process of the register as the cluster sees it.</summary>
/// <param name="Name">Address for silos, as its log names it.</param>
/// <param name="Status">As Orleans says it, for example <c>Active</c>.</param>
/// <param name="Activations">Grains in its memory.</param>
/// <param name="Requests">Calls it has received since its start.</param>
/// <param name="RequestsPerMinute">Calls it has received per minute lately; null while that is not known.</param>
public sealed record SiloState(
    string Name, string Status, int Activations, long Requests, double? RequestsPerMinute, double CpuPercent, long MemoryBytes);

/// <summary>How the register stands as a whole.</summary>
/// <param name="StoredLastMinute">Submissions stored within the last minute.</param>
/// <param name="StoredPerMinute">Submissions stored per minute, over the last ten.</param>
public sealed record RegisterState(long StoredLastMinute, double StoredPerMinute, LogState Log);

/// <summary>What the newest seal of the access log says.</summary>
/// <param name="Waiting">Entries that are not sealed yet, at most.</param>
/// <param name="SealedAt">Null before the first seal.</param>
/// <param name="Holds">Signed by a key of this register, and the entries under it read as when they were sealed.</param>
public sealed record LogState(long Entries, long Waiting, DateTimeOffset? SealedAt, string? Key, bool Holds, DateTimeOffset CheckedAt);

/// <summary>What the host of the HTTP door knows of the cluster, for the page of the operators; a host without a silo has none.</summary>
public interface IClusterView
{
    /// <summary>All silos that the cluster knows, the living first.</summary>
    Task<IReadOnlyList<SiloState>> ListSilosAsync(CancellationToken cancellationToken);

    /// <summary>How much is stored, and whether the newest seal of the access log holds, looked at now.</summary>
    Task<RegisterState> LookAsync(CancellationToken cancellationToken);

    /// <summary>Where the dashboard of Orleans is for operators; null where it is switched off.</summary>
    string? DashboardPath { get; }
}
