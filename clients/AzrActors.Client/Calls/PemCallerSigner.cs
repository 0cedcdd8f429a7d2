using System.Security.Cryptography;
using AzrActors.Contracts.Doors;

namespace AzrActors.Client.Calls;

/// <summary>Signs with a private key from a file (ECDSA P-256, PKCS#8, PEM).</summary>
public sealed class PemCallerSigner(string keyFile, string keyId, TimeProvider time) : ICallerSigner, IDisposable
{
    private readonly ECDsa _key = ReadKey(keyFile);
    private readonly Lock _gate = new();

    public string Sign(Caller caller, CallBinding binding, string? keeper)
    {
        // .NET promises nothing about one key used by several threads.
        lock (_gate) return CallerAssertion.Sign(caller, binding, keeper, _key, keyId, time.GetUtcNow());
    }

    public void Dispose() => _key.Dispose();

    internal static ECDsa ReadKey(string file)
    {
        var key = ECDsa.Create();
        try
        {
            key.ImportFromPem(File.ReadAllText(file));
            return key.KeySize == 256 ? key : throw new CryptographicException("The key is not a P-256 key.");
        }
        catch
        {
            key.Dispose();
            throw;
        }
    }
}
