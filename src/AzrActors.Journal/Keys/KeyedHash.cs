using System.Security.Cryptography;

namespace AzrActors.Journal.Keys;

/// <summary>
/// HMAC-SHA-256 under one key, for many short texts: the key is set up once per thread, which is most of the work of a
/// hash (measured: 0.7 instead of 2.6 microseconds).
/// </summary>
internal sealed class KeyedHash(byte[] key) : IDisposable
{
    public const int Length = SHA256.HashSizeInBytes;

    private readonly ThreadLocal<IncrementalHash> _hashes = new(() => IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, key), trackAllValues: true);

    /// <param name="hash">Gets <see cref="Length"/> bytes.</param>
    public void Write(ReadOnlySpan<byte> text, Span<byte> hash)
    {
        var own = _hashes.Value!;
        own.AppendData(text);
        own.GetHashAndReset(hash);
    }

    public void Dispose()
    {
        foreach (var hash in _hashes.Values) hash.Dispose();
        _hashes.Dispose();
    }
}
