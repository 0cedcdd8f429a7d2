using System.Security.Cryptography;
using System.Text;
using AzrActors.Domain.AccessLog;

namespace AzrActors.Journal.AccessLog;

/// <summary>
/// The keys of one register for its access log, oldest first, each after the first introduced by a hand-over of the one
/// before. All silos have the same, as one text: PEM blocks, a hand-over before each key but the first.
/// </summary>
public sealed class LogKeys
{
    private const string HandOverLabel = "AZR LOG HAND OVER";
    private static readonly string[] KeyLabels = ["PRIVATE KEY", "EC PRIVATE KEY", "PUBLIC KEY"];

    private readonly LogKey[] _keys;
    private readonly KeyHandOver[] _handOvers;

    private readonly Dictionary<string, ECDsa> _public;

    private LogKeys(LogKey[] keys, KeyHandOver[] handOvers)
    {
        (_keys, _handOvers) = (keys, handOvers);
        _public = keys.ToDictionary(key => key.Id, key => key.ToPublic());
    }

    /// <summary>Each from the key of the same place to the next.</summary>
    public IReadOnlyList<KeyHandOver> HandOvers => _handOvers;

    public LogKey Newest => _keys[^1];

    public static LogKeys Of(LogKey only) => new([only], []);

    /// <exception cref="InvalidDataException">The text does not hold keys that introduce each other, the newest with its private half.</exception>
    public static LogKeys FromPem(string text)
    {
        var (keys, handOvers) = (new List<LogKey>(), new List<KeyHandOver>());
        for (var rest = text.AsSpan(); PemEncoding.TryFind(rest, out var block); rest = rest[block.Location.End..])
        {
            var label = rest[block.Label].ToString();
            if (label == HandOverLabel) handOvers.Add(ReadHandOver(rest[block.Base64Data].ToString()));
            else if (KeyLabels.Contains(label))
            {
                keys.Add(ReadKey(rest[block.Location].ToString()));
                if (keys.Count != handOvers.Count + 1) throw new InvalidDataException("A log key follows another without a hand-over between them.");
            }
        }
        if (keys.Count == 0) throw new InvalidDataException("There is no ECDSA P-256 key in it.");
        if (keys.Count != handOvers.Count + 1) throw new InvalidDataException("A hand-over is not followed by its log key.");
        if (!keys[^1].IsPrivate) throw new InvalidDataException($"Of the newest log key {keys[^1].Id} only the public half is there.");
        for (var i = 0; i < handOvers.Count; i++) CheckLink(keys[i], handOvers[i], keys[i + 1], i > 0 ? handOvers[i - 1].ActiveFrom : null);
        return new LogKeys([.. keys], [.. handOvers]);
    }

    /// <summary>These keys and one more, which is in force from an instant on.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The newest key is not in force before that instant.</exception>
    public LogKeys HandOver(LogKey next, DateTimeOffset activeFrom)
    {
        var instant = new DateTimeOffset(activeFrom.UtcTicks - (activeFrom.UtcTicks % TimeSpan.TicksPerMicrosecond), TimeSpan.Zero);
        if (_handOvers is [.., { } last]) ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(instant, last.ActiveFrom, nameof(activeFrom));
        return new LogKeys([.. _keys, next], [.. _handOvers, Newest.HandOverTo(next, instant)]);
    }

    /// <summary>All that silos need, as <see cref="FromPem"/> reads it.</summary>
    /// <param name="forgetRetiredAt">Of keys that were retired before this instant only the public half goes along; null forgets none.</param>
    public string ExportPem(DateTimeOffset? forgetRetiredAt = null)
    {
        var text = new StringBuilder();
        for (var i = 0; i < _keys.Length; i++)
        {
            if (i > 0) text.Append(PemEncoding.WriteString(HandOverLabel, Encoding.UTF8.GetBytes(HandOverLine.Write(_handOvers[i - 1])))).Append('\n');
            var isForgotten = !_keys[i].IsPrivate || (i < _handOvers.Length && _handOvers[i].ActiveFrom < forgetRetiredAt);
            text.Append(isForgotten ? _keys[i].ExportPublicPem() : _keys[i].ExportPem()).Append('\n');
        }
        return text.ToString();
    }

    /// <summary>Public halves, oldest first: what auditors get.</summary>
    public string ExportPublicPem() => string.Concat(_keys.Select(key => key.ExportPublicPem() + "\n"));

    /// <summary>Whoever has these keys trusts them, and those to which they have handed over.</summary>
    /// <param name="announced">Hand-overs that other silos know of.</param>
    public LogTrust ToTrust(IEnumerable<KeyHandOver> announced) =>
        new(_public, [.. _handOvers, .. announced]);

    /// <summary>The key to sign and mark with at an instant.</summary>
    public LogKey At(DateTimeOffset instant) => _keys[_handOvers.Count(one => one.ActiveFrom <= instant)];

    /// <summary>From when on this key is in force; always for the first.</summary>
    public DateTimeOffset ActiveFrom(LogKey key) => PlaceOf(key.Id) is > 0 and var place ? _handOvers[place - 1].ActiveFrom : DateTimeOffset.MinValue;

    /// <summary>Place of the key among these, from 0; null if it is not among them.</summary>
    /// <param name="id">Null, in an entry from before there could be several, is the first.</param>
    public int? PlaceOf(string? id) => id is null ? 0 : Array.FindIndex(_keys, key => key.Id == id) is >= 0 and var place ? place : null;

    public LogKey this[int place] => _keys[place];

    /// <summary>Names of the keys after the one at this place.</summary>
    public string[] IdsAfter(int place) => [.. _keys.Skip(place + 1).Select(key => key.Id)];

    /// <summary>Whether these are the others, and perhaps some more.</summary>
    public bool Continues(LogKeys former) => former._keys.Select(key => key.Id).SequenceEqual(_keys.Take(former._keys.Length).Select(key => key.Id));

    private static void CheckLink(LogKey from, KeyHandOver handOver, LogKey to, DateTimeOffset? activeBefore)
    {
        using var signer = from.ToPublic();
        if (handOver.From != from.Id || handOver.To != to.Id || !handOver.IsSignedBy(signer) || handOver.ActiveFrom <= activeBefore)
            throw new InvalidDataException($"The log key {to.Id} is not introduced by {from.Id}, which stands before it.");
    }

    private static KeyHandOver ReadHandOver(string base64)
    {
        try
        {
            if (HandOverLine.TryRead(Encoding.UTF8.GetString(Convert.FromBase64String(base64)), out var read)) return read;
        }
        catch (FormatException malformed)
        {
            throw new InvalidDataException("A hand-over between log keys cannot be read.", malformed);
        }
        throw new InvalidDataException("A hand-over between log keys cannot be read.");
    }

    private static LogKey ReadKey(string pem)
    {
        try
        {
            return LogKey.FromPem(pem);
        }
        catch (Exception fault) when (fault is CryptographicException or ArgumentException)
        {
            throw new InvalidDataException("It holds a key that is not one of ECDSA P-256.", fault);
        }
    }
}
