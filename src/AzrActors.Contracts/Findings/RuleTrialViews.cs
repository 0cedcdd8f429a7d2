using AzrActors.Contracts.Submissions;

namespace AzrActors.Contracts.Findings;

/// <summary>How far the trial of a rule on the whole stock is, and what it has found so far.</summary>
[GenerateSerializer, Immutable, Alias("azr.RuleTrialView")]
public sealed record RuleTrialView
{
    [Id(0)] public required long Id { get; init; }

    [Id(1)] public required string Rule { get; init; }

    /// <summary>Records when it started.</summary>
    [Id(2)] public required long Total { get; init; }

    [Id(3)] public required long Looked { get; init; }

    /// <summary>Of these could not be read.</summary>
    [Id(4)] public required long Unreadable { get; init; }

    [Id(5)] public required bool Done { get; init; }

    /// <summary>Most records first.</summary>
    [Id(6)] public required IReadOnlyList<RuleTrialOffice> Offices { get; init; }
}

/// <summary>Records of one authority in which the rule finds something.</summary>
[GenerateSerializer, Immutable, Alias("azr.RuleTrialOffice")]
public sealed record RuleTrialOffice
{
    [Id(0)] public required string Authority { get; init; }

    [Id(1)] public required int Records { get; init; }
}

/// <summary>A trial, or why there is none.</summary>
[GenerateSerializer, Immutable, Alias("azr.RuleTrialReply")]
public sealed record RuleTrialReply
{
    [Id(0)] public RuleTrialView? Trial { get; init; }

    [Id(1)] public Refusal? Refusal { get; init; }
}
