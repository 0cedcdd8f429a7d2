namespace AzrActors.Journal.AccessLog;

/// <summary>The keys this silo has now. They become more while it runs.</summary>
public sealed class LogKeyRing(LogKeys keys)
{
    private volatile LogKeys _keys = keys;

    public LogKeys Current => _keys;

    /// <exception cref="InvalidDataException">The new ones do not begin with those that are there.</exception>
    public void Replace(LogKeys keys)
    {
        if (!keys.Continues(_keys)) throw new InvalidDataException("They do not begin with the log keys that are in use.");
        _keys = keys;
    }
}
