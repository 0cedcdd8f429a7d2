using System.Security.Cryptography;
using AzrActors.Client.Calls;
using AzrActors.Contracts.Doors;
using AzrActors.Grains.Doors;

namespace AzrActors.Silo;

/// <summary>
/// The keys this silo trusts: the facade's own (made anew at every start, never written down), one per authority from
/// the configured folder, and in development the development issuer's, which may speak for every authority.
/// </summary>
public sealed class RegisterKeys(TrustedKeys trusted, TimeProvider clock) : ICallerSigner, IDisposable
{
    public const string DevelopmentKeyId = "development";
    public const string DevelopmentKeyFile = "keys/development.pem";
    private const string FacadeKeyId = "facade";

    private readonly ECDsa _facade = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    private readonly Lock _signing = new();

    /// <exception cref="CryptographicException">A key file is no ECDSA P-256 key.</exception>
    public void Load(RegisterSettings settings, IHostEnvironment environment)
    {
        trusted.Trust(FacadeKeyId, _facade, authority: null);
        foreach (var file in settings.AuthorityKeys is { } folder ? Directory.EnumerateFiles(folder, "*.pem") : [])
        {
            var authority = Path.GetFileNameWithoutExtension(file);
            trusted.Trust(authority, ReadKey(file), authority);
        }
        if (environment.IsDevelopment())
            trusted.Trust(DevelopmentKeyId, ReadKey(DevelopmentKey(settings.DataFolder)), authority: null);
    }

    /// <summary>Signs for a caller whom the HTTP door of this process has proven. Only this silo trusts the key.</summary>
    public string Sign(Caller caller)
    {
        lock (_signing) return CallerAssertion.Sign(caller, _facade, FacadeKeyId, clock.GetUtcNow());
    }

    public void Dispose() => _facade.Dispose();

    /// <summary>The development issuer's key file, made on first use and readable for the owner only.</summary>
    private static string DevelopmentKey(string dataFolder)
    {
        var file = Path.Combine(dataFolder, DevelopmentKeyFile);
        if (File.Exists(file)) return file;
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using var writer = new StreamWriter(file, options);
        writer.Write(key.ExportPkcs8PrivateKeyPem());
        return file;
    }

    private static ECDsa ReadKey(string file)
    {
        var key = ECDsa.Create();
        key.ImportFromPem(File.ReadAllText(file));
        return key.KeySize == 256 ? key : throw new CryptographicException($"{file} is no ECDSA P-256 key.");
    }
}
