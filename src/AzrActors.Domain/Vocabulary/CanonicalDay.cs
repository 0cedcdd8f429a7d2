using System.Globalization;

namespace AzrActors.Domain.Vocabulary;

/// <summary>Days as submissions and records write them, alike in every culture: <c>2026-11-26</c>.</summary>
internal static class CanonicalDay
{
    private const string Form = "yyyy-MM-dd";

    public static string Write(DateOnly day) => day.ToString(Form, CultureInfo.InvariantCulture);

    /// <summary>The day; null for anything else.</summary>
    public static DateOnly? Read(string? text) =>
        DateOnly.TryParseExact(text, Form, CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;
}
