using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using AzrActors.Domain.Vocabulary;

namespace AzrActors.Domain.Identity;

/// <summary>
/// A birth date as somebody wrote it down. Other than <see cref="PartialDate"/> it need not exist: a date mistyped into
/// month 13 still tells a lot about whose it is. Unknown parts are 0.
/// </summary>
public readonly record struct WrittenDate(int Year, int Month, int Day)
{
    private const int YearLength = 4;

    /// <summary>Behind a whole date.</summary>
    private const int TimeFrom = 10;

    /// <summary>Nothing is known of it.</summary>
    public bool IsUnknown => Year == 0;

    /// <summary>Only a part is known.</summary>
    public bool IsPartial => Month == 0 || Day == 0;

    /// <summary>
    /// On a day that offices write for a year of birth of which they know no more (1 January, 1 July). Most of those who
    /// share it share nothing else.
    /// </summary>
    public bool IsHeaped => Day == 1 && Month is 1 or 7;

    public static WrittenDate Of(PartialDate date) => new(date.Year, date.Month, date.Day);

    /// <summary>
    /// Reads year, month and day with any sign between them, the day first if the year is last; eight digits; year and month; and a year
    /// alone. Parts may be 0, <c>XX</c> or out of range, and a time of day may follow.
    /// </summary>
    public static bool TryParse(string text, [NotNullWhen(true)] out WrittenDate? date)
    {
        text = text.Trim();
        if (text.Length > TimeFrom && text[TimeFrom] is 'T' or ' ') text = text[..TimeFrom];
        date = text.Split('-', '/', '.') switch
        {
            [{ Length: YearLength } year, var month, var day] => Parts(year, month, day),
            [var day, var month, var year] => Parts(year, month, day),
            [{ Length: YearLength } year, var month] => Parts(year, month, ""),
            [var month, var year] => Parts(year, month, ""),
            [{ Length: YearLength } year] => Parts(year, "", ""),
            [{ Length: 8 } all] => Parts(all[..4], all[4..6], all[6..]),
            _ => null,
        };
        return date is not null;
    }

    /// <summary>The degree to which two dates agree.</summary>
    public static Degree Compare(WrittenDate one, WrittenDate other)
    {
        if (one.IsUnknown || other.IsUnknown) return Degree.Missing;
        if (one == other && !one.IsPartial) return Degree.Exact;
        if (one.Year == other.Year && !one.IsPartial && one.Month == other.Day && one.Day == other.Month) return Degree.Swapped;
        if (MayBeOne(one, other)) return Degree.Part;
        if (one.IsPartial || other.IsPartial) return Degree.Different;
        return WordDistance.IsWithin(one.Digits, other.Digits, 1) || HasOneOtherPart(one, other) ? Degree.Close : Degree.Different;
    }

    /// <summary>Eight digits, year first.</summary>
    public string Digits => string.Create(CultureInfo.InvariantCulture, $"{Year:D4}{Month:D2}{Day:D2}");

    private static WrittenDate? Parts(string year, string month, string day) =>
        year.Length == YearLength && month.Length <= 2 && day.Length <= 2 && Number(year, out var y) && Number(month, out var m) && Number(day, out var d)
            ? new WrittenDate(y, m, d) : null;

    private static bool Number(string text, out int value)
    {
        value = 0;
        return text.All(letter => letter is 'x' or 'X' or '?' or '_' or '*') || int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out value);
    }

    // The spans of days overlap; a heaped day stands for its year.
    private static bool MayBeOne(WrittenDate one, WrittenDate other)
    {
        if (one.Year != other.Year) return false;
        if (one.IsHeaped || other.IsHeaped) return true;
        if (!one.IsPartial && !other.IsPartial) return false;
        if (one.Month == 0 || other.Month == 0) return true;
        return one.Month == other.Month && (one.Day == 0 || other.Day == 0 || one.Day == other.Day);
    }

    private static bool HasOneOtherPart(WrittenDate one, WrittenDate other)
    {
        var parts = (one.Year == other.Year ? 0 : 1) + (one.Month == other.Month ? 0 : 1) + (one.Day == other.Day ? 0 : 1);
        return parts == 1 && (one.Year == other.Year || Math.Abs(one.Year - other.Year) <= 1 || Math.Abs(one.Year - other.Year) == 10);
    }
}
