using System.Globalization;

namespace AzrActors.Domain.Quality;

/// <summary>A term as a rule states it: <c>14d</c> days, <c>5w</c> working days, <c>6m</c> months, <c>3y</c> years, <c>30i</c> minutes.</summary>
public readonly record struct Term(int Number, char Unit)
{
    /// <summary>Days behind this year are as good as never; adding to them would overflow.</summary>
    private const int LastYear = 9000;

    /// <exception cref="InvalidDataException">No number, or no known unit.</exception>
    public static Term Parse(string text) =>
        text is [.., 'd' or 'w' or 'm' or 'y' or 'i'] && int.TryParse(text[..^1], NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? new Term(number, text[^1])
            : throw new InvalidDataException($"'{text}' is no term.");

    /// <summary>Length in minutes; only of a term in minutes.</summary>
    public TimeSpan Duration => Unit == 'i' ? TimeSpan.FromMinutes(Number) : throw new InvalidDataException("Only a term in minutes has a duration.");

    /// <summary>Length in months; only of a term in months or years.</summary>
    public int Months => Unit switch { 'm' => Number, 'y' => Number * 12, _ => throw new InvalidDataException("This term has no months.") };

    /// <summary>The last day of a term that starts with the day.</summary>
    public DateOnly After(DateOnly day) => day.Year >= LastYear ? DateOnly.MaxValue : Unit switch
    {
        'd' => day.AddDays(Number),
        'w' => AfterWorkingDays(day),
        'm' => day.AddMonths(Number),
        'y' => day.AddYears(Number),
        _ => throw new InvalidDataException("A term in minutes is none of days."),
    };

    /// <summary>The first day on which a term that starts with the day is over.</summary>
    public DateOnly Over(DateOnly day) => After(day) is var last && last.Year >= LastYear ? DateOnly.MaxValue : last.AddDays(1);

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Number}{Unit}");

    // Monday to Friday; holidays differ between the Länder and only lengthen the patience of a rule.
    private DateOnly AfterWorkingDays(DateOnly day)
    {
        for (var left = Number; left > 0;)
        {
            day = day.AddDays(1);
            if (day.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday)) left--;
        }
        return day;
    }
}
