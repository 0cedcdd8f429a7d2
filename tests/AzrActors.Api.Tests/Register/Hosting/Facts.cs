using System.Globalization;
using System.Text.Json.Nodes;
using AzrActors.Contracts.Law;

namespace AzrActors.Api.Tests.Register;

/// <summary>Entries as they travel, about invented people, dated so that the register has no doubts.</summary>
public static class Facts
{
    public const string Syria = "475";
    public const string France = "129";
    private static int _persons;

    public static string Today => Day(0);
    public static string Yesterday => Day(-1);

    /// <summary>The legal day this many days from now.</summary>
    public static string Day(int days) =>
        LegalCalendar.DayOf(DateTimeOffset.UtcNow).AddDays(days)
            .ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    /// <summary>The day as the pages write it.</summary>
    public static string German(string day) => string.Join('.', day.Split('-').Reverse());

    /// <summary>Somebody new each time: nobody is registered beside a person who is nearly the same.</summary>
    public static JsonObject Person(string familyName, string nationality = Syria) => new()
    {
        ["kind"] = "registerPerson",
        ["familyName"] = familyName,
        ["firstNames"] = NewGivenName(),
        ["birthDate"] = $"{1940 + Interlocked.Increment(ref _persons) * 7 % 60}-04-00",
        ["birthPlace"] = "Diyarbakır",
        ["sex"] = "w",
        ["nationality"] = nationality,
    };

    private static string NewGivenName()
    {
        const string letters = "bdfgklmnprstvz";
        var name = new System.Text.StringBuilder();
        for (var rest = Interlocked.Increment(ref _persons) * 7919; name.Length < 10; rest /= letters.Length) name.Append(letters[rest % letters.Length]).Append("aeiou"[rest % 5]);
        return char.ToUpperInvariant(name[0]) + name.ToString(1, name.Length - 1);
    }

    public static JsonObject Rename(string familyName) =>
        new() { ["kind"] = "changePersonalData", ["familyName"] = familyName };

    public static JsonObject FirstEntry() =>
        new() { ["kind"] = "arrival", ["arrival"] = "firstEntry", ["arrivedOn"] = Day(-3) };

    public static JsonObject MoveIn(LocalAuthorities at, string street, int day = -3) => new()
    {
        ["kind"] = "moveIn",
        ["ags"] = at.Ags,
        ["street"] = street,
        ["houseNumber"] = 12,
        ["postalCode"] = at.Municipality.PostalCode,
        ["town"] = at.Town,
        ["movedInOn"] = Day(day),
    };

    public static JsonObject Permit() => new()
    {
        ["kind"] = "grantStatus", ["status"] = "16b-1", ["grantedOn"] = Day(-1), ["validUntil"] = Day(365),
    };
}
