using AzrActors.Contracts.Records;

namespace AzrActors.Contracts.Notices;

public enum NoticeKind
{
    /// <summary>The recipient is responsible from now on: the notice carries everything it may know.</summary>
    Assigned = 1,

    /// <summary>Values changed: the notice carries the new ones and the paths of those that are gone.</summary>
    Changed = 2,

    /// <summary>The recipient is no longer responsible; its copy of the record ends.</summary>
    Released = 3,

    /// <summary>Something happened that the recipient must know once; it changes no copy.</summary>
    Informed = 4,

    /// <summary>
    /// The record was erased as a whole (AZRG § 36), and with it what this notice said. Number and version stay, so that the
    /// feed has no gap; whatever copy the recipient still has of this person ends.
    /// </summary>
    Erased = 5,
}

/// <summary>
/// A letter to one authority (Unterrichtung, AZRG §§ 15a, 18e), stored before anyone is told and reduced to what the
/// recipient may see. The notices of one recipient are numbered 1, 2, 3 … without a gap.
/// </summary>
[GenerateSerializer, Immutable, Alias("azr.Notice")]
public sealed record Notice
{
    [Id(0)] public required string Recipient { get; init; }

    /// <summary>Position in the recipient's feed, gapless from 1. Discard what is not above the last one seen.</summary>
    [Id(1)] public required long Sequence { get; init; }

    [Id(2)] public required NoticeKind Kind { get; init; }

    /// <summary>Opaque name of the person within this recipient's feed; equal for all notices about one person.</summary>
    [Id(3)] public required string Person { get; init; }

    [Id(4)] public string? AzrNumber { get; init; }

    /// <summary>Name and birth date for assigning the notice, as AZRG § 10 Abs. 4 asks for beside the number.</summary>
    [Id(5)] public required string PersonName { get; init; }

    [Id(6)] public required string BirthDate { get; init; }

    /// <summary>Version of the record this notice speaks of.</summary>
    [Id(7)] public required int Version { get; init; }

    /// <summary>Legal day of the occasion.</summary>
    [Id(8)] public required DateOnly OccurredOn { get; init; }

    [Id(9)] public required DateTimeOffset RecordedAt { get; init; }

    /// <summary>Duty to tell this recipient, for example <c>§ 15a Abs. 1 AZRG</c>.</summary>
    [Id(10)] public required string Paragraph { get; init; }

    /// <summary>What happened, in German, for people.</summary>
    [Id(11)] public required string Occasion { get; init; }

    /// <summary>New values; with <see cref="NoticeKind.Assigned"/> all of them.</summary>
    [Id(12)] public required IReadOnlyList<RecordItem> Items { get; init; }

    /// <summary>Paths of values that no longer exist.</summary>
    [Id(13)] public required IReadOnlyList<string> Removed { get; init; }
}

/// <summary>Part of a recipient's feed, oldest first.</summary>
[GenerateSerializer, Immutable, Alias("azr.NoticePage")]
public sealed record NoticePage
{
    [Id(0)] public required IReadOnlyList<Notice> Notices { get; init; }

    /// <summary>Sequence of the newest notice of the feed, 0 while it is empty.</summary>
    [Id(1)] public required long Last { get; init; }
}

/// <summary>Names of the stream over which notices arrive: one stream per recipient, keyed by its authority key.</summary>
public static class NoticeStreamNames
{
    public const string Provider = "notices";
    public const string Namespace = "azr.notices";

    /// <summary>Stream of one recipient.</summary>
    public static StreamId StreamOf(string recipient) => StreamId.Create(Namespace, recipient);
}
