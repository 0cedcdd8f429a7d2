using AzrActors.Torture.Faults;
using Xunit;

namespace AzrActors.Programs.Tests.Torture;

/// <summary>What a seed decides.</summary>
public sealed class FaultPlanTests
{
    private static readonly string[] Silos = ["silo-1", "silo-2"];
    private static readonly string[] Clients = ["agency-A12054", "subscriber-A12054", "mirror-M12054"];

    [Fact]
    public void The_same_seed_gives_the_same_storm_and_another_one_another() => Assert.Multiple(
        () => Assert.Equal(Draw(7, seconds: 300), Draw(7, seconds: 300)),
        () => Assert.NotEqual(Draw(7, seconds: 300), Draw(8, seconds: 300)));

    [Fact]
    public void A_short_run_hits_silos_the_database_and_clients_of_every_kind_whatever_its_seed()
    {
        for (var seed = 1; seed <= 100; seed++)
        {
            var names = Draw(seed, seconds: 50).Select(fault => fault.Name).ToHashSet();
            Assert.Superset(new HashSet<string>
            {
                "kill silo", "pause silo", "kill postgres", "crash postgres", "pause postgres", "kill agency", "kill mirror", "kill subscriber",
            }, names);
        }
    }

    [Fact]
    public void Faults_lie_within_the_run_and_their_targets_exist() => Assert.All(Draw(3, seconds: 3_600), fault =>
    {
        Assert.InRange(fault.At, TimeSpan.Zero, TimeSpan.FromHours(1));
        Assert.Contains(fault.Target, (string[])[Fault.Database, .. Silos, .. Clients]);
    });

    private static IReadOnlyList<Fault> Draw(int seed, int seconds) => FaultPlan.Draw(seed, TimeSpan.FromSeconds(seconds), Silos, Clients);
}
