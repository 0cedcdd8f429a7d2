using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace AzrActors.Domain.AccessLog;

/// <summary>
/// The register passes from one key of the access log to the next (Schlüsselübergabe). The former key signs it, so whoever
/// trusts that one can follow; nobody who has only the database can make one.
/// </summary>
/// <param name="From">Id of the key that hands over and signs.</param>
/// <param name="NewKey">Public half of the next key (SubjectPublicKeyInfo).</param>
/// <param name="ActiveFrom">From this instant on, inclusive, the next key is in force and the former is not. UTC, whole microseconds.</param>
/// <param name="Signature">ECDSA P-256 with SHA-256 over <see cref="Body"/>, IEEE P1363 form.</param>
public sealed record KeyHandOver(string From, byte[] NewKey, DateTimeOffset ActiveFrom, byte[] Signature)
{
    /// <summary>Id of the next key.</summary>
    public string To => SignedCheckpoint.KeyIdOf(NewKey);

    /// <summary>The bytes that are signed; their first line tells them from those of a checkpoint.</summary>
    public static byte[] Body(string from, byte[] newKey, DateTimeOffset activeFrom) => Encoding.ASCII.GetBytes(string.Create(
        CultureInfo.InvariantCulture, $"azr-log-hand-over 1\n{from}\n{Convert.ToBase64String(newKey)}\n{activeFrom.UtcDateTime:O}\n"));

    public bool IsSignedBy(ECDsa key) => key.VerifyData(Body(From, NewKey, ActiveFrom), Signature, HashAlgorithmName.SHA256);

    /// <returns>False if the bytes are no public key of ECDSA P-256.</returns>
    public bool TryReadKey([NotNullWhen(true)] out ECDsa? key)
    {
        key = ECDsa.Create();
        try
        {
            key.ImportSubjectPublicKeyInfo(NewKey, out var read);
            if (read == NewKey.Length && key.KeySize == 256) return true;
        }
        catch (CryptographicException)
        {
            // Told by the answer below, like a key of another length.
        }
        key.Dispose();
        key = null;
        return false;
    }
}

/// <summary>A hand-over as one line of JSON: beside the checkpoints in the file that is handed out.</summary>
public static class HandOverLine
{
    public static string Write(KeyHandOver handOver) => JsonSerializer.Serialize(
        new Line(handOver.From, handOver.NewKey, handOver.ActiveFrom, handOver.Signature), LineJson.Default.HandOver);

    public static bool TryRead(string text, [NotNullWhen(true)] out KeyHandOver? handOver)
    {
        try
        {
            handOver = JsonSerializer.Deserialize(text, LineJson.Default.HandOver) is { } line
                ? new KeyHandOver(line.HandOverFrom, line.NewKey, line.ActiveFrom, line.Signature)
                : null;
        }
        catch (JsonException)
        {
            handOver = null;
        }
        return handOver is not null;
    }

    internal sealed record Line(string HandOverFrom, byte[] NewKey, DateTimeOffset ActiveFrom, byte[] Signature);
}
