using AzrActors.Domain.Submissions;
using AzrActors.Domain.Vocabulary;

namespace AzrActors.Domain.Identity;

/// <summary>Whom somebody speaks of before there is a record: in a first storing, or in a search.</summary>
public static class SaidIdentity
{
    /// <summary>The person that a submission registers, from what its entries say of it.</summary>
    public static RecordIdentity Of(IReadOnlyList<Entry> entries)
    {
        var person = entries.FirstOrDefault(entry => entry.Kind == EntryForms.RegisterPerson);
        var home = entries.LastOrDefault(entry => entry.Kind == EntryForms.MoveIn);
        var papers = entries.Where(entry => entry.Kind == EntryForms.Store && Value(entry, "serialNumber") is not null)
            .Select(entry => PersonNumber.Paper(Value(entry, "issuingState"), Value(entry, "type"), Value(entry, "serialNumber")!)).Distinct().ToList();
        return Of(
            Value(person, "familyName"), Value(person, "firstNames"), Value(person, "birthDate"), Value(person, "birthPlace"), Value(person, "sex"),
            Values(person, "nationality"), home, Value(person, "birthName"), papers);
    }

    /// <summary>Whom a search describes.</summary>
    public static RecordIdentity Of(
        string? familyName, string? firstNames, string? birthDate, string? birthPlace, string? sex, IReadOnlyList<string> nationalities,
        IReadOnlyList<PersonNumber> numbers) =>
        Of(familyName, firstNames, birthDate, birthPlace, sex, nationalities, null, null, numbers);

    /// <summary>AZR numbers of persons of whom the entries say that they are others.</summary>
    public static IReadOnlySet<string> StatedDifferent(IReadOnlyList<Entry> entries) =>
        entries.Where(entry => entry.Kind == EntryForms.DifferentPerson).Select(entry => Value(entry, "azrNumber")).OfType<string>().ToHashSet();

    private static RecordIdentity Of(
        string? familyName, string? firstNames, string? birthDate, string? birthPlace, string? sex, IReadOnlyList<string> nationalities, Entry? home,
        string? birthName, IReadOnlyList<PersonNumber> numbers) => new(
        new PersonIdentity
        {
            FamilyName = familyName,
            GivenNames = firstNames,
            BirthDate = PartialDate.TryParse(birthDate, out var date) ? WrittenDate.Of(date) : default,
            Sex = sex,
            Nationalities = nationalities,
            BirthPlace = birthPlace,
            PaperNumber = numbers.LastOrDefault(number => number.IsPaper)?.Value,
            Street = home is null ? null : $"{Value(home, "street")} {Value(home, "houseNumber")}{Value(home, "houseNumberSuffix")}",
            Postcode = Value(home, "postalCode"),
            Town = Value(home, "town"),
        },
        birthName is null || birthName == familyName ? [] : [birthName], numbers);

    private static string? Value(Entry? entry, string field) => Values(entry, field).FirstOrDefault(value => value.Length > 0);

    private static IReadOnlyList<string> Values(Entry? entry, string field) =>
        [.. (entry?.Fields ?? []).Where(said => said.Name == field).Select(said => said.Value)];
}
