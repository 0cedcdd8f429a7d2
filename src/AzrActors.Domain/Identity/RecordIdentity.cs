using AzrActors.Domain.Law;
using AzrActors.Domain.PersonRecords;

namespace AzrActors.Domain.Identity;

/// <summary>
/// Everything in a record by which its person is found and told from others: present personal data, names held before,
/// and numbers that are one person's.
/// </summary>
/// <param name="FormerFamilyNames">Birth name, former and alias family names, at most <see cref="FormerMax"/>.</param>
/// <param name="Numbers">Papers, foreign personal numbers and reference numbers of fingerprints.</param>
public sealed record RecordIdentity(PersonIdentity Person, IReadOnlyList<string> FormerFamilyNames, IReadOnlyList<PersonNumber> Numbers)
{
    /// <summary>Names held before that are looked at: each of them multiplies the work.</summary>
    public const int FormerMax = 3;

    /// <summary>Papers that are looked at, the newest.</summary>
    private const int PapersMax = 8;

    /// <summary>Fields of facts that an identity is made of.</summary>
    private static readonly (string Item, string[] Fields)[] MadeOf =
    [
        (KnownItems.IdentityDocument, ["serialNumber", "issuingState", "type"]), (KnownItems.ForeignPersonalNumber, ["state", "number"]),
        (KnownItems.Fingerprints, ["bkaDNumber"]), (KnownItems.FormerNames, ["familyName"]), (KnownItems.AliasPersonalData, ["familyName"]),
    ];

    /// <summary>
    /// True if a change touched nothing that an identity is made of. A part that lives on is the same part, so most changes
    /// need no look at the identity at all.
    /// </summary>
    public static bool IsUntouched(PersonRecord before, PersonRecord after) =>
        ReferenceEquals(before.Person, after.Person) && ReferenceEquals(before.Addresses, after.Addresses)
        && (ReferenceEquals(before.Facts, after.Facts) || Array.TrueForAll(MadeOf, part =>
            AreAlike(before.FactsOf(part.Item), after.FactsOf(part.Item), part.Fields)));

    public static RecordIdentity Of(PersonRecord record)
    {
        var numbers = Papers(record).Concat(ForeignNumbers(record)).Concat(Fingerprints(record)).Distinct().ToList();
        var address = (record.CurrentAddress ?? record.Addresses.LastOrDefault())?.Address;
        var person = new PersonIdentity
        {
            FamilyName = record.Values("familyName").FirstOrDefault(),
            GivenNames = record.Values("firstNames").FirstOrDefault(),
            BirthDate = record.BirthDate is { } born ? WrittenDate.Of(born) : default,
            Sex = record.Values("sex").FirstOrDefault(),
            Nationalities = record.Nationalities,
            BirthPlace = record.Values("birthPlace").FirstOrDefault(),
            PaperNumber = numbers.LastOrDefault(number => number.IsPaper)?.Value,
            Street = address is null ? null : $"{address.Street} {address.HouseNumber}{address.HouseNumberSuffix}",
            Postcode = address?.PostalCode,
            Town = address?.Town,
        };
        var former = record.Values("birthName")
            .Concat(record.FactsOf(KnownItems.FormerNames).Concat(record.FactsOf(KnownItems.AliasPersonalData))
                .Select(fact => fact.Value("familyName")).OfType<string>().Reverse())
            .Where(name => name != person.FamilyName).Distinct().Take(FormerMax);
        return new RecordIdentity(person, [.. former], numbers);
    }

    /// <summary>True if both are found and told from others alike: nothing has to be looked for anew.</summary>
    public bool IsAlike(RecordIdentity other) =>
        (Person with { Nationalities = [] }) == (other.Person with { Nationalities = [] })
        && Person.Nationalities.SequenceEqual(other.Person.Nationalities)
        && FormerFamilyNames.SequenceEqual(other.FormerFamilyNames) && Numbers.SequenceEqual(other.Numbers);

    public override string ToString() => "Identity ***";

    private static bool AreAlike(IReadOnlyList<StoredFact> one, IReadOnlyList<StoredFact> other, string[] fields) =>
        ReferenceEquals(one, other) || (one.Count == other.Count && one.Zip(other).All(pair =>
            ReferenceEquals(pair.First, pair.Second) || Array.TrueForAll(fields, field => pair.First.Value(field) == pair.Second.Value(field))));

    private static IEnumerable<PersonNumber> Papers(PersonRecord record) => record.FactsOf(KnownItems.IdentityDocument)
        .TakeLast(PapersMax).Where(paper => paper.Value("serialNumber") is not null)
        .Select(paper => PersonNumber.Paper(paper.Value("issuingState"), paper.Value("type"), paper.Value("serialNumber")!));

    private static IEnumerable<PersonNumber> ForeignNumbers(PersonRecord record) => record.FactsOf(KnownItems.ForeignPersonalNumber)
        .Select(number => PersonNumber.Foreign(number.Value("state"), number.Value("number")!));

    private static IEnumerable<PersonNumber> Fingerprints(PersonRecord record) => record.FactsOf(KnownItems.Fingerprints)
        .Select(prints => prints.Value("bkaDNumber")).OfType<string>().Select(PersonNumber.FingerprintReference);
}

/// <summary>A number that belongs to one person, with what makes it unique.</summary>
/// <param name="Kind">What it is a number of.</param>
/// <param name="Issuer">State and kind of paper, or the state; empty where nothing is said.</param>
/// <param name="Value">Serial number without blanks and hyphens, in capitals.</param>
public sealed record PersonNumber(PersonNumberKind Kind, string Issuer, string Value)
{
    public bool IsPaper => Kind == PersonNumberKind.Paper;

    /// <summary>Of a passport or another paper.</summary>
    /// <param name="type">Kind of paper, a code of the list.</param>
    public static PersonNumber Paper(string? state, string? type, string serial) =>
        new(PersonNumberKind.Paper, $"{state}/{type}", Plain(serial));

    /// <summary>Ausländische Personenidentitätsnummer (AZRG § 3 Abs. 1 Nr. 5e): only for clear assignment (§ 10 Abs. 4a).</summary>
    public static PersonNumber Foreign(string? state, string number) => new(PersonNumberKind.ForeignNumber, state ?? "", Plain(number));

    /// <summary>D-Nummer of the Federal Criminal Police: one person's fingerprints.</summary>
    public static PersonNumber FingerprintReference(string number) => new(PersonNumberKind.Fingerprints, "", Plain(number));

    public override string ToString() => $"{Kind} ***";

    private static string Plain(string text) => string.Concat(SearchForm.Of(text).Where(char.IsAsciiLetterOrDigit));
}

public enum PersonNumberKind
{
    Paper = 1,
    ForeignNumber = 2,
    Fingerprints = 3,
}
