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
