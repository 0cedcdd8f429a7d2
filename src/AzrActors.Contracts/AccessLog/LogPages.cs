namespace AzrActors.Contracts.AccessLog;

/// <summary>
/// Leave to read the log once, up to where it ended when it was given; the log knows of it before it is. What is written
/// later, the entry of this reading included, is not part of it, so every reading comes to an end.
/// </summary>
[GenerateSerializer, Immutable, Alias("azr.LogPass")]
public sealed record LogPass
{
    /// <summary>Checkpoints of logs up to this size can be read.</summary>
    [Id(0)] public required long Size { get; init; }

    /// <summary>Entries up to this number can be read, sealed or not.</summary>
    [Id(1)] public required long Highest { get; init; }

    [Id(2)] public required DateTimeOffset Until { get; init; }

    /// <summary>Made by the register; good for the authority and official that asked.</summary>
    [Id(3)] public required string Seal { get; init; }
}

/// <summary>What a reader of the log begins with.</summary>
[GenerateSerializer, Immutable, Alias("azr.LogOpening")]
public sealed record LogOpening
{
    /// <summary>To be shown with every page that is asked for.</summary>
    [Id(0)] public required LogPass Pass { get; init; }

    /// <summary>How the register passed from one key of the log to the next; each signed by the former, so nobody has to believe them.</summary>
    [Id(1)] public required IReadOnlyList<LogHandOver> HandOvers { get; init; }
}

/// <summary>A hand-over between two keys of the log.</summary>
[GenerateSerializer, Immutable, Alias("azr.LogHandOver")]
public sealed record LogHandOver
{
    [Id(0)] public required string From { get; init; }

    /// <summary>SubjectPublicKeyInfo.</summary>
    [Id(1)] public required byte[] NewKey { get; init; }

    [Id(2)] public required DateTimeOffset ActiveFrom { get; init; }

    [Id(3)] public required byte[] Signature { get; init; }
}

/// <summary>A signed state of the access log, with the numbers and leaf hashes of the entries sealed since the one before.</summary>
[GenerateSerializer, Immutable, Alias("azr.LogCheckpoint")]
public sealed record LogCheckpoint
{
    [Id(0)] public required long Size { get; init; }

    [Id(1)] public required byte[] Root { get; init; }

    [Id(2)] public required DateTimeOffset At { get; init; }

    /// <summary>Hash of the checkpoint before; empty for the first.</summary>
    [Id(3)] public required byte[] Previous { get; init; }

    [Id(4)] public required string KeyId { get; init; }

    [Id(5)] public required byte[] Signature { get; init; }

    [Id(6)] public required IReadOnlyList<long> Entries { get; init; }

    /// <summary>32 bytes each, in the order of <see cref="Entries"/>.</summary>
    [Id(7)] public required byte[] LeafHashes { get; init; }
}

/// <summary>An entry of the access log as it is stored.</summary>
[GenerateSerializer, Immutable, Alias("azr.LogRow")]
public sealed record LogRow
{
    [Id(0)] public required long Number { get; init; }

    [Id(1)] public required DateTimeOffset At { get; init; }

    [Id(2)] public required string Kind { get; init; }

    [Id(3)] public required string Authority { get; init; }

    [Id(4)] public Guid? Record { get; init; }

    /// <summary>UTF-8 JSON; the bytes that the leaf hash covers.</summary>
    [Id(5)] public required byte[] Content { get; init; }
}

/// <summary>A running control procedure for which entries are kept beyond their term (AZRG-DV § 16 Abs. 2).</summary>
[GenerateSerializer, Immutable, Alias("azr.LogHold")]
public sealed record LogHold
{
    /// <summary>Given by the register; 0 in a new one.</summary>
    [Id(0)] public long Number { get; init; }

    /// <summary>In a new one: only entries of the record with this AZR number; null for all. Not shown again.</summary>
    [Id(1)] public string? AzrNumber { get; init; }

    /// <summary>Whether the hold is for one record only.</summary>
    [Id(2)] public bool IsForOneRecord { get; init; }

    /// <summary>Entries made at this instant or later.</summary>
    [Id(3)] public required DateTimeOffset EntriesFrom { get; init; }

    /// <summary>Entries made before this instant; null without end.</summary>
    [Id(4)] public DateTimeOffset? EntriesTo { get; init; }

    /// <summary>Which procedure it is.</summary>
    [Id(5)] public required string Reason { get; init; }

    [Id(6)] public string PlacedBy { get; init; } = "";

    [Id(7)] public DateTimeOffset? PlacedAt { get; init; }

    [Id(8)] public string? LiftedBy { get; init; }

    [Id(9)] public DateTimeOffset? LiftedAt { get; init; }
}
