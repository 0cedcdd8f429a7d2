using AzrActors.Contracts.Submissions;

namespace AzrActors.Contracts.Findings;

/// <summary>Days of one authority.</summary>
[GenerateSerializer, Immutable, Alias("azr.QualityQuery")]
public sealed record QualityQuery
{
    /// <summary>Null for the caller's own; only the register authority may name another.</summary>
    [Id(0)] public string? Authority { get; init; }

    /// <summary>First legal day, inclusive; null for 30 days before the last.</summary>
    [Id(1)] public DateOnly? From { get; init; }

    /// <summary>Last legal day, inclusive; null for yesterday. At most 400 days are shown.</summary>
    [Id(2)] public DateOnly? To { get; init; }
}

/// <summary>Quality of what an authority holds and reports on one legal day, as of its end.</summary>
[GenerateSerializer, Immutable, Alias("azr.QualityOfDay")]
public sealed record QualityOfDay
{
    [Id(0)] public required DateOnly Day { get; init; }

    /// <summary>Records whose file the authority keeps.</summary>
    [Id(1)] public required int Records { get; init; }

    /// <summary>Part of these in which no mandatory group is empty, 0 to 1; null without records.</summary>
    [Id(2)] public double? Completeness { get; init; }

    /// <summary>Submissions of the day that brought something new.</summary>
    [Id(3)] public required int Submissions { get; init; }

    /// <summary>Of these later than ten days after the occasion (rule Q028).</summary>
    [Id(4)] public required int Late { get; init; }

    /// <summary>Half of the submissions came within so many days after the occasion; null without any.</summary>
    [Id(5)] public int? LagMedianDays { get; init; }

    /// <summary>Nine in ten came within so many days.</summary>
    [Id(6)] public int? LagNinetiethDays { get; init; }

    /// <summary>Findings for 1,000 records; null without records.</summary>
    [Id(7)] public double? FindingsPerThousand { get; init; }

    /// <summary>By rule.</summary>
    [Id(8)] public required IReadOnlyList<QualityOfRule> Rules { get; init; }
}

[GenerateSerializer, Immutable, Alias("azr.QualityOfRule")]
public sealed record QualityOfRule
{
    [Id(0)] public required string Rule { get; init; }

    [Id(1)] public required int Standing { get; init; }

    [Id(2)] public required int Overdue { get; init; }

    /// <summary>Opened on this day.</summary>
    [Id(3)] public required int Opened { get; init; }

    /// <summary>Closed on this day.</summary>
    [Id(4)] public required int Closed { get; init; }

    /// <summary>Standing ones for 1,000 records; null without records.</summary>
    [Id(5)] public double? PerThousand { get; init; }
}

[GenerateSerializer, Immutable, Alias("azr.QualityReply")]
public sealed record QualityReply
{
    /// <summary>Oldest first; a day is there once it is over and rolled up.</summary>
    [Id(0)] public IReadOnlyList<QualityOfDay> Days { get; init; } = [];

    [Id(1)] public Refusal? Refusal { get; init; }
}
