using System.Diagnostics;
using System.Globalization;
using AzrActors.Contracts.Law;
using AzrActors.Contracts.Notices;
using AzrActors.Contracts.Receipts;

namespace AzrActors.Api.Pages;

/// <summary>Values as a caseworker reads them: dates after DIN 5008, times in Berlin.</summary>
internal static class GermanText
{
    private static readonly CultureInfo German = CultureInfo.GetCultureInfo("de-DE");

    public static string Day(DateOnly day) => day.ToString("dd.MM.yyyy", German);

    public static string Day(DateTimeOffset instant) => LegalCalendar.DayOf(instant).ToString("dd.MM.yyyy", German);

    public static string Instant(DateTimeOffset instant) =>
        LegalCalendar.LocalTimeOf(instant).ToString("dd.MM.yyyy, HH:mm", German) + " Uhr";

    /// <summary><c>1990-00-00</c> as <c>00.00.1990</c>, the way the register's own forms write unknown parts.</summary>
    public static string PartialDate(string canonical) => canonical.Split('-') is [var year, var month, var day]
        ? $"{day}.{month}.{year}" : canonical;

    /// <summary>An AZR number in groups of three, which are easier to compare.</summary>
    public static string Grouped(string number) => string.Join(' ', number.Chunk(3).Select(group => new string(group)));

    public static string Count(int count, string one, string many) =>
        $"{Number(count)} {(count == 1 ? one : many)}";

    /// <summary>With a point between thousands.</summary>
    public static string Number(long count) => count.ToString("N0", German);

    /// <summary>Why a recipient does not take a notice over; null for no reason.</summary>
    public static string? Reason(NoticeRefusalReason? reason) => reason switch
    {
        null => null,
        NoticeRefusalReason.NotResponsible => "nicht zuständig",
        NoticeRefusalReason.PersonNotFound => "Person nicht zuzuordnen",
        NoticeRefusalReason.ContradictsOwnRecords => "widerspricht den eigenen Unterlagen",
        NoticeRefusalReason.NotProcessable => "nicht verarbeitbar",
        NoticeRefusalReason.AskedBack => "Rückfrage",
        _ => throw new UnreachableException($"No text for {reason}."),
    };

    /// <summary>How long ago something was, in the largest unit that says enough.</summary>
    public static string Age(TimeSpan age) => age switch
    {
        { TotalMinutes: < 1 } => "gerade eben",
        { TotalHours: < 1 } => Count((int)age.TotalMinutes, "Minute", "Minuten"),
        { TotalDays: < 1 } => Count((int)age.TotalHours, "Stunde", "Stunden"),
        _ => Count((int)age.TotalDays, "Tag", "Tage"),
    };

    /// <summary>Since when something lasts, counted as <see cref="Age"/> does.</summary>
    public static string Since(TimeSpan age) => age switch
    {
        { TotalMinutes: < 1 } => "seit eben",
        { TotalDays: < 1 } => $"seit {Age(age)}",
        _ => SinceDays((int)age.TotalDays),
    };

    /// <summary>Since when something lasts of which only the day is known.</summary>
    public static string SinceDays(int days) => days == 0 ? "seit heute" : $"seit {Count(days, "Tag", "Tagen")}";

    /// <summary>The text with each section sign on the line of its number.</summary>
    public static string Bound(string text) => text.Replace("§ ", "§\u00a0", StringComparison.Ordinal);

    /// <summary>What is wrong, without the point at its end, and what to do; null where a rule says only the one.</summary>
    public static (string Wrong, string? Advice) FindingParts(string german) => german.Split(". Bitte ", 2) is [var wrong, var advice]
        ? (wrong, $"Bitte {advice.TrimEnd('.')}") : (german.TrimEnd('.'), null);

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
