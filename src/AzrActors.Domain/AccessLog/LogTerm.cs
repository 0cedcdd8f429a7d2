using AzrActors.Domain.Vocabulary;

namespace AzrActors.Domain.AccessLog;

/// <summary>How long entries are kept (AZRG-DV § 16 Abs. 2 Satz 1).</summary>
public static class LogTerm
{
    /// <summary>Months after which an entry is removed, counted on the calendar of Europe/Berlin.</summary>
    public const int Months = 6;

    /// <summary>Entries made before this instant are due to be removed, unless they are held.</summary>
    public static DateTimeOffset DueBefore(DateTimeOffset now)
    {
        var then = DateTime.SpecifyKind(TimeZoneInfo.ConvertTime(now, BerlinTime.Zone).DateTime.AddMonths(-Months), DateTimeKind.Unspecified);
        // The hour that summer time leaves out: the next one that exists.
        if (BerlinTime.Zone.IsInvalidTime(then)) then = then.AddHours(1);
        return new DateTimeOffset(then, BerlinTime.Zone.GetUtcOffset(then));
    }
}
