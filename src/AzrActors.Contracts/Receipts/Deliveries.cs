namespace AzrActors.Contracts.Receipts;

public enum DeliveryStatus
{
    /// <summary>Stored for the recipient, which has not acknowledged it.</summary>
    Waiting = 1,

    /// <summary>The recipient has acknowledged it.</summary>
    Received = 2,

    /// <summary>The recipient refuses it.</summary>
    Refused = 3,

    /// <summary>It has arrived, but the recipient has set it aside.</summary>
    Parked = 4,
}

/// <summary>What became of one notice that a submission caused, as far as its sender may know.</summary>
/// <remarks>
/// A sender sees the notices by which the register tells who is responsible for the person from then on or no longer
/// (kinds Assigned, Changed, Released), and its own. It never sees letters about single events, not even that there
/// are any: they go to whoever placed a search note (AZRG § 5), pays a benefit or supplied a value, and that such an
/// authority has to do with the person is not the sender's to know. Who the recipient is, it sees if it leads files of
/// its own about foreigners (foreigners' authorities, the federal office, the register authority), for which the record
/// names these authorities anyway; others see the kind of authority, since its key would tell where the person lives.
/// </remarks>
[GenerateSerializer, Immutable, Alias("azr.Delivery")]
public sealed record Delivery
{
    /// <summary>Authority key; null when the sender may know the kind only.</summary>
    [Id(0)] public string? Recipient { get; init; }

    /// <summary>Kind of authority, for example <c>ResidentsOffice</c>; empty if the directory no longer knows it.</summary>
    [Id(1)] public required string RecipientKind { get; init; }

    [Id(2)] public required DeliveryStatus Status { get; init; }

    /// <summary>When the notice was stored; null for one from before the register noted it.</summary>
    [Id(3)] public DateTimeOffset? SentAt { get; init; }

    /// <summary>When the recipient said what <see cref="Status"/> says; null while it waits.</summary>
    [Id(4)] public DateTimeOffset? AnsweredAt { get; init; }

    /// <summary>Seconds from storing to the answer, or to now while it waits.</summary>
    [Id(5)] public long? AgeSeconds { get; init; }

    /// <summary>Set when refused.</summary>
    [Id(6)] public NoticeRefusalReason? Reason { get; init; }

    /// <summary>What the recipient adds to the reason.</summary>
    [Id(7)] public string? Text { get; init; }
}

/// <summary>What a recipient has said of one of its own notices.</summary>
[GenerateSerializer, Immutable, Alias("azr.NoticeStanding")]
public sealed record NoticeStanding
{
    [Id(0)] public required long Sequence { get; init; }

    [Id(1)] public required DeliveryStatus Status { get; init; }

    /// <summary>Null while it waits.</summary>
    [Id(2)] public DateTimeOffset? AnsweredAt { get; init; }

    /// <summary>Set when refused.</summary>
    [Id(3)] public NoticeRefusalReason? Reason { get; init; }

    /// <summary>What was added to the reason.</summary>
    [Id(4)] public string? Text { get; init; }
}

/// <summary>Answer about the deliveries of one submission.</summary>
[GenerateSerializer, Immutable, Alias("azr.DeliveriesReply")]
public sealed record DeliveriesReply
{
    /// <summary>Null if the caller has handed in no such submission; also if somebody else has.</summary>
    [Id(0)] public IReadOnlyList<Delivery>? Deliveries { get; init; }
}

/// <summary>How far one recipient is behind.</summary>
[GenerateSerializer, Immutable, Alias("azr.RecipientState")]
public sealed record RecipientState
{
    [Id(0)] public required string Recipient { get; init; }

    /// <summary>Number of its newest notice.</summary>
    [Id(1)] public required long Last { get; init; }

    /// <summary>Number up to which it has given receipts.</summary>
    [Id(2)] public required long ReceivedUpTo { get; init; }

    /// <summary>Age of the oldest notice without receipt, in seconds; null if there is none or it was stored before ages were.</summary>
    [Id(3)] public long? OldestAgeSeconds { get; init; }

    /// <summary>When the register stored its newest receipt; null if it has given none.</summary>
    [Id(4)] public DateTimeOffset? LastReceiptAt { get; init; }

    /// <summary>Notices that its programs have set aside and not delivered since.</summary>
    [Id(5)] public long? Parked { get; init; }
}

/// <summary>Answer about all recipients.</summary>
[GenerateSerializer, Immutable, Alias("azr.RecipientsReply")]
public sealed record RecipientsReply
{
    /// <summary>Ordered by key; empty when refused.</summary>
    [Id(0)] public IReadOnlyList<RecipientState> Recipients { get; init; } = [];

    /// <summary>Set when the caller is not the register authority.</summary>
    [Id(1)] public Submissions.Refusal? Refusal { get; init; }
}
