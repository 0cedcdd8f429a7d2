using AzrActors.Contracts.Submissions;

namespace AzrActors.Demo.Synthetic;

/// <summary>An invented person and the submissions that make the register know them.</summary>
/// <param name="Index">Position in the population, from 0.</param>
/// <param name="District">District of the foreigners' authority that keeps the file.</param>
/// <param name="BirthDate">yyyy-MM-dd, unknown parts 00.</param>
/// <param name="Address">Null for the few whose address is missing.</param>
/// <param name="Status">Null where none is recorded.</param>
/// <param name="Submissions">
/// In this order. The first registers the person; the others carry no AZR number yet, it comes with the first receipt.
/// </param>
public sealed record SyntheticPerson(
    int Index,
    string District,
    string FamilyName,
    string? BirthName,
    string? FirstNames,
    string BirthDate,
    string Sex,
    string MaritalStatus,
    IReadOnlyList<string> Nationalities,
    DateOnly ArrivedOn,
    SyntheticAddress? Address,
    SyntheticStatus? Status,
    IReadOnlyList<Submission> Submissions)
{
    /// <summary>As it is told in the story of the demo.</summary>
    public string Name => FirstNames is null ? FamilyName : $"{FirstNames} {FamilyName}";
}

/// <summary>What is settled about a person beforehand; everything that is null is drawn.</summary>
public sealed record SyntheticTraits
{
    public string? District { get; init; }

    public string? Nationality { get; init; }

    /// <summary>Code of the residence status.</summary>
    public string? Status { get; init; }

    public string? Sex { get; init; }

    /// <summary>Age in years.</summary>
    public int? Age { get; init; }

    /// <summary>Code of the marital status.</summary>
    public string? MaritalStatus { get; init; }
}
