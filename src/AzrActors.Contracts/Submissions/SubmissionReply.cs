namespace AzrActors.Contracts.Submissions;

public enum SubmissionOutcome
{
    /// <summary>Stored durably; the record has a new version.</summary>
    Accepted = 1,

    /// <summary>Everything said was known already: no new version, nobody is told.</summary>
    Unchanged = 2,

    /// <summary>Nothing was stored but a log entry that names the rules.</summary>
    Refused = 3,
}

/// <summary>The register's answer: a receipt, or one refusal with all its faults.</summary>
[GenerateSerializer, Immutable, Alias("azr.SubmissionReply")]
public sealed record SubmissionReply
{
    [Id(0)] public required SubmissionOutcome Outcome { get; init; }

    /// <summary>Set unless refused.</summary>
    [Id(1)] public Receipt? Receipt { get; init; }

    /// <summary>Set when refused.</summary>
    [Id(2)] public Refusal? Refusal { get; init; }
}

/// <summary>What the register would answer to a submission. Nothing was stored but the log entry that it was asked.</summary>
[GenerateSerializer, Immutable, Alias("azr.ValidationReply")]
public sealed record ValidationReply
{
    /// <summary>What handing it in now would come to; another submission may come first.</summary>
    [Id(0)] public required SubmissionOutcome Outcome { get; init; }

    /// <summary>Set when it would be refused.</summary>
    [Id(1)] public Refusal? Refusal { get; init; }

    /// <summary>
    /// Doubts that would not prevent storing, and what would come to the author's list of findings within a second because only several
    /// records show it; those of a refusal stand with it.
    /// </summary>
    [Id(2)] public IReadOnlyList<Finding> Findings { get; init; } = [];

    /// <summary>
    /// True from a former build, which left open whether persons are nearly the same (rule Q004); this one looks, and says null.
    /// </summary>
    [Id(3)] public bool? SimilarPersonsOpen { get; init; }
}

/// <summary>Proof that a submission is stored durably (or was known already).</summary>
[GenerateSerializer, Immutable, Alias("azr.Receipt")]
public sealed record Receipt
{
    [Id(0)] public required Guid SubmissionId { get; init; }

    [Id(1)] public required string AzrNumber { get; init; }

    /// <summary>Version of the record after this submission, 1 for the first.</summary>
    [Id(2)] public required int Version { get; init; }

    [Id(3)] public required DateTimeOffset ReceivedAt { get; init; }

    /// <summary>True when this is the stored receipt of an earlier call with the same id and content.</summary>
    [Id(4)] public bool Repeated { get; init; }

    /// <summary>Doubts that did not prevent storing; the authority should look at them (AZRG § 8).</summary>
    [Id(5)] public IReadOnlyList<Finding> Findings { get; init; } = [];
}

/// <summary>Why nothing was stored. <see cref="Code"/> is stable and meant for programs, the texts for people.</summary>
[GenerateSerializer, Immutable, Alias("azr.Refusal")]
public sealed record Refusal
{
    /// <summary>For example <c>submission.faulty</c>, <c>submission.id-reused</c>, <c>record.version-stale</c>.</summary>
    [Id(0)] public required string Code { get; init; }

    [Id(1)] public required string Paragraph { get; init; }

    [Id(2)] public required string German { get; init; }

    [Id(3)] public required string English { get; init; }

    /// <summary>All faults of the submission at once.</summary>
    [Id(4)] public IReadOnlyList<Finding> Findings { get; init; } = [];

    /// <summary>With <c>record.version-stale</c>: the version the record has now.</summary>
    [Id(5)] public int? CurrentVersion { get; init; }

    /// <summary>With <c>record.version-stale</c>: paths of the fields that changed since the expected version.</summary>
    [Id(6)] public IReadOnlyList<string> ChangedFields { get; init; } = [];

    /// <summary>With rule Q004: AZR numbers of persons who are nearly the same, the likeliest first.</summary>
    [Id(7)] public IReadOnlyList<string>? SimilarNumbers { get; init; }
}

/// <summary>One broken rule at one place.</summary>
[GenerateSerializer, Immutable, Alias("azr.Finding")]
public sealed record Finding
{
    /// <summary>For example <c>Q009</c>.</summary>
    [Id(0)] public required string Rule { get; init; }

    [Id(1)] public required string Paragraph { get; init; }

    /// <summary>True when the rule refuses, false when it only raises a doubt.</summary>
    [Id(2)] public required bool Refuses { get; init; }

    /// <summary>Index of the entry within the submission, 0-based; null when the whole submission is meant.</summary>
    [Id(3)] public int? Entry { get; init; }

    [Id(4)] public string? Field { get; init; }

    [Id(5)] public required string German { get; init; }

    [Id(6)] public required string English { get; init; }

    /// <summary>Row and letter of the annex of the AZRG-DV that the finding is about, for example <c>10.b.aa</c>.</summary>
    [Id(7)] public string? Item { get; init; }
}
