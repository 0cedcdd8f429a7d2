namespace AzrActors.Api.Tests.Fakes;

/// <summary>A cluster of two silos, of which one has left, as its operators see it.</summary>
public sealed class FakeCluster : IClusterView
{
    public string? DashboardPath { get; set; }

    public bool SealHolds { get; set; } = true;

    public Task<IReadOnlyList<SiloState>> ListSilosAsync(CancellationToken cancellationToken) => Task.FromResult<IReadOnlyList<SiloState>>(
    [
        new SiloState("S127.0.0.1:11111:153", "Active", 20_482, 8_412_733, 3_120, 41.2, 1_288_490_188),
        new SiloState("S127.0.0.1:11112:121", "Dead", 0, 0, null, 0, 0),
    ]);

    public Task<RegisterState> LookAsync(CancellationToken cancellationToken) => Task.FromResult(new RegisterState(
        612, 584.3, new LogState(1_204_331, 17, Samples.Now.AddSeconds(-2), "5f0c9a3d1e77b214", SealHolds, Samples.Now)));
}
