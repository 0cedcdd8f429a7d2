using AzrActors.Journal.Embedded;
using AzrActors.Journal.Schema;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

namespace AzrActors.TestSupport;

/// <summary>
/// Real PostgreSQL for tests: one throw-away cluster, started by the first test that asks and gone with the process.
/// Use <c>[assembly: AssemblyFixture(typeof(PostgresFixture))]</c> and take it in the constructor of a test class.
/// </summary>
public sealed class PostgresFixture : IAsyncDisposable
{
    private const string Template = "azr_template";

    private readonly SemaphoreSlim once = new(1, 1);
    private EmbeddedPostgres? server;
    private string? running;
    private int databases;

    /// <summary>Whether commits survive a crash of the server; slower, for crash tests only.</summary>
    public bool Durable { get; init; }

    /// <summary>Hears what finding, starting and migrating have to say.</summary>
    public ILogger Logger { get; init; } = NullLogger.Instance;

    /// <summary>A new database with the schema of this build and nothing in it.</summary>
    /// <returns>Its connection string.</returns>
    public async Task<string> CreateDatabaseAsync(CancellationToken cancellationToken)
    {
        await MigratedServerAsync(cancellationToken);
        var name = NextName();
        await ExecuteAsync($"CREATE DATABASE {name} TEMPLATE {Template} STRATEGY FILE_COPY", cancellationToken);
        return ConnectionTo(name);
    }

    /// <summary>The same database as the running register sees it: as the role that cannot change history.</summary>
    public string AsRunningRegister(string database) => new NpgsqlConnectionStringBuilder(running!)
    {
        Database = new NpgsqlConnectionStringBuilder(database).Database,
    }.ConnectionString;

    /// <summary>Connection string of a database that does not exist yet, for tests of the migration itself.</summary>
    public async Task<string> NameDatabaseAsync(CancellationToken cancellationToken)
    {
        await MigratedServerAsync(cancellationToken);
        return ConnectionTo(NextName());
    }

    public async ValueTask DisposeAsync()
    {
        if (server is not null)
            await server.DisposeAsync();
        once.Dispose();
    }

    private async Task MigratedServerAsync(CancellationToken cancellationToken)
    {
        await once.WaitAsync(cancellationToken);
        try
        {
            if (server is not null)
                return;
            // Not given to the field before the template is whole: a failed start is tried again by the next test.
            var started = await EmbeddedPostgres.StartAsync(Options(), Logger, cancellationToken);
            try
            {
                var template = new NpgsqlConnectionStringBuilder(started.ConnectionString) { Database = Template };
                await Migrator.MigrateAsync(template.ConnectionString, Logger, cancellationToken);
                running = await RunningRole.LetInAsync(started.ConnectionString, cancellationToken);
                server = started;
            }
            finally
            {
                if (server is null)
                    await started.DisposeAsync();
            }
        }
        finally
        {
            once.Release();
        }
    }

    private EmbeddedPostgresOptions Options() => new()
    {
        DataFolder = ThrowAwayFolder.Name(inMemory: !Durable),
        Database = "postgres",
        Durable = Durable,
        RemoveOnStop = true,
        MaxConnections = 400,
        MaxPoolSize = 20,
    };

    private string NextName() => $"azr_{Interlocked.Increment(ref databases)}";

    private string ConnectionTo(string database) =>
        new NpgsqlConnectionStringBuilder(server!.ConnectionString) { Database = database }.ConnectionString;

    private async Task ExecuteAsync(string sql, CancellationToken cancellationToken)
    {
        await using var connection = new NpgsqlConnection(server!.ConnectionString);
        await connection.OpenAsync(cancellationToken);
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
