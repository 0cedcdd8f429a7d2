using AzrActors.Domain.CodeLists;

namespace AzrActors.Domain.Law;

/// <summary>Groups of persons of the annex (column A1); the group decides what may be stored and told.</summary>
public enum PersonGroup
{
    /// <summary>Third-country nationals, stateless persons and persons of unclear nationality.</summary>
    ThirdCountry = 1,

    /// <summary>Union citizens for whom the loss or absence of free movement was found.</summary>
    UnionCitizenWithLossFinding = 2,

    /// <summary>Union citizens without such a finding: only for migration authorities (AZRG § 10 Abs. 1a).</summary>
    UnionCitizen = 3,
}

/// <summary>Assigns persons to their group.</summary>
public static class PersonGroups
{
    /// <summary>A person with the nationality of a member state is a Union citizen, whatever else they are.</summary>
    public static PersonGroup Of(IReadOnlyList<string> nationalities, DateOnly day) =>
        nationalities.Any(key => States.Find(key, day) is { InUnion: true }) ? PersonGroup.UnionCitizen : PersonGroup.ThirdCountry;
}
