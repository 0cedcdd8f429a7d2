using AzrActors.Contracts.Records;
using AzrActors.Contracts.Submissions;

namespace AzrActors.Contracts.Identity;

public enum PairOutcome
{
    /// <summary>Two persons.</summary>
    Different = 1,

    /// <summary>An official decides.</summary>
    Possible = 2,

    /// <summary>One person with two records.</summary>
    Same = 3,
}

/// <summary>Two records that may be of one person, and why.</summary>
[GenerateSerializer, Immutable, Alias("azr.Duplicate")]
public sealed record Duplicate
{
    [Id(0)] public required long Pair { get; init; }

    [Id(1)] public required PairOutcome Outcome { get; init; }

    /// <summary>True when an official decided so; then the register does not find otherwise by itself.</summary>
    [Id(2)] public required bool ByOfficial { get; init; }

    /// <summary>Logarithm to base 2 of the odds that it is one person.</summary>
    [Id(3)] public required double Bits { get; init; }

    /// <summary>Field by field how far they agree and what that weighs.</summary>
    [Id(4)] public IReadOnlyList<FieldEvidence> Evidence { get; init; } = [];

    /// <summary>Rules that the pair meets, for example <c>Q101</c>.</summary>
    [Id(5)] public IReadOnlyList<Finding> Rules { get; init; } = [];

    [Id(6)] public required DateTimeOffset FoundAt { get; init; }

    [Id(7)] public required DateTimeOffset ChangedAt { get; init; }

    /// <summary>The two records as far as the caller may see them; one that it may not see is absent.</summary>
    [Id(8)] public IReadOnlyList<RecordView> Records { get; init; } = [];
}

/// <summary>What one field says about a pair.</summary>
/// <param name="Degree">How far it agrees, for example <c>exact</c>, <c>variant</c>, <c>swapped</c>.</param>
/// <param name="Bits">Weight: above 0 it speaks for one person, below 0 against.</param>
[GenerateSerializer, Immutable, Alias("azr.FieldEvidence")]
public sealed record FieldEvidence([property: Id(0)] string Field, [property: Id(1)] string Degree, [property: Id(2)] double Bits);

/// <summary>One outcome that a pair had, and who found or decided so.</summary>
[GenerateSerializer, Immutable, Alias("azr.PairHistory")]
public sealed record PairHistory
{
    [Id(0)] public required PairOutcome Outcome { get; init; }

    [Id(1)] public required string Authority { get; init; }

    /// <summary>Null where the register itself found it.</summary>
    [Id(2)] public string? Official { get; init; }

    [Id(3)] public string? Reason { get; init; }

    [Id(4)] public required double Bits { get; init; }

    [Id(5)] public required DateTimeOffset At { get; init; }
}

/// <summary>Which open pairs a caller wants to know of.</summary>
[GenerateSerializer, Immutable, Alias("azr.OpenPairQuery")]
public sealed record OpenPairQuery
{
    /// <summary>Only pairs with a higher number.</summary>
    [Id(0)] public long After { get; init; }

    /// <summary>Most pairs of the page, 1 to 1,000.</summary>
    [Id(1)] public int Limit { get; init; } = 100;

    /// <summary>Only pairs of this record, if the caller keeps its file or is the register authority; null for all.</summary>
    [Id(2)] public string? AzrNumber { get; init; }
}

/// <summary>A pair that waits for a decision.</summary>
[GenerateSerializer, Immutable, Alias("azr.OpenPair")]
public sealed record OpenPair
{
    [Id(0)] public required long Pair { get; init; }

    [Id(1)] public required PairOutcome Outcome { get; init; }

    /// <summary>An official has set it aside, or has decided that it is one person.</summary>
    [Id(2)] public required bool ByOfficial { get; init; }

    /// <summary>Logarithm to base 2 of the odds that it is one person.</summary>
    [Id(3)] public required double Bits { get; init; }

    [Id(4)] public required DateTimeOffset FoundAt { get; init; }
}

/// <summary>Open pairs by rising number.</summary>
[GenerateSerializer, Immutable, Alias("azr.OpenPairPage")]
public sealed record OpenPairPage
{
    [Id(0)] public IReadOnlyList<OpenPair> Pairs { get; init; } = [];
}

/// <summary>A page of pairs, or why there is none.</summary>
[GenerateSerializer, Immutable, Alias("azr.DuplicatePage")]
public sealed record DuplicatePage
{
    [Id(0)] public IReadOnlyList<Duplicate> Duplicates { get; init; } = [];

    [Id(1)] public Refusal? Refusal { get; init; }
}

/// <summary>One pair with everything that was decided about it.</summary>
[GenerateSerializer, Immutable, Alias("azr.DuplicateReply")]
public sealed record DuplicateReply
{
    [Id(0)] public Duplicate? Duplicate { get; init; }

    [Id(1)] public IReadOnlyList<PairHistory> History { get; init; } = [];

    [Id(2)] public Refusal? Refusal { get; init; }

    /// <summary>The records hold everything that the caller may see of them, and not only what tells persons apart.</summary>
    [Id(3)] public bool InFull { get; init; }
}

/// <summary>What an official decides about a pair.</summary>
[GenerateSerializer, Immutable, Alias("azr.PairVerdict")]
public sealed record PairVerdict
{
    [Id(0)] public required long Pair { get; init; }

    [Id(1)] public required PairOutcome Outcome { get; init; }

    /// <summary>Evidence in words, 1 to 500 characters.</summary>
    [Id(2)] public required string Reason { get; init; }
}
