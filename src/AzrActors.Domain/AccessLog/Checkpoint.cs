using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace AzrActors.Domain.AccessLog;

/// <summary>The state of the access log at one moment: what is signed and handed out.</summary>
/// <param name="Size">Entries in the log.</param>
/// <param name="Root">Root of the tree over them.</param>
/// <param name="At">When it was sealed; UTC, whole microseconds.</param>
/// <param name="Previous">Hash of the checkpoint before; empty for the first.</param>
public sealed record Checkpoint(long Size, byte[] Root, DateTimeOffset At, byte[] Previous)
{
    /// <summary>The bytes that are signed.</summary>
    public byte[] Body() => Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture,
        $"azr-log-checkpoint 1\n{Size}\n{Convert.ToBase64String(Root)}\n{At.UtcDateTime:O}\n{Convert.ToBase64String(Previous)}\n"));

    public byte[] Hash() => SHA256.HashData(Body());
}

/// <summary>A checkpoint and the register's signature under it (ECDSA P-256 with SHA-256, IEEE P1363 form).</summary>
/// <param name="KeyId">Which key signed (<see cref="KeyIdOf(ECDsa)"/>).</param>
public sealed record SignedCheckpoint(Checkpoint Checkpoint, string KeyId, byte[] Signature)
{
    private const int KeyIdBytes = 8;

    public bool IsSignedBy(ECDsa key) => key.VerifyData(Checkpoint.Body(), Signature, HashAlgorithmName.SHA256);

    /// <summary>Name of a key: the first bytes of the hash of its public half.</summary>
    public static string KeyIdOf(ECDsa key) => KeyIdOf(key.ExportSubjectPublicKeyInfo());

    /// <summary>The same of a key that is still bytes (SubjectPublicKeyInfo).</summary>
    public static string KeyIdOf(ReadOnlySpan<byte> publicKey) => Convert.ToHexStringLower(SHA256.HashData(publicKey).AsSpan(0, KeyIdBytes));
}
