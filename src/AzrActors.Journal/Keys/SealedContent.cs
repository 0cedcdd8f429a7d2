using System.Security.Cryptography;

namespace AzrActors.Journal.Keys;

/// <summary>
/// Bytes encrypted with AES-256-GCM and bound to the place where they are stored: format byte, nonce, tag, ciphertext.
/// </summary>
/// <remarks>
/// Every message has a nonce drawn at random, also when a letter is written anew or an append is repeated. One key seals
/// what is said of one person, at most some thousand messages; two equal nonces come with odds of one in 2^70.
/// </remarks>
internal static class SealedContent
{
    /// <summary>First byte of a content that was emptied when its record was erased.</summary>
    public const byte Emptied = 0;

    /// <summary>First byte of a sealed content.</summary>
    public const byte AesGcmFormat = 1;

    /// <summary>Bytes that sealing adds.</summary>
    public const int Overhead = 1 + NonceLength + TagLength;

    private const int NonceLength = 12;
    private const int TagLength = 16;

    public static byte[] Seal(ReadOnlySpan<byte> key, ReadOnlySpan<byte> plain, ReadOnlySpan<byte> place)
    {
        using var aes = SetUp(key);
        return Seal(aes, plain, place);
    }

    /// <summary>The key set up for several messages: half of the work of sealing one.</summary>
    public static AesGcm SetUp(ReadOnlySpan<byte> key) => new(key, TagLength);

    public static byte[] Seal(AesGcm aes, ReadOnlySpan<byte> plain, ReadOnlySpan<byte> place)
    {
        var content = new byte[Overhead + plain.Length];
        content[0] = AesGcmFormat;
        var nonce = content.AsSpan(1, NonceLength);
        RandomNumberGenerator.Fill(nonce);
        aes.Encrypt(nonce, plain, content.AsSpan(Overhead), content.AsSpan(1 + NonceLength, TagLength), place);
        return content;
    }

    /// <summary>What was sealed; null if it is not sealed with this key for this place.</summary>
    public static byte[]? Open(ReadOnlySpan<byte> key, ReadOnlySpan<byte> content, ReadOnlySpan<byte> place)
    {
        if (content.Length < Overhead || content[0] != AesGcmFormat) return null;
        var plain = new byte[content.Length - Overhead];
        using var aes = SetUp(key);
        try
        {
            aes.Decrypt(content.Slice(1, NonceLength), content[Overhead..], content.Slice(1 + NonceLength, TagLength), plain, place);
            return plain;
        }
        catch (AuthenticationTagMismatchException)
        {
            return null;
        }
    }
}

/// <summary>Something stored is not what the register stored there: altered, moved, put back, or the key is another one.</summary>
public sealed class SealBrokenException(string message) : CryptographicException(message);
