using System.Security.Cryptography;
using AzrActors.Journal.AccessLog;

namespace AzrActors.Silo;

/// <summary>
/// The register's key for the access log as a file: outside the database, so that nobody who has only the database can
/// sign. Silos of one register share it (<c>--log-key</c>); a silo alone makes its own on first use.
/// </summary>
internal static class LogKeyFile
{
    public const string Default = "keys/log.pem";
    private const string PublicSuffix = ".pub.pem";

    /// <exception cref="InvalidOperationException">The file is missing or holds no ECDSA P-256 private key.</exception>
    public static LogKey Load(RegisterSettings settings)
    {
        var own = Path.Combine(settings.DataFolder, Default);
        var file = settings.LogKey ?? own;
        if (settings.LogKey is not null && !File.Exists(file)) throw new InvalidOperationException($"There is no log key {file}.");
        if (!File.Exists(own) && settings.LogKey is null) Make(own);
        try
        {
            var key = LogKey.FromPem(File.ReadAllText(file));
            // What auditors need, beside the copies of the checkpoints.
            var published = Path.Combine(settings.DataFolder, Path.ChangeExtension(Default, null) + PublicSuffix);
            Directory.CreateDirectory(Path.GetDirectoryName(published)!);
            File.WriteAllText(published, key.ExportPublicPem());
            return key;
        }
        catch (Exception exception) when (exception is CryptographicException or ArgumentException)
        {
            throw new InvalidOperationException($"{file} is no ECDSA P-256 private key: {exception.Message}", exception);
        }
    }

    private static void Make(string file)
    {
        using var key = LogKey.Create();
        PrivateFile.Create(file, key.ExportPem());
    }
}
