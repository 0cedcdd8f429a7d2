namespace AzrActors.Client;

/// <summary>
/// Personal data of one person, for registering or changing it. What is null is not said; when data change, an empty
/// text takes back a value that may be missing.
/// </summary>
public sealed record PersonData
{
    public string? FamilyName { get; init; }

    public string? BirthName { get; init; }

    public string? FirstNames { get; init; }

    /// <summary>The person has no first names; say this instead of leaving them out.</summary>
    public bool? NoFirstName { get; init; }

    /// <summary>yyyy-MM-dd, unknown parts as 00: <c>1990-00-00</c>.</summary>
    public string? BirthDate { get; init; }

    public string? BirthPlace { get; init; }

    /// <summary>Key of the state.</summary>
    public string? BirthCountry { get; init; }

    /// <summary>m, w, d, or x for unknown.</summary>
    public string? Sex { get; init; }

    /// <summary>The sex "d" rests on an official entry.</summary>
    public bool? OfficialSexNote { get; init; }

    public string? Doctorate { get; init; }

    /// <summary>Keys of one to four states.</summary>
    public IReadOnlyList<string>? Nationalities { get; init; }

    /// <summary>LD, VH, VW, GS, LP, LA, LV, EA, LE or NB.</summary>
    public string? MaritalStatus { get; init; }

    public string? Religion { get; init; }

    internal EntryFields ToFields() => new EntryFields()
        .With("familyName", FamilyName)
        .With("birthName", BirthName)
        .With("firstNames", FirstNames)
        .With("noFirstName", NoFirstName)
        .With("birthDate", BirthDate)
        .With("birthPlace", BirthPlace)
        .With("birthCountry", BirthCountry)
        .With("sex", Sex)
        .With("officialSexNote", OfficialSexNote)
        .With("doctorate", Doctorate)
        .WithEach("nationality", Nationalities)
        .With("maritalStatus", MaritalStatus)
        .With("religion", Religion);
}
