using AzrActors.Cluster.Tests.Register;
using AzrActors.Contracts.Law;
using AzrActors.TestSupport;
using Xunit;

namespace AzrActors.Cluster.Tests.Findings;

/// <summary>A register of two silos over which a test lets days pass; a cluster of its own, because its days run ahead.</summary>
public sealed class TimedRegister(PostgresFixture postgres) : IAsyncLifetime
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(120);

    internal RegisterCluster Cluster { get; } = new(postgres);

    /// <summary>The legal day of the register.</summary>
    internal DateOnly Today => LegalCalendar.DayOf(Cluster.Clock.GetUtcNow());

    public ValueTask InitializeAsync() => Cluster.InitializeAsync();

    public ValueTask DisposeAsync() => Cluster.DisposeAsync();

    internal void PassDays(int days) => Cluster.Clock.Advance(TimeSpan.FromDays(days));

    internal static Task UntilAsync(string fact, Func<Task<bool>> holds) =>
        Eventually.HoldsAsync(fact, holds, Patience, TestContext.Current.CancellationToken);
}

[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class TimedSuite : ICollectionFixture<TimedRegister>
{
    public const string Name = "Timed register";
}
