using AzrActors.Domain.AccessLog;
using AzrActors.Domain.PersonRecords;
using AzrActors.Domain.Vocabulary;
using AzrActors.Journal.AccessLog;
using AzrActors.Journal.Format;
using Npgsql;

namespace AzrActors.Journal;

/// <summary>The journal on PostgreSQL. Appends of many records share one commit (<see cref="GroupCommit"/>).</summary>
public sealed class PostgresJournal : IJournal, IAsyncDisposable
{
    private readonly NpgsqlDataSource _database;
    private readonly LogBacklog _backlog;
    private readonly GroupCommit _commits;

    public PostgresJournal(NpgsqlDataSource database, LogKeyRing keys, LogBacklog backlog) : this(database, new LogCommand(keys), backlog)
    {
    }

    internal PostgresJournal(NpgsqlDataSource database, LogCommand? log, LogBacklog backlog) =>
        (_database, _backlog, _commits) = (database, backlog, new GroupCommit(database, log));

    public Task AppendAsync(JournalAppend append, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (_backlog.StopsJournal) throw new JournalBusyException();
        // Not cancellable from here: once it is on its way, the caller must learn the outcome.
        return _commits.AppendAsync(append);
    }

    public Task LogAsync(AccessEntry entry, IReadOnlyList<StoredLetter> letters, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        // Whoever comes to find out why the log is not sealed any more must be let in.
        if (_backlog.StopsJournal && entry.Kind != AccessKind.LogRead) throw new JournalBusyException();
        return _commits.LogAsync(entry, letters);
    }

    public Task SendAsync(IReadOnlyList<StoredLetter> letters, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return letters.Count == 0 ? Task.CompletedTask : _commits.SendAsync(letters);
    }

    public ValueTask DisposeAsync() => _commits.DisposeAsync();

    public async Task<IReadOnlyList<RecordChange>> ReadChangesAsync(RecordId record, int after, CancellationToken cancellationToken)
    {
        await using var command = _database.CreateCommand(
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
        await using var command = _database.CreateCommand("select record_id from azr_number where azr_number = $1");
        command.Parameters.Add(new() { Value = number.Digits });
        return await command.ExecuteScalarAsync(cancellationToken) is Guid id ? new RecordId(id) : null;
    }

    public async Task<StoredReceipt?> FindReceiptAsync(AuthorityKey authority, Guid submissionId, CancellationToken cancellationToken)
    {
        await using var command = _database.CreateCommand("""
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
}
