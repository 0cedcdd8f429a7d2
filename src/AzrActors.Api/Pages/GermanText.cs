using System.Diagnostics;
using System.Globalization;
using AzrActors.Contracts.Notices;

namespace AzrActors.Api.Pages;

/// <summary>Values as a caseworker reads them: dates after DIN 5008, times in Berlin.</summary>
internal static class GermanText
{
    private static readonly CultureInfo German = CultureInfo.GetCultureInfo("de-DE");
    private static readonly TimeZoneInfo Berlin = TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin");

    public static string Day(DateOnly day) => day.ToString("dd.MM.yyyy", German);

    public static string Day(DateTimeOffset instant) => DayInBerlin(instant).ToString("dd.MM.yyyy", German);

    public static string Instant(DateTimeOffset instant) =>
        TimeZoneInfo.ConvertTime(instant, Berlin).ToString("dd.MM.yyyy, HH:mm", German) + " Uhr";

    /// <summary>The legal day of an instant.</summary>
    public static DateOnly DayInBerlin(DateTimeOffset instant) =>
        DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(instant, Berlin).DateTime);

    /// <summary><c>1990-00-00</c> as <c>00.00.1990</c>, the way the register's own forms write unknown parts.</summary>
    public static string PartialDate(string canonical) => canonical.Split('-') is [var year, var month, var day]
        ? $"{day}.{month}.{year}" : canonical;

    /// <summary>An AZR number in groups of three, which are easier to compare.</summary>
    public static string Grouped(string number) => string.Join(' ', number.Chunk(3).Select(group => new string(group)));

    public static string Count(int count, string one, string many) =>
        $"{count.ToString(German)} {(count == 1 ? one : many)}";

    public static string Kind(NoticeKind kind) => kind switch
    {
        NoticeKind.Assigned => "Zuständig",
        NoticeKind.Changed => "Änderung",
        NoticeKind.Released => "Abgegeben",
        NoticeKind.Informed => "Hinweis",
        NoticeKind.Erased => "Gelöscht",
        _ => throw new UnreachableException($"No text for {kind}."),
    };
}
