using AzrActors.Contracts.Records;
using AzrActors.Contracts.Submissions;

namespace AzrActors.Contracts.Search;

public enum SearchOutcome
{
    /// <summary>Nobody whom the caller may see, or what was said does not agree.</summary>
    Nobody = 1,

    /// <summary>One person, without doubt: what the law lets the caller see of the record.</summary>
    Found = 2,

    /// <summary>Identity is not clear: persons who are alike, with the data of AZRG § 10 Abs. 3 only.</summary>
    Similar = 3,
}

/// <summary>Who was found, or why nothing was looked for.</summary>
[GenerateSerializer, Immutable, Alias("azr.SearchReply")]
public sealed record SearchReply
{
    /// <summary>Names the search, for <see cref="DiscardConfirmation"/> and for registering within its term.</summary>
    [Id(0)] public Guid Search { get; init; }

    [Id(1)] public SearchOutcome Outcome { get; init; }

    /// <summary>The likeliest first.</summary>
    [Id(2)] public IReadOnlyList<FoundPerson> Persons { get; init; } = [];

    /// <summary>
    /// Data that do not concern the person searched for must be deleted at once, and that is to be confirmed (AZRG § 10 Abs. 3 Satz 3).
    /// </summary>
    [Id(3)] public bool MustDiscard { get; init; }

    /// <summary>Until when the caller may register the person it searched for without searching again.</summary>
    [Id(4)] public DateTimeOffset GoodUntil { get; init; }

    [Id(5)] public Refusal? Refusal { get; init; }
}

/// <summary>One person of the answer.</summary>
[GenerateSerializer, Immutable, Alias("azr.FoundPerson")]
public sealed record FoundPerson
{
    [Id(0)] public required RecordView View { get; init; }

    /// <summary>How sure it is that this is the person, in bits: each doubles the odds, 0 is as likely as not.</summary>
    [Id(1)] public double Bits { get; init; }
}

/// <summary>The caller has deleted what does not concern the person it searched for.</summary>
[GenerateSerializer, Immutable, Alias("azr.DiscardConfirmation")]
public sealed record DiscardConfirmation
{
    [Id(0)] public required Guid Search { get; init; }

    /// <summary>AZR number of the person it was; null if it was none of them.</summary>
    [Id(1)] public string? Kept { get; init; }
}

/// <summary>Whether the confirmation was taken.</summary>
[GenerateSerializer, Immutable, Alias("azr.DiscardReply")]
public sealed record DiscardReply
{
    [Id(0)] public Refusal? Refusal { get; init; }
}
