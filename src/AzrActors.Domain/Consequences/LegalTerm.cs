using AzrActors.Domain.CodeLists;
using AzrActors.Domain.Vocabulary;

namespace AzrActors.Domain.Consequences;

/// <summary>Reckoning with terms of the law, all in whole days of Europe/Berlin.</summary>
internal static class LegalTerm
{
    private const int MonthsOfQuarter = 3;

    /// <summary>The day after the quarter in which the day lies: terms of AZRG-DV § 18 begin with it.</summary>
    public static DateOnly AfterQuarter(DateOnly day) =>
        new DateOnly(day.Year, (day.Month - 1) / MonthsOfQuarter * MonthsOfQuarter + 1, 1).AddMonths(MonthsOfQuarter);

    /// <summary>Years and months as the number of months between a day and the day that they lead to.</summary>
    public static int MonthsBetween(DateOnly from, DateOnly to) => (to.Year - from.Year) * 12 + to.Month - from.Month;

    /// <summary>The earlier of two days; null stands for never.</summary>
    public static DateOnly? Earlier(DateOnly? one, DateOnly? other) => one is null || other < one ? other : one;

    public static int Months(Table.Row row) => int.Parse(row["months"], System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>Legal day on which the register learnt something.</summary>
    public static DateOnly DayOf(PersonRecords.Source source) => BerlinTime.DayOf(source.KnownSince);
}
