namespace AzrActors.Benchmarks.Load;

/// <summary>What is to be measured, how long, and where the figures go.</summary>
public sealed record LoadSettings
{
    /// <summary>Length of each measured run.</summary>
    public required TimeSpan Length { get; init; }

    /// <summary>Load before each measured run.</summary>
    public required TimeSpan WarmUp { get; init; }

    /// <summary>Longest load before the first measured run of a service (<see cref="Settling"/>).</summary>
    public required TimeSpan SettlingMax { get; init; }

    /// <summary>Numbers of callers at once for the main figure; the greatest is the one that has a goal.</summary>
    public required IReadOnlyList<int> Callers { get; init; }

    /// <summary>Persons of 2 KB that are updated and read.</summary>
    public required int Persons { get; init; }

    /// <summary>Persons that get a history of 200 events.</summary>
    public required int OldPersons { get; init; }

    /// <summary>Offices that follow their notices at the same time.</summary>
    public required int Subscribers { get; init; }

    /// <summary>Persons that are imported, once by calls and once as a file.</summary>
    public required int Imported { get; init; }

    /// <summary>Numbers of stored persons that are compared, the smaller one first.</summary>
    public required (int Few, int Many) Stored { get; init; }

    /// <summary>Names of measurements to make; empty for all.</summary>
    public IReadOnlyList<string> Only { get; init; } = [];

    public FileInfo? Out { get; init; }

    public FileInfo? Markdown { get; init; }

    /// <summary>About five minutes on a quiet machine with two cores.</summary>
    public static LoadSettings Full { get; } = new()
    {
        Length = TimeSpan.FromSeconds(10), WarmUp = TimeSpan.FromSeconds(3), SettlingMax = TimeSpan.FromSeconds(90),
        Callers = [1, 16, 64, 256], Persons = 1_024, OldPersons = 64, Subscribers = 600, Imported = 2_000, Stored = (30_000, 300_000),
    };

    /// <summary>Shows in a minute that everything can be measured; the figures are worth little.</summary>
    public static LoadSettings Quick { get; } = Full with
    {
        Length = TimeSpan.FromSeconds(2),
        WarmUp = TimeSpan.FromSeconds(1),
        SettlingMax = TimeSpan.FromSeconds(5),
        Callers = [1, 256],
        Persons = 256,
        OldPersons = 4,
        Subscribers = 100,
        Imported = 200,
        Stored = (3_000, 12_000),
    };
}
