using AzrActors.Contracts.Findings;
using AzrActors.Contracts.Submissions;

namespace AzrActors.Contracts.Records;

/// <summary>
/// The request to see a record (Übermittlungsersuchen, AZRG § 10). Official and purpose are in the assertion.
/// </summary>
[GenerateSerializer, Immutable, Alias("azr.RecordRequest")]
public sealed record RecordRequest
{
    [Id(0)] public required string AzrNumber { get; init; }

    /// <summary>
    /// Circumstances on which rights depend and for which the caller answers (AZRG § 22 Abs. 3), for example
    /// <c>consent</c>; null or empty if none is stated. One that no request can state is refused with
    /// <c>circumstance.unknown</c>, one that is not the caller's to state with <c>circumstance.not-of-caller</c>.
    /// </summary>
    [Id(1)] public IReadOnlyList<string>? Stating { get; init; }

    /// <summary>Shows what the register knew at the end of this legal day; null for now.</summary>
    [Id(2)] public DateOnly? KnownOn { get; init; }

    /// <summary>Shows what of that held on this legal day; null for everything known.</summary>
    [Id(3)] public DateOnly? ValidOn { get; init; }

    /// <summary>
    /// True shows what is wrong with the record as it stands and is the caller's to mend beside it; both are one retrieval. Null for
    /// the record alone.
    /// </summary>
    [Id(4)] public bool? WithFindings { get; init; }

    /// <summary>A number alone is a request that states nothing besides its purpose.</summary>
    public static implicit operator RecordRequest(string azrNumber) => new() { AzrNumber = azrNumber };
}

/// <summary>What one authority may see of one record, each value with its source.</summary>
[GenerateSerializer, Immutable, Alias("azr.RecordView")]
public sealed record RecordView
{
    /// <summary>Absent where AZRG § 10 Abs. 4 does not let the number leave.</summary>
    [Id(0)] public string? AzrNumber { get; init; }

    [Id(1)] public required int Version { get; init; }

    /// <summary>In the order of the annex of the AZRG-DV.</summary>
    [Id(2)] public required IReadOnlyList<RecordItem> Items { get; init; }

    /// <summary>The number that was asked for, when that record was merged into this one; otherwise null.</summary>
    [Id(3)] public string? MergedFrom { get; init; }
}

/// <summary>One stored value and everything the register knows about where it came from.</summary>
[GenerateSerializer, Immutable, Alias("azr.RecordItem")]
public sealed record RecordItem
{
    /// <summary>Place within the record, stable over versions: <c>person/familyName</c>, <c>address/2/street</c>.</summary>
    [Id(0)] public required string Path { get; init; }

    /// <summary>
    /// Row and letter of the annex, for example <c>3.a</c>. A notice names the letter of its day: that an address has
    /// since become a former one (<c>5b.a</c> to <c>5b.b</c>) is told by its day of moving out.
    /// </summary>
    [Id(1)] public required string Item { get; init; }

    /// <summary>German name of the field.</summary>
    [Id(2)] public required string Label { get; init; }

    /// <summary>Canonical value: dates as yyyy-MM-dd (unknown parts 00), codes as their key.</summary>
    [Id(3)] public required string Value { get; init; }

    /// <summary>The value as a caseworker reads it: DIN 5008 dates, German names of codes.</summary>
    [Id(4)] public required string Text { get; init; }

    [Id(5)] public required ValueSource Source { get; init; }

    /// <summary>German name of the item, for example "Angaben zum Ausweisdokument".</summary>
    [Id(6)] public string? ItemName { get; init; }

    /// <summary>The person says otherwise, and it could not be found out who is right (AZRG-DV § 17); null for nearly every value.</summary>
    [Id(7)] public Dispute? Dispute { get; init; }
}

/// <summary>
/// What the person says instead of a stored value. Of personal data it counts as right unless it is proved wrong, so whoever uses
/// the value uses both; what else is disputed is restricted and shown to nobody but the register authority and prosecution.
/// </summary>
[GenerateSerializer, Immutable, Alias("azr.Dispute")]
public sealed record Dispute
{
    /// <summary>In the person's words; null if only the stored value is denied.</summary>
    [Id(0)] public string? Statement { get; init; }

    /// <summary>Day from which it is disputed, inclusive.</summary>
    [Id(1)] public required DateOnly Since { get; init; }

    public override string ToString() => "Dispute ***";
}

/// <summary>Who said it, when, on what basis and in which submission (AZRG §§ 3 Abs. 1 Nr. 1, 8, 9).</summary>
[GenerateSerializer, Immutable, Alias("azr.ValueSource")]
public sealed record ValueSource
{
    [Id(0)] public required string Authority { get; init; }

    [Id(1)] public required string AuthorityName { get; init; }

    [Id(2)] public required string FileReference { get; init; }

    [Id(3)] public required Guid SubmissionId { get; init; }

    /// <summary>Paragraph that let the authority write this item.</summary>
    [Id(4)] public required string Basis { get; init; }

    /// <summary>First time axis: when the register learnt it.</summary>
    [Id(5)] public required DateTimeOffset KnownSince { get; init; }

    /// <summary>Second time axis: the legal day from which it holds.</summary>
    [Id(6)] public required DateOnly ValidFrom { get; init; }

    /// <summary>Version of the record that brought the value.</summary>
    [Id(7)] public required int Version { get; init; }
}

/// <summary>A view, or the reason why there is none.</summary>
[GenerateSerializer, Immutable, Alias("azr.RecordReply")]
public sealed record RecordReply
{
    [Id(0)] public RecordView? View { get; init; }

    [Id(1)] public Refusal? Refusal { get; init; }

    /// <summary>At most 20, earliest due first; null where the request did not ask for them.</summary>
    [Id(2)] public IReadOnlyList<FindingView>? Findings { get; init; }
}

/// <summary>An authority as the directory knows it.</summary>
[GenerateSerializer, Immutable, Alias("azr.AuthorityInfo")]
public sealed record AuthorityInfo
{
    [Id(0)] public required string Key { get; init; }

    /// <summary>Identifier of the kind, for example <c>ForeignersAuthority</c>.</summary>
    [Id(1)] public required string Kind { get; init; }

    [Id(2)] public required string Name { get; init; }

    /// <summary>Five-digit district keys served; empty for authorities of the whole federation.</summary>
    [Id(3)] public required IReadOnlyList<string> Districts { get; init; }

    /// <summary>First day on which it exists, inclusive.</summary>
    [Id(4)] public DateOnly ValidFrom { get; init; }

    /// <summary>Last day on which it exists, inclusive; null while it goes on.</summary>
    [Id(5)] public DateOnly? ValidTo { get; init; }

    /// <summary>Purposes it may state (AZRG-DV § 8 Abs. 3); empty for all that its kind may.</summary>
    [Id(6)] public IReadOnlyList<string> Purposes { get; init; } = [];

    /// <summary>The organisation that holds this role among others; null for one of its own.</summary>
    [Id(7)] public string? Agency { get; init; }

    /// <summary>Key of the authority that took over when it ended.</summary>
    [Id(8)] public string? Successor { get; init; }
}

/// <summary>Whether the directory took an authority.</summary>
[GenerateSerializer, Immutable, Alias("azr.DirectoryReply")]
public sealed record DirectoryReply
{
    /// <summary>Null if it is in the directory now; every silo knows it within half a minute.</summary>
    [Id(0)] public Refusal? Refusal { get; init; }
}
