using System.Security.Cryptography;
using AzrActors.Client.Calls;
using AzrActors.Contracts.Doors;
using AzrActors.Grains.Doors;
using AzrActors.Journal;

namespace AzrActors.Silo;

/// <summary>
/// The keys of the register itself: the facade's, under which the HTTP doors of all silos speak for the callers they
/// have proven (derived from the secret of the cluster, never written down), and in development the development
/// issuer's, which may speak for every authority. Those of the agencies are in <see cref="AgencyKeyFolder"/>.
/// </summary>
public sealed class RegisterKeys(TrustedKeys trusted, INonces nonces, ClusterSecret secret, TimeProvider clock)
    : ICallerSigner, IDisposable
{
    public const string DevelopmentKeyId = "development";
    public const string DevelopmentKeyFile = "keys/development.pem";
    private const string FacadeKeyId = "facade";

    private readonly ECDsa _facade = Derive(secret);
    private readonly Lock _signing = new();

    /// <exception cref="CryptographicException">The development key is no ECDSA P-256 key.</exception>
    public void Load(RegisterSettings settings, IHostEnvironment environment)
    {
        trusted.Trust(TrustedKey.Of(FacadeKeyId, _facade, null));
        if (environment.IsDevelopment())
            trusted.Trust(TrustedKey.Of(DevelopmentKeyId, AgencyKeyFolder.ReadKey(DevelopmentKey(settings.DataFolder)), null));
    }

    /// <summary>Signs for a caller whom the HTTP door of this process has proven. This silo remembers the nonce.</summary>
    public string Sign(Caller caller, CallBinding binding, string? keeper)
    {
        lock (_signing)
            return CallerAssertion.Sign(caller, binding, keeper ?? nonces.Own, _facade, FacadeKeyId, clock.GetUtcNow());
    }

    public void Dispose() => _facade.Dispose();

    /// <summary>The development issuer's key file, made on first use and readable for the owner only.</summary>
    private static string DevelopmentKey(string dataFolder)
    {
        var file = Path.Combine(dataFolder, DevelopmentKeyFile);
        if (File.Exists(file)) return file;
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        PrivateFile.Create(file, key.ExportPkcs8PrivateKeyPem());
        return file;
    }

    // Alike in every silo, because a stream's subscription book may live in another one.
    private static ECDsa Derive(ClusterSecret secret)
    {
        var scalar = secret.DeriveKey("key of the facade", 32);
        // Any number below the order of P-256 is a key; clearing the highest bit keeps it there.
        scalar[0] &= 0x7F;
        return ECDsa.Create(new ECParameters { Curve = ECCurve.NamedCurves.nistP256, D = scalar });
    }
}
