using System.Runtime.Versioning;
using AzrActors.Journal.Schema;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace AzrActors.Journal.Embedded;

/// <summary>
/// A PostgreSQL server of our own, without anything installed as a service: started with the silo, ended with it even
/// when the silo is killed, its data kept. For development, demonstration and tests; in operation use a real server.
/// </summary>
public sealed partial class EmbeddedPostgres : IAsyncDisposable
{
    private const int PortAttempts = 3;

    private readonly IDisposable ownership;
    private readonly PostgresGuardian guardian;
    private volatile bool stopping;

    [SupportedOSPlatform("linux")]
    private EmbeddedPostgres(
        ClusterPlace place, IDisposable ownership, PostgresGuardian guardian, string connectionString, ILogger logger)
    {
        this.ownership = ownership;
        this.guardian = guardian;
        ConnectionString = connectionString;
        DataFolder = place.Folder;
        Ended = WatchAsync(place.Log, logger);
    }

    /// <summary>For Npgsql; names the database of the options and carries the password: never log it.</summary>
    public string ConnectionString { get; }

    /// <summary>
    /// Where the data really is; differs from the options when the server's account could not get there.
    /// </summary>
    public string DataFolder { get; }

    /// <summary>Completes when the server has ended, by our doing or not.</summary>
    public Task Ended { get; }

    /// <summary>Finds or obtains PostgreSQL, makes the cluster on first use, and starts the server.</summary>
    /// <exception cref="EmbeddedPostgresException">
    /// It cannot be had or started; the message says what to do.
    /// </exception>
    public static async Task<EmbeddedPostgres> StartAsync(
        EmbeddedPostgresOptions options, ILogger logger, CancellationToken cancellationToken)
    {
        if (!OperatingSystem.IsLinux())
            throw new EmbeddedPostgresException(
                "The embedded PostgreSQL runs on Linux only. Use a server of your own by its connection string.");
        try
        {
            var place = await ClusterPlace.PrepareAsync(options.DataFolder, logger, cancellationToken);
            var ownership = await ClusterOwnership.TakeAsync(place, logger, cancellationToken);
            try
            {
                return await StartOwnedAsync(place, ownership, options, logger, cancellationToken);
            }
            catch
            {
                ownership.Dispose();
                throw;
            }
        }
        catch (UnauthorizedAccessException foreign)
        {
            throw new EmbeddedPostgresException(
                $"The data folder '{options.DataFolder}' belongs to another user. Run as that user or change its owner.",
                foreign);
        }
    }

    /// <summary>Stops the server; a throw-away cluster is deleted with it.</summary>
    public async ValueTask DisposeAsync()
    {
        if (stopping)
            return;
        stopping = true;
        await guardian.DisposeAsync();
        ownership.Dispose();
    }

    [SupportedOSPlatform("linux")]
    private static async Task<EmbeddedPostgres> StartOwnedAsync(
        ClusterPlace place,
        ClusterOwnership ownership,
        EmbeddedPostgresOptions options,
        ILogger logger,
        CancellationToken cancellationToken)
    {
        var search = options.Search with { NeededMajor = place.MajorOfCluster() };
        var binaries = await PostgresBinaries.FindOrObtainAsync(search, logger, cancellationToken);
        var account = await ServerAccount.OfClusterAsync(place.Cluster, cancellationToken);
        await EmbeddedCluster.InitialiseAsync(place, binaries, account, options.Durable, logger, cancellationToken);

        for (var attempt = 1; ; attempt++)
        {
            var port = place.ChoosePort(keepLast: attempt == 1);
            var start = new ServerStart(place, options, account.Run(
                EmbeddedCluster.ServerCommand(place, binaries, port, options)));
            if (await start.TryAsync(mayRetry: attempt < PortAttempts, cancellationToken) is not { } guardian)
                continue;
            try
            {
                var connectionString = ConnectionTo(port, place.Password(), options);
                await Database.EnsureExistsAsync(connectionString, cancellationToken);
                LogStarted(logger, binaries.Major, port, place.Folder);
                return new EmbeddedPostgres(place, ownership, guardian, connectionString, logger);
            }
            catch
            {
                await guardian.DisposeAsync();
                throw;
            }
        }
    }

    [SupportedOSPlatform("linux")]
    private static string ConnectionTo(int port, string password, EmbeddedPostgresOptions options) =>
        new NpgsqlConnectionStringBuilder
        {
            Host = "127.0.0.1",
            Port = port,
            Username = EmbeddedCluster.Superuser,
            Password = password,
            Database = options.Database,
            ApplicationName = "azractors",
            MaxPoolSize = options.MaxPoolSize,
            MaxAutoPrepare = 64,
            AutoPrepareMinUsages = 2,
        }.ConnectionString;

    private async Task WatchAsync(string log, ILogger logger)
    {
        await guardian.Ended;
        if (!stopping)
            LogDied(logger, log);
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "PostgreSQL {Major} serves port {Port} from {Folder}")]
    private static partial void LogStarted(ILogger logger, int major, int port, string folder);

    [LoggerMessage(Level = LogLevel.Error, Message = "The embedded PostgreSQL server ended by itself; see {LogFile}")]
    private static partial void LogDied(ILogger logger, string logFile);
}
