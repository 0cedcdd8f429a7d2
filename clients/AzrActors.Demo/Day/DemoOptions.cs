namespace AzrActors.Demo.Day;

/// <summary>How the demo is played.</summary>
public sealed class DemoOptions
{
    /// <summary>Equal seeds give equal persons on equal days.</summary>
    public int Seed { get; init; } = 2026;

    /// <summary>Size of the population, the cast of the day included; at least <see cref="DemoCast.PersonsMin"/>.</summary>
    public int Persons { get; init; } = 1_000;

    /// <summary>Submissions that are on their way at the same time while the population is registered.</summary>
    public int Parallelism { get; init; } = 16;

    /// <summary>The legal day that is played (Europe/Berlin). Must be the day on which the register receives it.</summary>
    public required DateOnly Today { get; init; }
}
