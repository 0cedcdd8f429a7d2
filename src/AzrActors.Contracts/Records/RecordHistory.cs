using AzrActors.Contracts.Submissions;

namespace AzrActors.Contracts.Records;

/// <summary>The request to see how a record came to be what it is. It is a retrieval like any other (AZRG §§ 10, 13).</summary>
[GenerateSerializer, Immutable, Alias("azr.HistoryRequest")]
public sealed record HistoryRequest
{
    /// <summary>Most versions of one page.</summary>
    public const int LimitMax = 500;

    [Id(0)] public required string AzrNumber { get; init; }

    /// <summary>As in <see cref="RecordRequest.Stating"/>.</summary>
    [Id(1)] public IReadOnlyList<string>? Stating { get; init; }

    /// <summary>Only versions below this one; null begins with the newest.</summary>
    [Id(2)] public int? Before { get; init; }

    /// <summary>Most versions to show, 1 to <see cref="LimitMax"/>.</summary>
    [Id(3)] public int Limit { get; init; } = LimitMax;

    /// <summary>True shows the record as it stands beside its past; both are one retrieval. Null for the past alone.</summary>
    [Id(4)] public bool? WithRecord { get; init; }
}

/// <summary>Versions of a record as the caller may see them today, newest first.</summary>
[GenerateSerializer, Immutable, Alias("azr.RecordHistory")]
public sealed record RecordHistory
{
    /// <summary>Version the record has now.</summary>
    [Id(0)] public required int Version { get; init; }

    /// <summary>Versions that changed a value in the caller's sight; others are left out.</summary>
    [Id(1)] public required IReadOnlyList<RecordVersion> Versions { get; init; }

    /// <summary>What to send as <see cref="HistoryRequest.Before"/> for earlier versions; null if there are none.</summary>
    [Id(2)] public int? Earlier { get; init; }

    /// <summary>The record as it stands, where the request asked for it; otherwise null.</summary>
    [Id(3)] public RecordView? Record { get; init; }
}

/// <summary>What one submission changed.</summary>
[GenerateSerializer, Immutable, Alias("azr.RecordVersion")]
public sealed record RecordVersion
{
    [Id(0)] public required int Version { get; init; }

    /// <summary>When the register learnt it.</summary>
    [Id(1)] public required DateTimeOffset KnownSince { get; init; }

    /// <summary>Legal day of the occasion.</summary>
    [Id(2)] public required DateOnly OccurredOn { get; init; }

    /// <summary>Who said it; null where the caller sees only that values went, of which nobody is the source.</summary>
    [Id(3)] public string? Authority { get; init; }

    [Id(4)] public string? AuthorityName { get; init; }

    /// <summary>The submission, if it is the caller's own: what became of its notices can be asked.</summary>
    [Id(5)] public Guid? OwnSubmission { get; init; }

    [Id(6)] public required IReadOnlyList<ChangedValue> Values { get; init; }
}

/// <summary>One value before and after.</summary>
[GenerateSerializer, Immutable, Alias("azr.ChangedValue")]
public sealed record ChangedValue
{
    [Id(0)] public required string Path { get; init; }

    /// <summary>Null where there was none before.</summary>
    [Id(1)] public RecordItem? Before { get; init; }

    /// <summary>Null where there is none any more.</summary>
    [Id(2)] public RecordItem? After { get; init; }
}

/// <summary>A history, or the reason why there is none.</summary>
[GenerateSerializer, Immutable, Alias("azr.HistoryReply")]
public sealed record HistoryReply
{
    [Id(0)] public RecordHistory? History { get; init; }

    [Id(1)] public Refusal? Refusal { get; init; }
}
