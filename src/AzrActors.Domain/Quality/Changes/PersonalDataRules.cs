using AzrActors.Domain.CodeLists;
using AzrActors.Domain.PersonRecords;
using AzrActors.Domain.Vocabulary;

namespace AzrActors.Domain.Quality.Changes;

/// <summary>Personal data as they would stand after an entry; only faults of fields that it says are its own.</summary>
/// <param name="Before">The record before the entry; null when it is about to be created.</param>
/// <param name="Day">Day of the occasion, for code lists.</param>
internal sealed record PersonalDataCase(PersonRecord? Before, IReadOnlyList<PersonFact> Said, DateOnly Day, DateOnly Today)
{
    /// <summary>The values of the field after the entry.</summary>
    public IReadOnlyList<string> Values(string field)
    {
        foreach (var fact in Said)
            if (fact.Field == field) return fact.Values;
        return Before?.Values(field) ?? [];
    }

    /// <summary>True if the entry says one of the fields, or all of them by creating the record.</summary>
    public bool Concerns(params ReadOnlySpan<string> fields)
    {
        if (Before is null) return true;
        foreach (var fact in Said)
            if (fields.Contains(fact.Field)) return true;
        return false;
    }

    public bool Flag(string field) => Values(field).Contains("true");
}

/// <summary>Rules on personal data.</summary>
internal static class PersonalDataRules
{
    private const int AgeMax = 125;
    private const int NationalitiesMax = 4;
    private const string Nationality = "nationality";
    private static readonly string[] Necessary = ["familyName", "birthDate", "sex"];

    private static readonly IReadOnlyList<Check<PersonalDataCase>> All =
    [
        new(Rules.BlockName, "familyName", IsBlockName),
        new(Rules.NationalityCount, Nationality, IsNationalityCountOdd),
        new(Rules.GermanNationality, Nationality, IsGerman),
        new(Rules.OpenBesideConcreteNationality, Nationality, IsOpenBesideConcrete),
        new(Rules.UnknownCode, Nationality, data => data.Concerns(Nationality) && data.Values(Nationality).Any(key => States.Find(key, data.Day) is null)),
        new(Rules.BirthDateImplausible, "birthDate", IsBirthImplausible),
        new(Rules.UnknownCode, "sex", data => IsUnknown(data, "sex", CodeList.Sexes)),
        new(Rules.SexWithoutNote, "sex", IsSexWithoutNote),
        new(Rules.UnknownCode, "maritalStatus", data => IsUnknown(data, "maritalStatus", CodeList.MaritalStatuses)),
        new(Rules.UnknownCode, "birthCountry", data => data.Concerns("birthCountry") && data.Values("birthCountry").Any(key => States.Find(key, data.Day) is null)),
        new(Rules.UnknownDoctorate, "doctorate", IsUnknownDoctorate),
    ];

    public static IEnumerable<Finding> Broken(PersonalDataCase data, int entry)
    {
        foreach (var field in Missing(data)) yield return Rules.IdentityIncomplete.At(entry, field);
        foreach (var finding in All.Broken(data, entry)) yield return finding;
    }

    [Judges("Q007")]
    private static IEnumerable<string> Missing(PersonalDataCase data)
    {
        foreach (var field in Necessary)
            if (data.Concerns(field) && data.Values(field).Count == 0) yield return field;
        if (data.Concerns("firstNames", "noFirstName") && data.Values("firstNames").Count == 0 && !data.Flag("noFirstName")) yield return "firstNames";
    }

    [Judges("Q008")]
    private static bool IsBlockName(PersonalDataCase data) => data.Concerns("familyName") && data.Flag("noFirstName")
        && data.Values("familyName").Any(name => name.Contains(' ', StringComparison.Ordinal));

    [Judges("Q009")]
    private static bool IsNationalityCountOdd(PersonalDataCase data) => data.Concerns(Nationality)
        && (data.Values(Nationality).Count is 0 or > NationalitiesMax || data.Values(Nationality).Distinct().Count() != data.Values(Nationality).Count);

    [Judges("Q010")]
    private static bool IsGerman(PersonalDataCase data) => data.Concerns(Nationality) && data.Values(Nationality).Contains(States.German);

    [Judges("Q013")]
    private static bool IsOpenBesideConcrete(PersonalDataCase data) =>
        data.Concerns(Nationality) && data.Values(Nationality).Count > 1 && data.Values(Nationality).Any(States.IsOpen);

    [Judges("Q014")]
    private static bool IsSexWithoutNote(PersonalDataCase data) =>
        data.Concerns("sex", "officialSexNote") && data.Values("sex").Contains("d") && !data.Flag("officialSexNote");

    [Judges("Q015")]
    private static bool IsUnknownDoctorate(PersonalDataCase data) => data.Concerns("doctorate")
        && data.Values("doctorate").Any(text => text.Split(' ').Any(part => CodeList.Doctorates.FindName(part, data.Day) is null));

    /// <summary>Only what is certain: born after today whatever the unknown parts are, or more than 125 years ago.</summary>
    [Judges("Q023")]
    private static bool IsBirthImplausible(PersonalDataCase data) => data.Concerns("birthDate")
        && PartialDate.TryParse(data.Values("birthDate").FirstOrDefault(), out var birth)
        && (birth.Earliest > data.Today || birth.Latest < data.Today.AddYears(-AgeMax));

    private static bool IsUnknown(PersonalDataCase data, string field, CodeList list) =>
        data.Concerns(field) && data.Values(field).Any(value => list.FindName(value, data.Day) is null);
}
