using System.Security.Cryptography;
using System.Text.RegularExpressions;
using AzrActors.Domain.Vocabulary;

namespace AzrActors.Journal.Keys;

/// <summary>
/// A key of 256 bits, kept outside the database, that wraps the keys of records and seals the secrets of webhooks (AES-GCM). A
/// wrapped key is bound to its record and to the version from which everything of the record is sealed.
/// </summary>
public sealed partial class MasterKey
{
    private const int Length = 32;

    private readonly byte[] _key;

    private MasterKey(string id, byte[] key) => (Id, _key) = (id, key);

    /// <summary>Name of its file. Of several keys the one whose name sorts last is the newest: names are best days.</summary>
    public string Id { get; }

    /// <exception cref="ArgumentException">The id is no name.</exception>
    public static MasterKey Create(string id) => IsName(id)
        ? new MasterKey(id, RandomNumberGenerator.GetBytes(Length))
        : throw new ArgumentException("The id of a master key has 1 to 64 characters of a-z, 0-9, '.', '_' and '-'.", nameof(id));

    /// <summary>Reads what <see cref="Export"/> wrote.</summary>
    /// <exception cref="FormatException">The id is no name, or the text is not base64 of 32 bytes.</exception>
    public static MasterKey Parse(string id, string text)
    {
        if (!IsName(id)) throw new FormatException("The id of a master key has 1 to 64 characters of a-z, 0-9, '.', '_' and '-'.");
        var key = Convert.FromBase64String(text.Trim());
        return key.Length == Length ? new MasterKey(id, key) : throw new FormatException("A master key is base64 of 32 bytes.");
    }

    public string Export() => Convert.ToBase64String(_key);

    public override string ToString() => $"MasterKey {Id} ***";

    internal byte[] Wrap(RecordId record, int sealedFrom, ReadOnlySpan<byte> recordKey) =>
        SealedContent.Seal(_key, recordKey, ContentPlace.OfKey(record, sealedFrom));

    /// <exception cref="SealBrokenException">It was wrapped by another key, for another record, or altered.</exception>
    internal byte[] Unwrap(RecordId record, int sealedFrom, byte[] wrapped) =>
        SealedContent.Open(_key, wrapped, ContentPlace.OfKey(record, sealedFrom))
        ?? throw new SealBrokenException($"The key of record {record} is not wrapped by this master key {Id}, or was altered.");

    /// <summary>Seals something that belongs to no record.</summary>
    internal byte[] Seal(byte[] plain, byte[] place) => SealedContent.Seal(_key, plain, place);

    /// <summary>What was sealed; null if it was not sealed with this key for this place.</summary>
    internal byte[]? Open(byte[] content, byte[] place) => SealedContent.Open(_key, content, place);

    private static bool IsName(string id) => Name().IsMatch(id);

    [GeneratedRegex("^[a-z0-9._-]{1,64}\\z", RegexOptions.CultureInvariant)]
    private static partial Regex Name();
}

/// <summary>The master keys of a register: the newest wraps, all others still unwrap.</summary>
public sealed class MasterKeys
{
    private readonly Func<IReadOnlyList<MasterKey>> _read;
    private readonly Lock _reading = new();
    private volatile Dictionary<string, MasterKey> _byId;
    private volatile MasterKey _active;

    /// <param name="read">Reads all of them; called again when a key is asked for that was not there before.</param>
    /// <exception cref="InvalidDataException">There is none.</exception>
    public MasterKeys(Func<IReadOnlyList<MasterKey>> read)
    {
        _read = read;
        (_byId, _active) = Read(read);
    }

    public MasterKeys(params IReadOnlyList<MasterKey> keys) : this(() => keys)
    {
    }

    public MasterKey Active => _active;

    /// <summary>Ids, oldest first.</summary>
    public IReadOnlyList<string> Ids => [.. _byId.Keys.Order(StringComparer.Ordinal)];

    /// <exception cref="MasterKeyMissingException">There is no such key.</exception>
    public MasterKey Get(string id)
    {
        if (_byId.TryGetValue(id, out var known)) return known;
        // Another silo has begun to wrap with a key that came after this one started.
        lock (_reading)
        {
            if (!_byId.ContainsKey(id)) (_byId, _active) = Read(_read);
        }
        return _byId.TryGetValue(id, out var key) ? key : throw new MasterKeyMissingException(id);
    }

    private static (Dictionary<string, MasterKey> ById, MasterKey Active) Read(Func<IReadOnlyList<MasterKey>> read)
    {
        var keys = read();
        var newest = keys.MaxBy(key => key.Id, StringComparer.Ordinal) ?? throw new InvalidDataException("There is no master key.");
        return (keys.ToDictionary(key => key.Id), newest);
    }
}

/// <summary>A record's key is wrapped by a master key that this silo was not given.</summary>
public sealed class MasterKeyMissingException(string id) : CryptographicException($"The master key {id} is missing.");
