using AzrActors.Contracts.Submissions;
using AzrActors.Demo.Synthetic;

namespace AzrActors.Demo.Day;

/// <summary>A part in the play: a person of the population with settled traits.</summary>
/// <param name="Index">Index in the population.</param>
/// <param name="InStock">False for those who become known to the register only during the day.</param>
public sealed record DemoRole(int Index, SyntheticTraits? Traits, bool InStock = true);

/// <summary>Which version the author of a submission claims to have seen.</summary>
public enum VersionSeen
{
    /// <summary>None: the submission holds whatever else changed.</summary>
    None = 0,

    /// <summary>The version of the morning, before the day began.</summary>
    Morning = 1,

    /// <summary>The version that the last receipt named.</summary>
    Latest = 2,
}

/// <summary>One submission of the script.</summary>
/// <param name="What">What is reported, in German.</param>
/// <param name="Says">The entries, given the person and the day.</param>
public sealed record DemoAct(
    DemoOffice Office, DemoRole Role, string What, Expectation Expected, Func<DemoPerson, DateOnly, IReadOnlyList<Entry>> Says)
{
    /// <summary>Names the submission within the day; acts with the same name share one submission id.</summary>
    public string? SubmissionName { get; init; }

    /// <summary>Days between the occasion and today.</summary>
    public int DaysBack { get; init; }

    public VersionSeen Version { get; init; }

    /// <summary>Sends the AZR number with two neighbouring digits swapped.</summary>
    public bool NumberMistyped { get; init; }

    /// <summary>Sends no AZR number, as for a registration.</summary>
    public bool NumberMissing { get; init; }

    /// <summary>Another authority that the submission pretends to come from.</summary>
    public DemoOffice? Pretends { get; init; }
}

/// <summary>One scene of the day.</summary>
/// <param name="Time">Time of the played day.</param>
/// <param name="Story">Why this happens, in German.</param>
/// <param name="AtOnce">The acts are sent at the same time instead of one after the other.</param>
public sealed record DemoStep(TimeOnly Time, string Title, string Story, IReadOnlyList<DemoAct> Acts, bool AtOnce = false);

/// <summary>A part of the day.</summary>
public sealed record DemoChapter(string Title, IReadOnlyList<DemoStep> Steps);
