using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace AzrActors.Domain.Vocabulary;

/// <summary>
/// A date of which day, month or year may be unknown (teilbekanntes Datum, DSAusländer). It stands for every day from
/// <see cref="Earliest"/> to <see cref="Latest"/>, both inclusive; rules may only rely on what is certain.
/// </summary>
public sealed record PartialDate
{
    private PartialDate(int year, int month, int day)
    {
        Year = year;
        Month = month;
        Day = day;
        Earliest = year == 0 ? DateOnly.MinValue : new DateOnly(year, month == 0 ? 1 : month, day == 0 ? 1 : day);
        Latest = (year, month, day) switch
        {
            (0, _, _) => DateOnly.MaxValue,
            (_, 0, _) => new DateOnly(year, 12, 31),
            (_, _, 0) => new DateOnly(year, month, DateTime.DaysInMonth(year, month)),
            _ => Earliest,
        };
    }

    /// <summary>0 when unknown.</summary>
    public int Year { get; }

    /// <summary>0 when unknown.</summary>
    public int Month { get; }

    /// <summary>0 when unknown.</summary>
    public int Day { get; }

    public DateOnly Earliest { get; }

    public DateOnly Latest { get; }

    /// <summary>
    /// Reads <c>yyyy-MM-dd</c> with 00 for an unknown day or month and 0000 for an unknown year. An unknown month needs
    /// an unknown day, an unknown year both (rule Q021).
    /// </summary>
    public static bool TryParse(string? text, [NotNullWhen(true)] out PartialDate? date)
    {
        date = null;
        if (text is not { Length: 10 } || text[4] != '-' || text[7] != '-') return false;
        if (!TryDigits(text, 0, 4, out var year) || !TryDigits(text, 5, 2, out var month) || !TryDigits(text, 8, 2, out var day))
            return false;
        if ((month == 0 && day != 0) || (year == 0 && month != 0) || month > 12) return false;
        if (year != 0 && month != 0 && day > DateTime.DaysInMonth(year, month)) return false;
        date = new PartialDate(year, month, day);
        return true;
    }

    /// <summary>As it is stored and sent: <c>yyyy-MM-dd</c> with zeros for the unknown.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Year:D4}-{Month:D2}-{Day:D2}");

    /// <summary>As German officials write it (DIN 5008, unknown parts 00): <c>00.07.2018</c>.</summary>
    public string ToGerman() => string.Create(CultureInfo.InvariantCulture, $"{Day:D2}.{Month:D2}.{Year:D4}");

    private static bool TryDigits(string text, int start, int length, out int value) =>
        int.TryParse(text.AsSpan(start, length), NumberStyles.None, CultureInfo.InvariantCulture, out value);
}
