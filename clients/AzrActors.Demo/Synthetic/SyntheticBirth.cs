using System.Globalization;

namespace AzrActors.Demo.Synthetic;

/// <summary>A birth date as it is written, and the last day it can mean.</summary>
/// <param name="Text">yyyy-MM-dd, unknown parts 00.</param>
internal sealed record SyntheticBirth(string Text, DateOnly Latest)
{
    private const double DayUnknown = 0.003;
    private const double YearOnly = 0.003;
    private const int DaysMin = 30;

    /// <summary>A birth date of somebody of this age in years, guessed ones falling on 1 January.</summary>
    public static SyntheticBirth Draw(SeededDraw draw, int age, double newYear, DateOnly today)
    {
        var born = draw.Day(today.AddYears(-age - 1).AddDays(1), Earlier(today.AddYears(-age), today.AddDays(-DaysMin)));
        // Only where the year is over, so that no guessed date lies in the future.
        var guessable = born.Year < today.Year - 1;
        if (guessable && draw.Chance(newYear)) return Whole(new DateOnly(born.Year, 1, 1));
        if (guessable && draw.Chance(YearOnly))
            return new SyntheticBirth(Written(born.Year, 0, 0), new DateOnly(born.Year, 12, 31));
        if (guessable && draw.Chance(DayUnknown))
        {
            var lastDay = DateTime.DaysInMonth(born.Year, born.Month);
            return new SyntheticBirth(Written(born.Year, born.Month, 0), new DateOnly(born.Year, born.Month, lastDay));
        }
        return Whole(born);
    }

    private static SyntheticBirth Whole(DateOnly day) => new(Written(day.Year, day.Month, day.Day), day);

    private static string Written(int year, int month, int day) =>
        string.Create(CultureInfo.InvariantCulture, $"{year:D4}-{month:D2}-{day:D2}");

    private static DateOnly Earlier(DateOnly one, DateOnly other) => one < other ? one : other;
}
