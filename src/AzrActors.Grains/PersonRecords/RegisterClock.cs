using System.Security.Cryptography;
using AzrActors.Contracts.Law;
using AzrActors.Domain.Vocabulary;

namespace AzrActors.Grains.PersonRecords;

/// <summary>One moment on both calendars.</summary>
/// <param name="Instant">UTC, cut to microseconds, which is what PostgreSQL keeps.</param>
/// <param name="Today">Legal day in Europe/Berlin.</param>
public sealed record RegisterTime(DateTimeOffset Instant, DateOnly Today);

/// <summary>What the domain must not have: time and chance.</summary>
public sealed class RegisterClock(TimeProvider clock)
{
    public RegisterTime Now()
    {
        var now = clock.GetUtcNow();
        var instant = new DateTimeOffset(now.Ticks - (now.Ticks % TimeSpan.TicksPerMicrosecond), TimeSpan.Zero);
        return new RegisterTime(instant, LegalCalendar.DayOf(instant));
    }

    /// <summary>A point on the clock that never goes back, for <see cref="Since"/>.</summary>
    public long Mark() => clock.GetTimestamp();

    public TimeSpan Since(long mark) => clock.GetElapsedTime(mark);

    /// <summary>A number without any meaning (AZRG-DV § 2 Abs. 1); the journal refuses one that is taken.</summary>
    public static AzrNumber DrawNumber()
    {
        // Two draws, because one covers 31 bits and the numbers need 34.
        const int half = 100_000;
        return AzrNumber.FromSerial(((long)RandomNumberGenerator.GetInt32(half) * half) + RandomNumberGenerator.GetInt32(half));
    }
}
