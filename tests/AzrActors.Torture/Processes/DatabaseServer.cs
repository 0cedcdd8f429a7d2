using System.Globalization;
using AzrActors.Journal.Embedded;
using AzrActors.Journal.Schema;
using Microsoft.Extensions.Logging.Abstractions;

namespace AzrActors.Torture.Processes;

/// <summary>
/// The PostgreSQL of the run. It writes as in operation (fsync, synchronous_commit), because what it has confirmed must
/// be there after it was killed.
/// </summary>
internal sealed class DatabaseServer : IAsyncDisposable
{
    private static readonly TimeSpan RestartMax = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan RestartPause = TimeSpan.FromSeconds(1);

    private readonly EmbeddedPostgresOptions _options;
    private EmbeddedPostgres _server;

    private DatabaseServer(EmbeddedPostgresOptions options, EmbeddedPostgres server, string running) =>
        (_options, _server, Running) = (options, server, running);

    /// <summary>Connection string of the owner of the schema.</summary>
    public string Owner => _server.ConnectionString;

    /// <summary>Connection string of the running register.</summary>
    public string Running { get; }

    public static async Task<DatabaseServer> StartAsync(string folder, CancellationToken cancellationToken)
    {
        var options = new EmbeddedPostgresOptions { DataFolder = Path.Combine(folder, "postgres"), Database = "azr" };
        var server = await EmbeddedPostgres.StartAsync(options, NullLogger.Instance, cancellationToken);
        try
        {
            await Migrator.MigrateAsync(server.ConnectionString, NullLogger.Instance, cancellationToken);
            return new DatabaseServer(options, server, await RunningRole.LetInAsync(server.ConnectionString, cancellationToken));
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    /// <summary>SIGKILL to the postmaster, and a new start after a while.</summary>
    public async Task KillAsync(TimeSpan downtime, CancellationToken cancellationToken)
    {
        await Signals.SendAsync(Signals.Kill, Postmaster);
        await _server.Ended.WaitAsync(RestartMax, cancellationToken);
        await _server.DisposeAsync();
        await Task.Delay(downtime, cancellationToken);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(RestartMax);
        while (true)
        {
            try
            {
                // On the port it had before: the data folder remembers it.
                _server = await EmbeddedPostgres.StartAsync(_options, NullLogger.Instance, limit.Token);
                return;
            }
            catch (EmbeddedPostgresException)
            {
                // Processes of the killed server may be there for a moment longer.
                await Task.Delay(RestartPause, limit.Token);
            }
        }
    }

    /// <summary>SIGKILL to one connection: the postmaster then ends all of them and recovers by itself.</summary>
    public Task CrashAsync(int draw)
    {
        var connections = Signals.ChildrenOf(Postmaster).Where(child => child.Command.Contains("127.0.0.1(", StringComparison.Ordinal)).ToList();
        return connections.Count == 0 ? Task.CompletedTask : Signals.SendAsync(Signals.Kill, connections[draw % connections.Count].Id);
    }

    /// <summary>Nothing of the server moves for a while; its connections stand.</summary>
    public async Task PauseAsync(TimeSpan length, CancellationToken cancellationToken)
    {
        var postmaster = Postmaster;
        await Signals.SendAsync(Signals.Stop, postmaster);
        int[] all = [postmaster, .. Signals.ChildrenOf(postmaster).Select(child => child.Id)];
        try
        {
            await Signals.SendAsync(Signals.Stop, all);
            await Task.Delay(length, cancellationToken);
        }
        finally
        {
            await Signals.SendAsync(Signals.Continue, all);
        }
    }

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    private int Postmaster => int.Parse(
        File.ReadLines(Path.Combine(_server.DataFolder, "cluster", "postmaster.pid")).First(), CultureInfo.InvariantCulture);
}
