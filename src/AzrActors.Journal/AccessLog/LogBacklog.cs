namespace AzrActors.Journal.AccessLog;

/// <summary>
/// Whether the seal keeps up. An entry that waits for its seal could still be removed unseen, so when too many wait, or
/// for too long, whatever the reason, the journal takes nothing new until the sealer has caught up.
/// </summary>
public sealed class LogBacklog(TimeProvider clock, AccessLogOptions options)
{
    private long _caughtUp = clock.GetTimestamp();
    private long _waiting;
    private bool _lacksKey;

    /// <summary>For a journal that nobody seals, such as that of a test of its own.</summary>
    public static LogBacklog NoLimit { get; } = new(TimeProvider.System, new AccessLogOptions { BehindMax = TimeSpan.MaxValue, WaitingMax = long.MaxValue });

    /// <summary>The seal lags, or this silo could not mark what it writes with the key that is in force.</summary>
    public bool StopsJournal =>
        LacksKey || Volatile.Read(ref _waiting) > options.WaitingMax || clock.GetElapsedTime(Volatile.Read(ref _caughtUp)) > options.BehindMax;

    /// <summary>The register has passed to a key that this silo has not got yet.</summary>
    internal bool LacksKey
    {
        get => Volatile.Read(ref _lacksKey);
        set => Volatile.Write(ref _lacksKey, value);
    }

    /// <summary>Everything that could be seen when this look began is sealed.</summary>
    internal void CaughtUp(long lookedAt)
    {
        Volatile.Write(ref _waiting, 0);
        CaughtUpTo(lookedAt);
    }

    /// <summary>Everything that could be seen at that look is sealed by now; newer entries may wait.</summary>
    internal void CaughtUpTo(long lookedAt) => Volatile.Write(ref _caughtUp, lookedAt);

    internal void Waits(long entries) => Volatile.Write(ref _waiting, entries);

    internal long Look() => clock.GetTimestamp();
}
