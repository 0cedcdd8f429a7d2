namespace AzrActors.Contracts.Law;

/// <summary>
/// The calendar by which the law counts days: that of Europe/Berlin, in every process, wherever its machine stands. In
/// the last hour of a day in UTC, in summer in the last two, the legal day is the next one already.
/// </summary>
public static class LegalCalendar
{
    private static readonly TimeZoneInfo Berlin = TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin");

    /// <summary>The legal day of an instant.</summary>
    public static DateOnly DayOf(DateTimeOffset instant) => DateOnly.FromDateTime(LocalTimeOf(instant).DateTime);

    /// <summary>The instant as clocks on walls show it there.</summary>
    public static DateTimeOffset LocalTimeOf(DateTimeOffset instant) => TimeZoneInfo.ConvertTime(instant, Berlin);
}
