using System.Security.Cryptography;

namespace AzrActors.Domain.AccessLog;

/// <summary>
/// Public keys of the access log that somebody trusts: those brought along, and those that a trusted key has introduced
/// by a <see cref="KeyHandOver"/>. A hand-over also says from when the one and until when the other is in force.
/// </summary>
public sealed class LogTrust
{
    private readonly Dictionary<string, ECDsa> _keys;
    private readonly Dictionary<string, DateTimeOffset> _from = [];
    private readonly Dictionary<string, DateTimeOffset> _until = [];
    private readonly List<KeyHandOver> _followed = [];

    /// <param name="keys">Keys brought along, by name (<see cref="SignedCheckpoint.KeyIdOf(ECDsa)"/>).</param>
    /// <param name="handOvers">As they were found, in any order, true or not.</param>
    public LogTrust(IReadOnlyDictionary<string, ECDsa> keys, IEnumerable<KeyHandOver> handOvers)
    {
        _keys = new(keys);
        var open = handOvers.DistinctBy(HandOverLine.Write).ToList();
        while (open.Find(one => _keys.ContainsKey(one.From)) is { } next)
        {
            open.Remove(next);
            if (!TryFollow(next)) Forged++;
        }
    }

    /// <summary>Hand-overs that were followed, the earliest first.</summary>
    public IReadOnlyList<KeyHandOver> Followed => _followed;

    /// <summary>How many hand-overs claim to come from a trusted key and do not, or come from it a second time.</summary>
    public int Forged { get; private set; }

    public bool HasSigned(SignedCheckpoint checkpoint) =>
        _keys.TryGetValue(checkpoint.KeyId, out var key) && checkpoint.IsSignedBy(key);

    /// <summary>Whether this key was the one to sign with at that time, as far as hand-overs say.</summary>
    public bool IsInForce(string keyId, DateTimeOffset at) =>
        (!_from.TryGetValue(keyId, out var from) || at >= from) && (!_until.TryGetValue(keyId, out var until) || at < until);

    private bool TryKnow(KeyHandOver handOver)
    {
        if (_keys.ContainsKey(handOver.To)) return true;
        if (!handOver.TryReadKey(out var key)) return false;
        _keys.Add(handOver.To, key);
        return true;
    }

    private bool TryFollow(KeyHandOver handOver)
    {
        // A key hands over once, to one that comes after it: a second time is somebody who got hold of a retired key.
        if (!handOver.IsSignedBy(_keys[handOver.From])
            || _until.ContainsKey(handOver.From) || _from.ContainsKey(handOver.To) || _until.ContainsKey(handOver.To)
            || handOver.To == handOver.From || !IsInForce(handOver.From, handOver.ActiveFrom) || !TryKnow(handOver))
            return false;
        _until[handOver.From] = _from[handOver.To] = handOver.ActiveFrom;
        _followed.Add(handOver);
        return true;
    }
}
