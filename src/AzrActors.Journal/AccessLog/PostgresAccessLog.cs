using AzrActors.Domain.AccessLog;
using AzrActors.Domain.Vocabulary;
using Npgsql;
using NpgsqlTypes;

namespace AzrActors.Journal.AccessLog;

/// <summary>The access log on PostgreSQL.</summary>
public sealed class PostgresAccessLog(NpgsqlDataSource database) : IAccessLog
{
    /// <summary>Entries removed in one transaction.</summary>
    private const int RemovedAtOnce = 10_000;

    public async Task<LogHead> FindHeadAsync(CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand(
            "select (select coalesce(max(size), 0) from log_checkpoint), (select coalesce(max(id), 0) from access_log)");
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        await reader.ReadAsync(cancellationToken);
        return new LogHead(reader.GetInt64(0), reader.GetInt64(1));
    }

    public async Task<IReadOnlyList<KeyHandOver>> ReadHandOversAsync(CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand(HandOverRow.Select);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        return await HandOverRow.ReadAllAsync(reader, cancellationToken);
    }

    public async Task<IReadOnlyList<StoredCheckpoint>> ReadCheckpointsAsync(long afterSize, int limit, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand(
            $"select {CheckpointRow.Columns}, entries, hashes from log_checkpoint where size > $1 order by size limit $2");
        command.Parameters.Add(new() { Value = afterSize });
        command.Parameters.Add(new() { Value = limit });
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var checkpoints = new List<StoredCheckpoint>();
        while (await reader.ReadAsync(cancellationToken))
            checkpoints.Add(new StoredCheckpoint(CheckpointRow.Read(reader), reader.GetFieldValue<long[]>(6), (byte[])reader.GetValue(7)));
        return checkpoints;
    }

    public async Task<IReadOnlyList<StoredAccessEntry>> ReadEntriesAsync(long after, int limit, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand(
            "select id, at, kind, authority, record_id, content from access_log where id > $1 order by id limit $2");
        command.Parameters.Add(new() { Value = after });
        command.Parameters.Add(new() { Value = limit });
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var entries = new List<StoredAccessEntry>();
        while (await reader.ReadAsync(cancellationToken))
            entries.Add(new StoredAccessEntry(
                reader.GetInt64(0), reader.GetFieldValue<DateTimeOffset>(1), reader.GetString(2), reader.GetString(3),
                reader.IsDBNull(4) ? null : reader.GetGuid(4), (byte[])reader.GetValue(5)));
        return entries;
    }

    public async Task<IReadOnlyList<LogHold>> ListHoldsAsync(CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand("""
            select id, record_id, entries_from, entries_to, reason, placed_by, placed_at, lifted_by, lifted_at from log_hold order by id
            """);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var holds = new List<LogHold>();
        while (await reader.ReadAsync(cancellationToken))
        {
            var hold = new NewHold(
                reader.IsDBNull(1) ? null : new RecordId(reader.GetGuid(1)), reader.GetFieldValue<DateTimeOffset>(2), Instant(reader, 3),
                reader.GetString(4), reader.GetString(5));
            holds.Add(new LogHold(reader.GetInt64(0), hold, reader.GetFieldValue<DateTimeOffset>(6),
                reader.IsDBNull(7) ? null : reader.GetString(7), Instant(reader, 8)));
        }
        return holds;
    }

    public async Task<long> HoldAsync(NewHold hold, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand("""
            insert into log_hold (record_id, entries_from, entries_to, reason, placed_by) values ($1, $2, $3, $4, $5) returning id
            """);
        command.Parameters.AddRange(new NpgsqlParameter[]
        {
            new() { Value = (object?)hold.Record?.Value ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Uuid },
            new() { Value = hold.EntriesFrom.ToUniversalTime() },
            new() { Value = (object?)hold.EntriesTo?.ToUniversalTime() ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.TimestampTz },
            new() { Value = hold.Reason }, new() { Value = hold.PlacedBy },
        });
        return (long)(await command.ExecuteScalarAsync(cancellationToken))!;
    }

    public async Task<bool> LiftHoldAsync(long hold, string liftedBy, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand("select lift_log_hold($1, $2)");
        command.Parameters.Add(new() { Value = hold });
        command.Parameters.Add(new() { Value = liftedBy });
        return await command.ExecuteScalarAsync(cancellationToken) is true;
    }

    public async Task<int> RemoveDueAsync(CancellationToken cancellationToken)
    {
        for (var removed = 0; ;)
        {
            await using var command = database.CreateCommand("select remove_due_log_entries($1)");
            command.Parameters.Add(new() { Value = RemovedAtOnce });
            var some = (int)(await command.ExecuteScalarAsync(cancellationToken))!;
            removed += some;
            if (some < RemovedAtOnce) return removed;
        }
    }

    private static DateTimeOffset? Instant(NpgsqlDataReader reader, int column) =>
        reader.IsDBNull(column) ? null : reader.GetFieldValue<DateTimeOffset>(column);
}
