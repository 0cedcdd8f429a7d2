using System.Diagnostics;
using Npgsql;

namespace AzrActors.Benchmarks.Load;

/// <summary>The tables of the silo's PostgreSQL, seen by their owner: sizes, raw copies, and rows that nobody registered.</summary>
public sealed class Store(string connectionString) : IAsyncDisposable
{
    private readonly NpgsqlDataSource _database = NpgsqlDataSource.Create(connectionString);

    public string ConnectionString => connectionString;

    public async Task<T> AskAsync<T>(string question, CancellationToken cancellationToken, object? parameter = null)
    {
        await using var command = _database.CreateCommand(question);
        command.CommandTimeout = 0;
        if (parameter is not null) command.Parameters.Add(new() { Value = parameter });
        return (T)(await command.ExecuteScalarAsync(cancellationToken)
            ?? throw new InvalidOperationException("The database has no answer."));
    }

    public async Task RunAsync(string statement, CancellationToken cancellationToken)
    {
        await using var command = _database.CreateCommand(statement);
        command.CommandTimeout = 0;
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>Bytes in which the registration of a person, one later change and all changes of it are stored, on average.</summary>
    public async Task<(int Registration, int Update, int History)> SizesAsync(string[] numbers, CancellationToken cancellationToken)
    {
        var sizes = await AskAsync<int[]>("""
            select array[
              coalesce(avg(octet_length(content)) filter (where version = 1), 0),
              coalesce(avg(octet_length(content)) filter (where version > 1), 0),
              coalesce(sum(octet_length(content)) / count(distinct record_id), 0)]::int[]
            from record_change where record_id in (select record_id from azr_number where azr_number = any ($1))
            """, cancellationToken, numbers);
        return (sizes[0], sizes[1], sizes[2]);
    }

    /// <summary>Reads the rows of a query out of the server as they are.</summary>
    public async Task<(byte[] Rows, TimeSpan Elapsed)> CopyOutAsync(string query, CancellationToken cancellationToken)
    {
        await using var connection = await _database.OpenConnectionAsync(cancellationToken);
        var clock = Stopwatch.StartNew();
        using var rows = new MemoryStream();
        await using (var stream = await connection.BeginRawBinaryCopyAsync($"copy ({query}) to stdout (format binary)", cancellationToken))
            await stream.CopyToAsync(rows, cancellationToken);
        return (rows.ToArray(), clock.Elapsed);
    }

    /// <summary>
    /// Writes the rows of several tables, as <see cref="CopyOutAsync"/> read them, into empty ones with the same indexes.
    /// </summary>
    /// <returns>How long that took, the one commit included.</returns>
    public async Task<TimeSpan> CopyInAsync(IReadOnlyList<(string Table, byte[] Rows)> tables, CancellationToken cancellationToken)
    {
        foreach (var (table, _) in tables)
            await RunAsync($"create table copied_{table} (like {table} including all)", cancellationToken);
        await using var connection = await _database.OpenConnectionAsync(cancellationToken);
        var clock = Stopwatch.StartNew();
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        foreach (var (table, rows) in tables)
        {
            await using var stream = await connection.BeginRawBinaryCopyAsync(
                $"copy copied_{table} from stdin (format binary)", cancellationToken);
            await stream.WriteAsync(rows, cancellationToken);
        }
        await transaction.CommitAsync(cancellationToken);
        var elapsed = clock.Elapsed;
        foreach (var (table, _) in tables) await RunAsync($"drop table copied_{table}", cancellationToken);
        return elapsed;
    }

    public ValueTask DisposeAsync() => _database.DisposeAsync();
}
