using System.Globalization;
using System.Text.Json.Nodes;
using AzrActors.Contracts.Law;

namespace AzrActors.Api.Tests.Register;

/// <summary>Entries as they travel, about invented people, dated so that the register has no doubts.</summary>
public static class Facts
{
    public const string Syria = "475";
    public const string France = "129";
    public const string FirstNames = "Elif Şükran";

    public static string Today => Day(0);
    public static string Yesterday => Day(-1);

    /// <summary>The legal day this many days from now.</summary>
    public static string Day(int days) =>
        LegalCalendar.DayOf(DateTimeOffset.UtcNow).AddDays(days)
            .ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    /// <summary>The day as the pages write it.</summary>
    public static string German(string day) => string.Join('.', day.Split('-').Reverse());

    public static JsonObject Person(string familyName, string nationality = Syria) => new()
    {
        ["kind"] = "registerPerson",
        ["familyName"] = familyName,
        ["firstNames"] = FirstNames,
        ["birthDate"] = "1991-04-00",
        ["birthPlace"] = "Diyarbakır",
        ["sex"] = "w",
        ["nationality"] = nationality,
    };

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
