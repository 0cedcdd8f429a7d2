using AzrActors.Domain.Vocabulary;

namespace AzrActors.Domain.Quality.Changes;

/// <summary>Rules that hold for every reported day.</summary>
internal static class DayRules
{
    /// <param name="daysAhead">How many days ahead it may lie: ends of limits any number, announced departures a week.</param>
    [Judges("Q022")]
    public static bool IsAhead(DateOnly on, DateOnly today, int daysAhead = 0) => on.DayNumber > (long)today.DayNumber + daysAhead;

    /// <summary>Only what is certain: a birth date of which the day is unknown counts from its earliest day on.</summary>
    [Judges("Q025")]
    public static bool IsBeforeBirth(DateOnly on, PartialDate? birth) => birth is not null && on < birth.Earliest;

    /// <summary>A limit ends on the day of its start at the earliest.</summary>
    [Judges("Q026")]
    public static bool EndsBeforeItStarts(DateOnly? start, DateOnly? until) => until < start;

    [Judges("Q028")]
    public static bool IsLate(DateOnly occurredOn, DateOnly today, Rule rule) => rule.Terms[0].After(occurredOn) < today;
}
