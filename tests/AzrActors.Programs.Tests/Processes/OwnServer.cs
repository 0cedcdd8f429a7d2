using AzrActors.Journal.Embedded;
using AzrActors.TestSupport;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using Xunit;

namespace AzrActors.Programs.Tests.Processes;

/// <summary>Tests of silos as processes over a PostgreSQL that is not theirs, and to which something happens.</summary>
public abstract class OwnServer : IAsyncLifetime
{
    /// <summary>Asks a server for the process that all its others come from.</summary>
    internal const string Postmaster = "select split_part(pg_read_file('postmaster.pid'), E'\\n', 1)::integer";

    private readonly EmbeddedPostgresOptions _options = new() { DataFolder = ThrowAwayFolder.Name(inMemory: false), Database = "azr" };
    private EmbeddedPostgres? _server;

    private protected EmbeddedPostgres Server => _server!;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => await StartServerAsync();

    public async ValueTask DisposeAsync()
    {
        await Server.DisposeAsync();
        Directory.Delete(Server.DataFolder, recursive: true);
        GC.SuppressFinalize(this);
    }

    private protected Task<ProgramRun> StartSiloAsync(RegisterPlace place) =>
        place.StartReadySiloAsync("Development", "--demo", "none", "--connection", Server.ConnectionString);

    /// <summary>The server that has ended is started again, on the port it had before: the data folder remembers it.</summary>
    private protected async Task RestartServerAsync(TimeSpan within)
    {
        await Server.Ended.WaitAsync(within, Stop);
        await Server.DisposeAsync();
        await StartServerAsync();
    }

    /// <summary>Process ids that the statement finds.</summary>
    private protected async Task<IReadOnlyList<int>> ListProcessesAsync(string sql)
    {
        await using var source = NpgsqlDataSource.Create(Server.ConnectionString);
        await using var command = source.CreateCommand(sql);
        await using var reader = await command.ExecuteReaderAsync(Stop);
        var found = new List<int>();
        while (await reader.ReadAsync(Stop)) found.Add(reader.GetInt32(0));
        return found;
    }

    private async Task StartServerAsync() => _server = await EmbeddedPostgres.StartAsync(_options, NullLogger.Instance, Stop);
}
