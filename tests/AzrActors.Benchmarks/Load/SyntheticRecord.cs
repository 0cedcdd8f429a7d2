using System.Globalization;
using AzrActors.Client;
using AzrActors.Contracts.Submissions;
using AzrActors.Domain.CodeLists;

namespace AzrActors.Benchmarks.Load;

/// <summary>Invented persons whose registration is stored in about 2 KB: personal data, address, papers, other names.</summary>
internal static class SyntheticRecord
{
    /// <summary>The foreigners' authority that keeps most persons here.</summary>
    public const string Office = "A12054";

    private const string ForeignersLaw = "1";
    private const string ResidentsRegistration = "29";
    private const string OwnDistrict = "12054";

    private static readonly Dictionary<string, Municipality> FirstOfDistrict = Municipalities.All
        .GroupBy(one => one.District).ToDictionary(group => group.Key, group => group.MinBy(one => one.Ags, StringComparer.Ordinal)!);

    /// <summary>Districts in which somebody can live and which the directory knows.</summary>
    public static IReadOnlyList<string> Districts { get; } =
        [.. Domain.CodeLists.Districts.All.Select(one => one.Key).Where(FirstOfDistrict.ContainsKey).Order(StringComparer.Ordinal)];

    public static string PurposeOf(string office) => office[0] == 'M' ? ResidentsRegistration : ForeignersLaw;

    public static IReadOnlyList<Entry> Entries(int person, DateOnly today, string district = OwnDistrict)
    {
        var home = FirstOfDistrict[district];
        return
        [
            Client.Entries.RegisterPerson(new PersonData
            {
                FamilyName = Name(person, 104_729), BirthName = Name(person, 15_485_863), FirstNames = Name(person, 7_919),
                BirthDate = new DateOnly(1940, 1, 2).AddDays((int)(person * 9973L % 26_000)).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
                BirthPlace = "Beispielhausen", BirthCountry = "475", Sex = "w", Nationalities = ["475"], MaritalStatus = "LD",
            }),
            Client.Entries.Arrival(ArrivalKind.FirstEntry, today.AddYears(-2)),
            Client.Entries.MoveIn(home.Ags, "Kanalweg", (person % 9_000 + 1).ToString(CultureInfo.InvariantCulture), home.PostalCode, home.Name.Split(',')[0], today.AddYears(-2)),
            .. Enumerable.Range(1, 4).Select(paper => Client.Entries.Store("4.f",
                ("type", "passport"), ("serialNumber", string.Create(CultureInfo.InvariantCulture, $"P{person:D7}X{paper}")),
                ("validUntil", today.AddYears(paper).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)), ("issuingState", "475"))),
        ];
    }

    // Nobody is registered beside a person who is nearly the same, so these differ in more than a number.
    private static string Name(int person, long step)
    {
        const string consonants = "bdfgklmnprstvz";
        var name = new System.Text.StringBuilder();
        for (var rest = person * step; name.Length < 10; rest /= consonants.Length) name.Append(consonants[(int)(rest % consonants.Length)]).Append("aeiou"[(int)(rest % 5)]);
        return char.ToUpperInvariant(name[0]) + name.ToString(1, name.Length - 1);
    }
}
