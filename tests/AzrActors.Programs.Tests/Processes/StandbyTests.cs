using System.Diagnostics;
using AzrActors.Journal.Embedded;
using AzrActors.TestSupport;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using Xunit;

namespace AzrActors.Programs.Tests.Processes;

/// <summary>
/// PostgreSQL with a standby that confirms every commit. The first server is gone for good while an agency submits and a
/// municipality follows; somebody promotes the standby, and the silo finds it by itself.
/// </summary>
[Collection(ProcessSuite.Name)]
public sealed class StandbyTests : IAsyncLifetime
{
    private const string Synchronous = "synchronous_standby_names=*";

    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(45);

    private readonly string _first = ThrowAwayFolder.Name(inMemory: false);
    private readonly string _second = ThrowAwayFolder.Name(inMemory: false);
    private EmbeddedPostgres? _primary;
    private EmbeddedPostgres? _standby;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        // A server that was stopped in order is copied by copying its files.
        await (_primary = await StartAsync(_first)).DisposeAsync();
        await RunAsync("cp", "-a", _first, _second);
        File.Delete(Path.Combine(_second, "port"));
        await RunAsync("cp", "--attributes-only", "--preserve=all", Path.Combine(_second, "cluster", "PG_VERSION"), Path.Combine(_second, "cluster", "standby.signal"));
        _primary = await StartAsync(_first, Synchronous);
        var way = new NpgsqlConnectionStringBuilder(_primary.ConnectionString);
        _standby = await StartAsync(
            _second, $"primary_conninfo=host=127.0.0.1 port={way.Port} user={way.Username} password={way.Password}");
        await Eventually.HoldsAsync("the standby confirms commits", async () => await AskAsync<long>(
            _primary, "select count(*) from pg_stat_replication where sync_state = 'sync'") == 1, Soon, Stop);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var server in new[] { _standby, _primary })
            if (server is not null) await server.DisposeAsync();
        foreach (var folder in new[] { _first, _second })
            if (Directory.Exists(folder)) Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task A_promoted_standby_has_all_that_was_acknowledged_and_the_silo_goes_on_with_it()
    {
        await using var place = new RegisterPlace();
        await using var silo = await place.StartReadySiloAsync("Development", "--demo", "none", "--connection", BothServers());
        await UnderLoad.CheckAsync(place, [place.Gateway], async () =>
        {
            await RunAsync("kill", "-KILL", $"{await AskAsync<int>(_primary!, OwnServer.Postmaster)}");
            await _primary!.Ended.WaitAsync(Soon, Stop);
            Assert.True(await AskAsync<bool>(_standby!, "select pg_promote()"));
        }, UnderLoad.PersonsMax);
        Assert.False(await AskAsync<bool>(_standby!, "select pg_is_in_recovery()"));
        await place.StopInOrderAsync(silo);
    }

    /// <summary>As an operator writes it down: both servers, whichever takes writes.</summary>
    private string BothServers()
    {
        var (first, second) = (new NpgsqlConnectionStringBuilder(_primary!.ConnectionString), new NpgsqlConnectionStringBuilder(_standby!.ConnectionString));
        return new NpgsqlConnectionStringBuilder(first.ConnectionString)
        {
            Host = $"127.0.0.1:{first.Port},127.0.0.1:{second.Port}", TargetSessionAttributes = "primary",
        }.ConnectionString;
    }

    private static Task<EmbeddedPostgres> StartAsync(string folder, params string[] settings) => EmbeddedPostgres.StartAsync(
        new EmbeddedPostgresOptions
        {
            DataFolder = folder, Database = "azr", Settings = ["wal_level=replica", "max_wal_senders=4", "hot_standby=on", .. settings],
        }, NullLogger.Instance, Stop);

    private static async Task<T> AskAsync<T>(EmbeddedPostgres server, string sql)
    {
        await using var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(server.ConnectionString) { Pooling = false }.ConnectionString);
        await connection.OpenAsync(Stop);
        await using var command = new NpgsqlCommand(sql, connection);
        return (T)(await command.ExecuteScalarAsync(Stop))!;
    }

    private static async Task RunAsync(string program, params string[] arguments)
    {
        using var process = Process.Start(program, arguments);
        await process.WaitForExitAsync(Stop);
        Assert.Equal(0, process.ExitCode);
    }
}
