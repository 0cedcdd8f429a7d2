using System.Globalization;

namespace AzrActors.Domain.Identity;

/// <summary>
/// Keys by which records that may be of one person find each other without comparing all with all: two records are
/// compared if they share a key. Each key joins parts that few persons share, so that blocks stay small however large the
/// stock grows, and each error leaves some key intact. A key is a number of 64 bits: an indexed column can hold it, and it
/// shows no name.
/// </summary>
public static class BlockingKeys
{
    private const int SerialMin = 5;
    private const int WordsMax = 4;

    /// <summary>The keys of a record under all its names, and one for each number that is one person's.</summary>
    public static IReadOnlySet<ulong> Of(RecordIdentity identity)
    {
        var person = new IdentityProfile(identity.Person);
        var keys = new HashSet<ulong>();
        AddTo(keys, person);
        foreach (var name in identity.FormerFamilyNames) AddTo(keys, person.Under(name));
        foreach (var number in identity.Numbers) keys.Add(Of(number));
        return keys;
    }

    /// <summary>The key under which whoever has this number is found.</summary>
    public static ulong Of(PersonNumber number) => number.IsPaper
        ? Hash("paper", [IdentityProfile.Serial(number.Value) ?? ""])
        : Hash(number.Kind.ToString(), [number.Issuer, number.Value]);

    /// <summary>The keys of a person, without repetition; none if next to nothing is known.</summary>
    public static IReadOnlySet<ulong> Of(IdentityProfile person)
    {
        var keys = new HashSet<ulong>();
        AddTo(keys, person);
        return keys;
    }

    private static void AddTo(HashSet<ulong> keys, IdentityProfile person)
    {
        var names = (person.FamilyName?.Keys.Take(WordsMax) ?? []).Concat(person.GivenNames?.Keys.Take(WordsMax) ?? [])
            .Distinct().Order(StringComparer.Ordinal).ToList();
        void Add(string kind, params ReadOnlySpan<string> parts) => keys.Add(Hash(kind, parts));

        if (person.PaperNumber is { Length: >= SerialMin } paper) Add("paper", paper);
        if (!person.BirthDate.IsUnknown) AddByBirth(person, names, Add);
        foreach (var (one, other) in Pairs(names))
        {
            // A date that is missing or wrong as a whole: same names, same place.
            if (person.Address?.Postcode is { } postcode) Add("names-postcode", one, other, postcode);
            if (person.BirthDate.IsUnknown && person.BirthPlace is { } place) Add("names-place", one, other, place.SortedKeys);
        }
        if (person.Address is { Street: { } street, HouseNumber: var number })
            foreach (var name in names) Add("address-name", street, number, name);
    }

    private static void AddByBirth(IdentityProfile person, List<string> names, AddKey add)
    {
        var date = person.BirthDate;
        var year = date.Year.ToString(CultureInfo.InvariantCulture);
        // Day and month are sorted, so that exchanging them changes nothing.
        var inYear = string.Create(CultureInfo.InvariantCulture, $"{Math.Min(date.Month, date.Day)}.{Math.Max(date.Month, date.Day)}");
        var isDay = !date.IsPartial && !date.IsHeaped;
        foreach (var name in names)
        {
            if (isDay) add("birth-name", year, inYear, name);
            else if (person.BirthPlace is { } place) add("year-name-place", year, name, place.SortedKeys);
        }
        foreach (var (one, other) in Pairs(names))
        {
            add("names-year", one, other, year);
            if (isDay) add("names-day", one, other, inYear);
        }
        if (isDay && person.Address?.Postcode is { } postcode) add("birth-postcode", year, inYear, postcode);
        if (person.Address is { Street: { } street, HouseNumber: var number }) add("address-year", street, number, year);
    }

    private static IEnumerable<(string One, string Other)> Pairs(List<string> names)
    {
        for (var i = 0; i < names.Count; i++)
            for (var j = i + 1; j < names.Count; j++)
                yield return (names[i], names[j]);
    }

    private delegate void AddKey(string kind, params ReadOnlySpan<string> parts);

    // FNV-1a: the same on every machine and in every version, which a hash in an index must be.
    internal static ulong Hash(string kind, params ReadOnlySpan<string> parts)
    {
        const ulong basis = 14695981039346656037;
        var hash = Mix(basis, kind);
        foreach (var part in parts) hash = Mix(Mix(hash, "|"), part);
        return hash;
    }

    private static ulong Mix(ulong hash, string text)
    {
        const ulong prime = 1099511628211;
        foreach (var letter in text) hash = unchecked((hash ^ letter) * prime);
        return hash;
    }
}
