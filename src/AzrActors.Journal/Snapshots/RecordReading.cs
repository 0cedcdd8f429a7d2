using AzrActors.Domain.PersonRecords;
using AzrActors.Domain.Vocabulary;
using AzrActors.Journal.Format;
using AzrActors.Journal.Keys;
using Npgsql;

namespace AzrActors.Journal.Snapshots;

/// <summary>Reads a record back: its key, its newest snapshot and the changes after it, in one statement and so as of one moment.</summary>
internal sealed class RecordReading(NpgsqlDataSource database, RecordKeys keys)
{
    private const int KeyRow = 0;
    private const int SnapshotRow = 1;

    private const string WithSnapshot = """
        with start as materialized (
          select version, content from record_snapshot where record_id = $1 and version > $2 and format = $3
        )
        select 0, sealed_from, wrapped_key, master_key_id, destroyed_at from record_key where record_id = $1
        union all select 1, version, content, null, null from start
        union all select 2, version, content, null, null from record_change
          where record_id = $1 and version > coalesce((select version from start), $2)
        order by 1, 2
        """;

    private const string ChangesOnly = """
        select 0, sealed_from, wrapped_key, master_key_id, destroyed_at from record_key where record_id = $1
        union all select 2, version, content, null, null from record_change where record_id = $1 and version > $2
        order by 1, 2
        """;

    public Task<RecordHistory> ReadAsync(RecordId record, int after, CancellationToken cancellationToken) =>
        ReadAsync(record, WithSnapshot, [after, SnapshotFormat.Version], cancellationToken);

    public Task<RecordHistory> ReadChangesAsync(RecordId record, int after, CancellationToken cancellationToken) =>
        ReadAsync(record, ChangesOnly, [after], cancellationToken);

    private async Task<RecordHistory> ReadAsync(RecordId record, string statement, int[] values, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand(statement);
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = record.Value });
        foreach (var value in values) command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = value });
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var key = RecordKey.None(record);
        PersonRecord? start = null;
        var changes = new List<RecordChange>();
        while (await reader.ReadAsync(cancellationToken))
        {
            var (part, version) = (reader.GetInt32(0), reader.GetInt32(1));
            if (part == KeyRow)
                key = keys.Take(record, version, reader.IsDBNull(2) ? null : (byte[])reader.GetValue(2), reader.GetString(3),
                    reader.IsDBNull(4) ? null : reader.GetFieldValue<DateTimeOffset>(4));
            if (key.DestroyedAt is { } erasedAt) return RecordHistory.Erased(erasedAt);
            if (part == SnapshotRow) start = key.OpenSnapshot(version, (byte[])reader.GetValue(2));
            else if (part != KeyRow) changes.Add(key.OpenChange(version, (byte[])reader.GetValue(2)));
        }
        return new RecordHistory(start, changes);
    }
}
