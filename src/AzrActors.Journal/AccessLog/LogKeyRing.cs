namespace AzrActors.Journal.AccessLog;

/// <summary>
/// The keys this silo has now. They become more while it runs: new ones are offered, and in use once the sealer has told
/// the other silos and the auditors of them.
/// </summary>
public sealed class LogKeyRing(LogKeys keys)
{
    private volatile LogKeys _current = keys;
    private LogKeys? _offered;

    public LogKeys Current => _current;

    /// <summary>Null when there is nothing new.</summary>
    public LogKeys? Offered => Volatile.Read(ref _offered);

    /// <exception cref="InvalidDataException">The new ones do not begin with those that are there.</exception>
    public void Offer(LogKeys keys)
    {
        if (!keys.Continues(_current)) throw new InvalidDataException("They do not begin with the log keys that are in use.");
        Volatile.Write(ref _offered, keys);
    }

    /// <param name="accepted">False when the offer came too late to be used.</param>
    internal void Settle(LogKeys offered, bool accepted)
    {
        if (accepted) _current = offered;
        // One that was offered meanwhile waits for the next look.
        Interlocked.CompareExchange(ref _offered, null, offered);
    }
}
