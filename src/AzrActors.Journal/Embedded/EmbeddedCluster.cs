using System.Runtime.Versioning;
using Microsoft.Extensions.Logging;

namespace AzrActors.Journal.Embedded;

/// <summary>How a cluster is made and with which settings its server runs.</summary>
[SupportedOSPlatform("linux")]
internal static partial class EmbeddedCluster
{
    internal const string Superuser = "azr";

    /// <summary>
    /// Runs <c>initdb</c> unless there is a cluster. An interrupted attempt leaves nothing that looks like one.
    /// </summary>
    internal static async Task InitialiseAsync(
        ClusterPlace place,
        PostgresBinaries binaries,
        ServerAccount account,
        bool durable,
        ILogger logger,
        CancellationToken cancellationToken)
    {
        if (Directory.Exists(place.Cluster))
            return;

        LogInitialising(logger, binaries.Major, place.Cluster);
        var unfinished = place.Cluster + ".unfinished";
        if (Directory.Exists(unfinished))
            Directory.Delete(unfinished, recursive: true);
        ClusterPlace.CreatePrivately(unfinished);
        await account.TakeAsync(unfinished, cancellationToken);
        string[] hurry = durable ? [] : ["--no-sync"];

        var password = Path.Combine(place.Folder, "initdb.password");
        ClusterPlace.WritePrivately(password, place.Password());
        try
        {
            await account.TakeAsync(password, cancellationToken);
            await Tool.MustRunAsync(
                account.Run(
                [
                    binaries.InitDb, $"--pgdata={unfinished}", $"--username={Superuser}", $"--pwfile={password}",
                    "--auth=scram-sha-256", "--encoding=UTF8", .. Locale(binaries), .. hurry,
                ]),
                cancellationToken);
        }
        finally
        {
            File.Delete(password);
        }

        Directory.Move(unfinished, place.Cluster);
    }

    /// <summary>
    /// The server's command line. Only loopback, no Unix socket: one way in, and it asks for the password.
    /// </summary>
    internal static IEnumerable<string> ServerCommand(
        ClusterPlace place, PostgresBinaries binaries, int port, EmbeddedPostgresOptions options)
    {
        IEnumerable<string> settings =
        [
            "listen_addresses=127.0.0.1", $"port={port}", "unix_socket_directories=",
            $"max_connections={options.MaxConnections}", "wal_level=minimal", "max_wal_senders=0", "jit=off",
            "lc_messages=C", "log_timezone=UTC", "timezone=UTC",
            // Statements and key values would carry personal data into a log file.
            "log_min_error_statement=panic", "log_error_verbosity=terse", "log_parameter_max_length_on_error=0",
            .. options.Durable ? Array.Empty<string>()
                // Shared memory inside the folder goes with the folder, even when the server was killed.
                : ["fsync=off", "synchronous_commit=off", "full_page_writes=off", "autovacuum=off",
                    "dynamic_shared_memory_type=mmap"],
            .. options.Settings,
        ];
        return [binaries.Server, "-D", place.Cluster, .. settings.SelectMany(setting => new[] { "-c", setting })];
    }

    /// <summary>
    /// Text sorts by code point everywhere, so an index does not depend on the machine it was built on.
    /// </summary>
    private static string[] Locale(PostgresBinaries binaries) => binaries.Major >= 17
        ? ["--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--locale=C"]
        : ["--locale=C.UTF-8"];

    [LoggerMessage(Level = LogLevel.Information, Message = "Initialising a PostgreSQL {Major} cluster in {Folder}")]
    private static partial void LogInitialising(ILogger logger, int major, string folder);
}
