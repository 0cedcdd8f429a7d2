namespace AzrActors.Contracts.Search;

/// <summary>
/// Whom an authority looks for (AZRG § 10 Abs. 2): by the AZR number if it is known, otherwise by all basic data at hand, by
/// a paper or by a foreign personal number. What is said and does not agree with a record gives none of its data.
/// </summary>
[GenerateSerializer, Immutable, Alias("azr.SearchRequest")]
public sealed record SearchRequest
{
    [Id(0)] public string? AzrNumber { get; init; }

    [Id(1)] public string? FamilyName { get; init; }

    [Id(2)] public string? FirstNames { get; init; }

    /// <summary>yyyy-MM-dd, unknown parts as 00.</summary>
    [Id(3)] public string? BirthDate { get; init; }

    [Id(4)] public string? BirthPlace { get; init; }

    [Id(5)] public string? Sex { get; init; }

    /// <summary>Keys of states.</summary>
    [Id(6)] public IReadOnlyList<string>? Nationalities { get; init; }

    [Id(7)] public PaperQuery? Paper { get; init; }

    [Id(8)] public ForeignNumberQuery? ForeignNumber { get; init; }

    /// <summary>The authority's own file reference (Geschäftszeichen), logged with the search.</summary>
    [Id(9)] public string? FileReference { get; init; }

    /// <summary>Circumstances that the request states, as for reading a record.</summary>
    [Id(10)] public IReadOnlyList<string>? Stating { get; init; }
}

/// <summary>A passport or another paper.</summary>
[GenerateSerializer, Immutable, Alias("azr.PaperQuery")]
public sealed record PaperQuery
{
    [Id(0)] public required string SerialNumber { get; init; }

    /// <summary>Key of the issuing state; null if it is not known.</summary>
    [Id(1)] public string? State { get; init; }

    /// <summary>Kind of paper, a code of the list; null if it is not known.</summary>
    [Id(2)] public string? Type { get; init; }
}

/// <summary>Personal number that a foreign state gave (ausländische Personenidentitätsnummer).</summary>
[GenerateSerializer, Immutable, Alias("azr.ForeignNumberQuery")]
public sealed record ForeignNumberQuery
{
    [Id(0)] public required string Number { get; init; }

    [Id(1)] public required string State { get; init; }
}
