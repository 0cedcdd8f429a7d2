using System.Security.Cryptography;
using AzrActors.Domain.AccessLog;

namespace AzrActors.Journal.AccessLog;

/// <summary>
/// The register's own key for the access log, kept outside the database: signs checkpoints (ECDSA P-256), and a key
/// derived from it marks every entry, so that the sealer seals nothing that only somebody with the database wrote.
/// All silos of a register share it.
/// </summary>
public sealed class LogKey : IDisposable
{
    private static readonly byte[] MacPurpose = "azr access log entry"u8.ToArray();

    private readonly ECDsa _signing;
    private readonly byte[] _mac;
    private readonly Lock _once = new();

    private LogKey(ECDsa signing)
    {
        _signing = signing;
        _mac = HKDF.DeriveKey(HashAlgorithmName.SHA256, signing.ExportParameters(true).D!, SHA256.HashSizeInBytes, info: MacPurpose);
        Id = SignedCheckpoint.KeyIdOf(signing);
    }

    public string Id { get; }

    public static LogKey Create() => new(ECDsa.Create(ECCurve.NamedCurves.nistP256));

    /// <exception cref="CryptographicException">The text is no private ECDSA P-256 key.</exception>
    /// <exception cref="ArgumentException">The text is no PEM.</exception>
    public static LogKey FromPem(string pem)
    {
        var key = ECDsa.Create();
        key.ImportFromPem(pem);
        return key.KeySize == 256 ? new LogKey(key) : throw new CryptographicException("The key of the log is no ECDSA P-256 key.");
    }

    public string ExportPem() => _signing.ExportPkcs8PrivateKeyPem();

    /// <summary>What auditors get.</summary>
    public string ExportPublicPem() => _signing.ExportSubjectPublicKeyInfoPem();

    public SignedCheckpoint Sign(Checkpoint checkpoint)
    {
        lock (_once) return new SignedCheckpoint(checkpoint, Id, _signing.SignData(checkpoint.Body(), HashAlgorithmName.SHA256));
    }

    public bool HasSigned(SignedCheckpoint checkpoint)
    {
        lock (_once) return checkpoint.KeyId == Id && checkpoint.IsSignedBy(_signing);
    }

    /// <summary>Mark of an entry of this register.</summary>
    public byte[] Mark(ReadOnlySpan<byte> leafHash) => HMACSHA256.HashData(_mac, leafHash);

    public bool HasMarked(ReadOnlySpan<byte> leafHash, ReadOnlySpan<byte> mark)
    {
        Span<byte> expected = stackalloc byte[SHA256.HashSizeInBytes];
        HMACSHA256.HashData(_mac, leafHash, expected);
        return CryptographicOperations.FixedTimeEquals(expected, mark);
    }

    public void Dispose() => _signing.Dispose();
}
