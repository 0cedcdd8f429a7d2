using AzrActors.Contracts.Submissions;

namespace AzrActors.Contracts.Identity;

public enum MergeState
{
    /// <summary>The supplying offices are asked.</summary>
    Asking = 1,

    /// <summary>Decided; the records are being brought together.</summary>
    Merging = 2,

    Merged = 3,

    /// <summary>It turned out to be wrong; the records are being parted.</summary>
    Separating = 4,

    Separated = 5,

    /// <summary>Nothing was merged, or what was begun was undone.</summary>
    Stopped = 6,
}

/// <summary>A merge of two records of one person, and what became of it.</summary>
[GenerateSerializer, Immutable, Alias("azr.MergeCase")]
public sealed record MergeCase
{
    [Id(0)] public required Guid Case { get; init; }

    [Id(1)] public required MergeState State { get; init; }

    /// <summary>The older number, which stays.</summary>
    [Id(2)] public required string KeptNumber { get; init; }

    /// <summary>The number that leads to the kept one afterwards.</summary>
    [Id(3)] public required string OtherNumber { get; init; }

    [Id(4)] public required string Reason { get; init; }

    [Id(5)] public required DateTimeOffset ProposedAt { get; init; }

    /// <summary>Until then the supplying offices answer; afterwards the register authority may decide without those who did not.</summary>
    [Id(6)] public required DateTimeOffset AnswerBy { get; init; }

    /// <summary>When those who had not answered were reminded; null before.</summary>
    [Id(7)] public DateTimeOffset? EscalatedAt { get; init; }

    [Id(8)] public required IReadOnlyList<MergeConsent> Consents { get; init; }

    /// <summary>Why nothing was merged; null unless stopped.</summary>
    [Id(9)] public string? StoppedFor { get; init; }
}

/// <summary>What one supplying office says.</summary>
[GenerateSerializer, Immutable, Alias("azr.MergeConsent")]
public sealed record MergeConsent
{
    [Id(0)] public required string Authority { get; init; }

    /// <summary>Null while it has not answered.</summary>
    [Id(1)] public bool? Agrees { get; init; }

    [Id(2)] public string? Reason { get; init; }

    [Id(3)] public DateTimeOffset? AnsweredAt { get; init; }
}

/// <summary>The register authority proposes to merge two records.</summary>
[GenerateSerializer, Immutable, Alias("azr.MergeProposal")]
public sealed record MergeProposal
{
    [Id(0)] public required string OneNumber { get; init; }

    [Id(1)] public required string OtherNumber { get; init; }

    /// <summary>Why it is one person, 1 to 500 characters.</summary>
    [Id(2)] public required string Reason { get; init; }
}

/// <summary>An answer, a decision, or the order to part what was merged.</summary>
[GenerateSerializer, Immutable, Alias("azr.MergeStep")]
public sealed record MergeStep
{
    [Id(0)] public required Guid Case { get; init; }

    /// <summary>Of an answer: consent. Of a decision: merge, or stop.</summary>
    [Id(1)] public bool Agrees { get; init; } = true;

    [Id(2)] public string? Reason { get; init; }
}

[GenerateSerializer, Immutable, Alias("azr.MergeReply")]
public sealed record MergeReply
{
    [Id(0)] public MergeCase? Case { get; init; }

    [Id(1)] public Refusal? Refusal { get; init; }
}

/// <summary>Merges, the newest first.</summary>
[GenerateSerializer, Immutable, Alias("azr.MergePage")]
public sealed record MergePage
{
    [Id(0)] public IReadOnlyList<MergeCase> Cases { get; init; } = [];
}
