using AzrActors.Api;
using AzrActors.Journal;

namespace AzrActors.Silo;

/// <summary>Sessions that ended at whichever silo the provider reached.</summary>
internal sealed class SharedEndedSessions(SessionEnds ends) : EndedSessions
{
    public override async Task EndAsync(string mark, DateTimeOffset endedAt, CancellationToken cancellationToken)
    {
        await ends.AddAsync(mark, endedAt, cancellationToken);
        Note(mark, endedAt);
    }

    /// <summary>Takes over what was noted within this time.</summary>
    public async Task CatchUpAsync(TimeSpan within, CancellationToken cancellationToken)
    {
        foreach (var (mark, endedAt) in await ends.ListAsync(within, cancellationToken)) Note(mark, endedAt);
    }

    /// <summary>Forgets what no session can be about any more, here and for all.</summary>
    public async Task ForgetOldAsync(DateTimeOffset now, CancellationToken cancellationToken)
    {
        Forget(now - SessionEnds.Remembered);
        await ends.ForgetOldAsync(cancellationToken);
    }
}

/// <summary>Hears within a second of sessions that ended at another silo, and at the start of all that may still be open somewhere.</summary>
internal sealed class EndedSessionsWatch(SharedEndedSessions sessions, TimeProvider time, ILogger<EndedSessionsWatch> logger)
    : PacedService(Pace, time, logger, atOnce: true)
{
    private static readonly TimeSpan Pace = TimeSpan.FromSeconds(1);

    /// <summary>Longer than a row can take from its instant to its commit, so that a look overlaps the one before.</summary>
    private static readonly TimeSpan Overlap = TimeSpan.FromMinutes(1);

    private static readonly TimeSpan Tidying = TimeSpan.FromHours(1);

    private TimeSpan _within = SessionEnds.Remembered;
    private DateTimeOffset _tidied;

    protected override async Task RoundAsync(CancellationToken cancellationToken)
    {
        var within = _within;
        // After a round that fails, nobody knows how long the database was away.
        _within = SessionEnds.Remembered;
        await sessions.CatchUpAsync(within, cancellationToken);
        _within = Overlap;
        if (Time.GetUtcNow() - _tidied < Tidying) return;
        await sessions.ForgetOldAsync(Time.GetUtcNow(), cancellationToken);
        _tidied = Time.GetUtcNow();
    }
}
