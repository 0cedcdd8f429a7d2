using AzrActors.Domain.AccessLog;
using AzrActors.Domain.PersonRecords;
using AzrActors.Domain.Vocabulary;
using AzrActors.Journal.AccessLog;
using AzrActors.Journal.Findings;
using AzrActors.Journal.Keys;
using AzrActors.Journal.Snapshots;
using Npgsql;

namespace AzrActors.Journal;

/// <summary>The journal on PostgreSQL. Appends of many records share one commit (<see cref="GroupCommit"/>).</summary>
public sealed class PostgresJournal : IJournal, IAsyncDisposable
{
    private readonly NpgsqlDataSource _database;
    private readonly RecordKeys _keys;
    private readonly RecordReading _reading;
    private readonly LogBacklog _backlog;
    private readonly LogCommand? _log;
    private readonly GroupCommit _commits;

    public PostgresJournal(NpgsqlDataSource database, RecordKeys keys, LogKeyRing logKeys, LogBacklog backlog)
        : this(database, keys, new LogCommand(logKeys), backlog)
    {
    }

    internal PostgresJournal(NpgsqlDataSource database, RecordKeys keys, LogCommand? log, LogBacklog backlog) =>
        (_database, _keys, _reading, _backlog, _log, _commits) =
            (database, keys, new RecordReading(database, keys), backlog, log, new GroupCommit(database, keys, log));

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

    public Task<RecordHistory> ReadAsync(RecordId record, int after, CancellationToken cancellationToken) =>
        _reading.ReadAsync(record, after, cancellationToken);

    public Task<RecordHistory> ReadChangesAsync(RecordId record, int after, CancellationToken cancellationToken) =>
        _reading.ReadChangesAsync(record, after, cancellationToken);

    public async Task KeepSnapshotAsync(PersonRecord state, CancellationToken cancellationToken)
    {
        await using var connection = await _database.OpenConnectionAsync(cancellationToken);
        var key = (await _keys.FindAsync(connection, [state.Id.Value], cancellationToken))[state.Id.Value];
        // A record from before keys gets one with its next change; what nobody can read any more needs no snapshot.
        if (key.IsNone || key.DestroyedAt is not null) return;
        using var sealer = key.ToSealer();
        await using var batch = new NpgsqlBatch(connection);
        batch.BatchCommands.Add(Durability.NotAwaited);
        batch.BatchCommands.Add(RecordSnapshots.Store([state], _ => sealer));
        await batch.ExecuteNonQueryAsync(cancellationToken);
    }

    public async Task<bool> DestroyKeyAsync(RecordId record, CancellationToken cancellationToken)
    {
        await using var command = _database.CreateCommand("select destroy_record_key($1)");
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = record.Value });
        try
        {
            return await command.ExecuteScalarAsync(cancellationToken) is true;
        }
        // Somebody stored the version that was to say that the record is erased.
        catch (PostgresException exception) when (AppendCommands.FindConflict(exception) is { } conflict)
        {
            throw new JournalConflictException(conflict, exception);
        }
        finally
        {
            _keys.Forget(record);
        }
    }

    public async Task<bool> EraseAsync(JournalErasure erasure, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        await using var connection = await _database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        try
        {
            await using var erase = ErasureCommands.Erase(erasure, connection);
            if (await erase.ExecuteScalarAsync(CancellationToken.None) is not true) return false;
            await using var batch = new NpgsqlBatch(connection);
            foreach (var command in ErasureCommands.Beside(erasure, _log)) batch.BatchCommands.Add(command);
            await batch.ExecuteNonQueryAsync(CancellationToken.None);
            await transaction.CommitAsync(CancellationToken.None);
            return true;
        }
        catch (PostgresException exception) when (AppendCommands.FindConflict(exception) is { } conflict)
        {
            throw new JournalConflictException(conflict, exception);
        }
        finally
        {
            _keys.Forget(erasure.Record);
        }
    }

    public Task KeepOutlookAsync(RecordId record, int version, OutlookUpdate outlook, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return _commits.KeepAsync(record, version, outlook);
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
