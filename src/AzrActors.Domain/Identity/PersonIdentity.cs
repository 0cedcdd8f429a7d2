namespace AzrActors.Domain.Identity;

/// <summary>
/// What is said of a person that tells them from others, as it was said. Everything may be missing; what is missing
/// speaks neither for nor against two records being of one person.
/// </summary>
public sealed record PersonIdentity
{
    /// <summary>Also the whole name of somebody who has but one (Blockname).</summary>
    public string? FamilyName { get; init; }

    public string? GivenNames { get; init; }

    public WrittenDate BirthDate { get; init; }

    /// <summary>Code of the sex; <c>x</c> (unknown) counts as missing.</summary>
    public string? Sex { get; init; }

    /// <summary>Keys or names of the nationalities, in one spelling throughout; open ones (998, 999) count as missing.</summary>
    public IReadOnlyList<string> Nationalities { get; init; } = [];

    public string? BirthPlace { get; init; }

    /// <summary>Serial number of a passport or other paper, or another number that is one person's.</summary>
    public string? PaperNumber { get; init; }

    /// <summary>Street with house number.</summary>
    public string? Street { get; init; }

    public string? Postcode { get; init; }

    public string? Town { get; init; }

    public override string ToString() => "Identity ***";
}
