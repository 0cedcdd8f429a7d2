using System.Globalization;
using System.Text.RegularExpressions;

namespace AzrActors.Api.Pages;

/// <summary>
/// A date of birth as people type it: <c>9.3.1991</c>, <c>09031991</c>, <c>1991-03-09</c>, <c>03.1991</c> or <c>1991</c>, unknown parts also
/// as 00. A year of two digits is none: it would have to be guessed.
/// </summary>
internal static partial class TypedDate
{
    /// <param name="canonical">yyyy-MM-dd, unknown parts as 00.</param>
    public static bool TryParse(string text, out string canonical)
    {
        canonical = "";
        var match = Forms().Match(text.Trim());
        if (!match.Success) return false;
        int Number(string group) => match.Groups[group].Success ? int.Parse(match.Groups[group].Value, CultureInfo.InvariantCulture) : 0;
        var (year, month, day) = (Number("y"), Number("m"), Number("d"));
        if (month > 12 || (month == 0 && day > 0) || day > (month == 0 || year == 0 ? 31 : DateTime.DaysInMonth(year, month))) return false;
        canonical = string.Create(CultureInfo.InvariantCulture, $"{year:0000}-{month:00}-{day:00}");
        return true;
    }

    [GeneratedRegex(
        @"^(?:(?<y>\d{4})-(?<m>\d{1,2})-(?<d>\d{1,2})|(?:(?:(?<d>\d{1,2})\s*[.,/ -]\s*)?(?<m>\d{1,2})\s*[.,/ -]\s*)?(?<y>\d{4})|(?<d>\d{2})(?<m>\d{2})(?<y>\d{4}))$",
        RegexOptions.ExplicitCapture)]
    private static partial Regex Forms();
}
