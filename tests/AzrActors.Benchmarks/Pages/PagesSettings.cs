using AzrActors.Benchmarks.Load;

namespace AzrActors.Benchmarks.Pages;

/// <summary>How many officials use the pages of how full a register, and how fast.</summary>
public sealed record PagesSettings
{
    /// <summary>Lengths of the runs, and where the figures go.</summary>
    public required LoadSettings Load { get; init; }

    /// <summary>Persons stored.</summary>
    public required int Persons { get; init; }

    /// <summary>Officials who work at once.</summary>
    public required int Officials { get; init; }

    /// <summary>What an official takes to read a page before opening the next one.</summary>
    public required TimeSpan Pause { get; init; }

    /// <summary>Changes that come in over the API while the officials work.</summary>
    public required int ChangesPerSecond { get; init; }

    /// <summary>Pages that one official opens alone.</summary>
    public required int Views { get; init; }

    /// <summary>Notices that wait at each office while all officials work; they list them whenever they open their worklist.</summary>
    public required int Waiting { get; init; }

    /// <summary>A quarter of an hour on a quiet machine with two cores, most of it to fill the store.</summary>
    public static PagesSettings Full { get; } = new()
    {
        Load = LoadSettings.Full with { Length = TimeSpan.FromSeconds(30), WarmUp = TimeSpan.FromSeconds(10) },
        Persons = 1_000_000, Officials = 200, Pause = TimeSpan.FromSeconds(5), ChangesPerSecond = 4, Views = 300, Waiting = 50,
    };

    /// <summary>Shows in a minute or two that everything can be measured; the figures are worth little.</summary>
    public static PagesSettings Quick { get; } = Full with
    {
        Load = LoadSettings.Quick with { Length = TimeSpan.FromSeconds(4), WarmUp = TimeSpan.FromSeconds(2) },
        Persons = 5_000,
        Officials = 20,
        Pause = TimeSpan.FromSeconds(1),
        Views = 40,
    };
}
