using System.Security.Cryptography;
using System.Text;

namespace AzrActors.Grains.Doors;

/// <summary>What happened to a nonce.</summary>
[GenerateSerializer, Alias("azr.NonceFate")]
public enum NonceFate
{
    /// <summary>Never seen before, and used up now.</summary>
    Taken = 1,

    /// <summary>Used before.</summary>
    Replayed = 2,

    /// <summary>There is no room to remember it, so it was not accepted.</summary>
    NoRoom = 3,
}

/// <summary>
/// The nonces this process has accepted, for as long as an assertion can live. Two generations: a new one begins when
/// the current is as old as that, and the one before it is then dead as a whole. It never forgets a live nonce; when it
/// is full it accepts no new one.
/// </summary>
public sealed class NonceBook(TimeProvider clock, NonceBookOptions options)
{
    private readonly Lock _gate = new();
    private Generation _current = new(clock.GetTimestamp());
    private Generation _previous = new(clock.GetTimestamp());

    public NonceFate Take(string keyId, Guid nonce)
    {
        // Nonces of different keys have nothing to do with each other.
        var entry = new Guid(SHA256.HashData(Encoding.UTF8.GetBytes($"{nonce:N}{keyId}")).AsSpan(0, 16));
        lock (_gate)
        {
            Turn();
            if (_current.Nonces.Contains(entry) || _previous.Nonces.Contains(entry)) return NonceFate.Replayed;
            if (_current.Nonces.Count >= options.Capacity || _current.Of(keyId) >= options.CapacityPerKey) return NonceFate.NoRoom;
            _current.Nonces.Add(entry);
            _current.PerKey[keyId] = _current.Of(keyId) + 1;
            return NonceFate.Taken;
        }
    }

    private void Turn()
    {
        if (clock.GetElapsedTime(_current.Began) < AssertionVerifier.LifeMax) return;
        _previous = _current;
        _current = new Generation(clock.GetTimestamp());
    }

    private sealed class Generation(long began)
    {
        public long Began => began;

        public HashSet<Guid> Nonces { get; } = [];

        public Dictionary<string, int> PerKey { get; } = [];

        public int Of(string keyId) => PerKey.GetValueOrDefault(keyId);
    }
}

/// <summary>How many nonces a silo remembers, at about 40 bytes each in two generations.</summary>
public sealed record NonceBookOptions
{
    /// <summary>Per generation of 80 seconds; 1,000,000 are 12,500 calls per second, more than a core can verify.</summary>
    public int Capacity { get; init; } = 1_000_000;

    /// <summary>The share of one key, so that one agency cannot shut out the others.</summary>
    public int CapacityPerKey { get; init; } = 250_000;
}
