namespace AzrActors.Domain.Identity;

/// <summary>What two records are compared by. The order is that of evidence in files and on screens.</summary>
public enum MatchField
{
    FamilyName,
    GivenNames,
    BirthDate,
    Sex,
    Nationality,
    BirthPlace,
    PaperNumber,
    Address,

    /// <summary>Postcode or town alone, where one side says no street; otherwise they are part of the address.</summary>
    Place,
}

/// <summary>How far a field of two records agrees; not every field knows every degree.</summary>
public enum Degree
{
    /// <summary>The same in search form.</summary>
    Exact,

    /// <summary>Another romanisation or spelling of the same.</summary>
    Variant,

    /// <summary>A typing error away.</summary>
    Close,

    /// <summary>One says a part of what the other says: one of two names, the year of a date, the street of an address.</summary>
    Part,

    /// <summary>Another home in the same town or postcode.</summary>
    Nearby,

    /// <summary>Family and given names, or day and month, in each other's place.</summary>
    Swapped,

    Different,

    /// <summary>One side does not say it.</summary>
    Missing,
}

/// <summary>The degrees of all fields of a pair, packed so that equal patterns can be counted.</summary>
public readonly record struct AgreementPattern(ulong Bits)
{
    /// <summary>Number of fields.</summary>
    public const int Fields = (int)MatchField.Place + 1;

    /// <summary>Number of degrees, without <see cref="Degree.Missing"/>.</summary>
    public const int Degrees = (int)Degree.Missing;

    private const int Width = 4;

    public Degree this[MatchField field] => (Degree)((Bits >> ((int)field * Width)) & 0xF);

    public AgreementPattern With(MatchField field, Degree degree) => new(Bits | ((ulong)degree << ((int)field * Width)));
}
