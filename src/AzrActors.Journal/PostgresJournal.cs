using AzrActors.Domain.PersonRecords;
using AzrActors.Domain.Vocabulary;
using AzrActors.Journal.Format;
using Npgsql;
using NpgsqlTypes;

namespace AzrActors.Journal;

/// <summary>The journal on PostgreSQL. Appends of many records share one commit (<see cref="GroupCommit"/>).</summary>
public sealed class PostgresJournal(NpgsqlDataSource database) : IJournal, IAsyncDisposable
{
    private readonly GroupCommit _commits = new(database);

    public Task AppendAsync(JournalAppend append, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        // Not cancellable from here: once it is on its way, the caller must learn the outcome.
        return _commits.AppendAsync(append);
    }

    public ValueTask DisposeAsync() => _commits.DisposeAsync();

    public async Task<IReadOnlyList<RecordChange>> ReadChangesAsync(RecordId record, int after, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand(
            "select content from record_change where record_id = $1 and version > $2 order by version");
        command.Parameters.Add(new() { Value = record.Value });
        command.Parameters.Add(new() { Value = after });
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var changes = new List<RecordChange>();
        while (await reader.ReadAsync(cancellationToken)) changes.Add(JournalFormat.ReadChange((byte[])reader.GetValue(0)));
        return changes;
    }

    public async Task<RecordId?> FindRecordAsync(AzrNumber number, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand("select record_id from azr_number where azr_number = $1");
        command.Parameters.Add(new() { Value = number.Digits });
        return await command.ExecuteScalarAsync(cancellationToken) is Guid id ? new RecordId(id) : null;
    }

    public async Task<StoredReceipt?> FindReceiptAsync(AuthorityKey authority, Guid submissionId, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand("""
            select record_id, content_hash, version, changed, received_at, findings
            from submission_receipt where authority = $1 and submission_id = $2
            """);
        command.Parameters.Add(new() { Value = authority.Value });
        command.Parameters.Add(new() { Value = submissionId });
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        if (!await reader.ReadAsync(cancellationToken)) return null;
        return new StoredReceipt(authority, submissionId, new RecordId(reader.GetGuid(0)), (byte[])reader.GetValue(1), reader.GetInt32(2),
            reader.GetBoolean(3), reader.GetFieldValue<DateTimeOffset>(4), reader.GetFieldValue<string[]>(5));
    }

    public async Task LogRefusalAsync(RefusalEntry refusal, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand("""
            insert into refusal_log (refused_at, authority, official, submission_id, record_id, code, rules)
            values ($1, $2, $3, $4, $5, $6, $7)
            """);
        command.Parameters.AddRange(new NpgsqlParameter[]
        {
            new() { Value = refusal.RefusedAt }, new() { Value = refusal.Authority.Value }, new() { Value = refusal.Official },
            new() { Value = refusal.SubmissionId }, new() { Value = (object?)refusal.Record?.Value ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Uuid },
            new() { Value = refusal.Code }, new() { Value = refusal.Rules.ToArray() },
        });
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
