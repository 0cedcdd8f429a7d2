using System.Security.Cryptography;
using AzrActors.Domain.AccessLog;
using AzrActors.Journal.Keys;

namespace AzrActors.Journal.AccessLog;

/// <summary>
/// One key of the register for the access log, kept outside the database: signs checkpoints (ECDSA P-256), and a key
/// derived from it marks every entry, so that the sealer seals nothing that only somebody with the database wrote.
/// Of a retired key the public half may be all that is left.
/// </summary>
public sealed class LogKey : IDisposable
{
    private static readonly byte[] MacPurpose = "azr access log entry"u8.ToArray();

    private readonly ECDsa _signing;
    private readonly KeyedHash? _mac;
    private readonly Lock _once = new();

    private LogKey(ECDsa signing, bool isPrivate)
    {
        _signing = signing;
        _mac = isPrivate
            ? new KeyedHash(HKDF.DeriveKey(HashAlgorithmName.SHA256, signing.ExportParameters(true).D!, KeyedHash.Length, info: MacPurpose))
            : null;
        Id = SignedCheckpoint.KeyIdOf(signing);
    }

    public string Id { get; }

    /// <summary>False when only the public half is there: then nothing can be signed or marked, and no mark recognised.</summary>
    public bool IsPrivate => _mac is not null;

    public static LogKey Create() => new(ECDsa.Create(ECCurve.NamedCurves.nistP256), isPrivate: true);

    /// <param name="pem">A private or a public key.</param>
    /// <exception cref="CryptographicException">The text is no ECDSA P-256 key.</exception>
    /// <exception cref="ArgumentException">The text is no PEM.</exception>
    public static LogKey FromPem(string pem)
    {
        var key = ECDsa.Create();
        key.ImportFromPem(pem);
        return key.KeySize == 256
            ? new LogKey(key, pem.Contains("PRIVATE KEY-----", StringComparison.Ordinal))
            : throw new CryptographicException("The key of the log is no ECDSA P-256 key.");
    }

    /// <exception cref="CryptographicException">Only the public half is there.</exception>
    public string ExportPem() => _signing.ExportPkcs8PrivateKeyPem();

    /// <summary>What auditors get.</summary>
    public string ExportPublicPem() => _signing.ExportSubjectPublicKeyInfoPem();

    /// <summary>The public half, to verify with; the caller disposes it.</summary>
    public ECDsa ToPublic() => ECDsa.Create(_signing.ExportParameters(false));

    /// <exception cref="CryptographicException">Only the public half is there.</exception>
    public SignedCheckpoint Sign(Checkpoint checkpoint)
    {
        lock (_once) return new SignedCheckpoint(checkpoint, Id, _signing.SignData(checkpoint.Body(), HashAlgorithmName.SHA256));
    }

    /// <summary>Introduces the next key.</summary>
    /// <param name="activeFrom">UTC, whole microseconds.</param>
    /// <exception cref="CryptographicException">Only the public half is there.</exception>
    public KeyHandOver HandOverTo(LogKey next, DateTimeOffset activeFrom)
    {
        var newKey = next._signing.ExportSubjectPublicKeyInfo();
        lock (_once)
            return new KeyHandOver(Id, newKey, activeFrom, _signing.SignData(KeyHandOver.Body(Id, newKey, activeFrom), HashAlgorithmName.SHA256));
    }

    /// <summary>Mark of an entry of this register.</summary>
    /// <exception cref="InvalidOperationException">Only the public half is there.</exception>
    public byte[] Mark(ReadOnlySpan<byte> leafHash)
    {
        if (_mac is null) throw new InvalidOperationException($"Of the log key {Id} only the public half is there.");
        var mark = new byte[KeyedHash.Length];
        _mac.Write(leafHash, mark);
        return mark;
    }

    public bool HasMarked(ReadOnlySpan<byte> leafHash, ReadOnlySpan<byte> mark)
    {
        if (_mac is null) return false;
        Span<byte> expected = stackalloc byte[KeyedHash.Length];
        _mac.Write(leafHash, expected);
        return CryptographicOperations.FixedTimeEquals(expected, mark);
    }

    public void Dispose()
    {
        _signing.Dispose();
        _mac?.Dispose();
    }
}
