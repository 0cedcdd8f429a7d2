using AzrActors.Domain.PersonRecords;
using AzrActors.Domain.Vocabulary;
using AzrActors.Journal.Format;
using Npgsql;
using NpgsqlTypes;

namespace AzrActors.Journal;

/// <summary>The journal on PostgreSQL.</summary>
/// <remarks>
/// An append is one <see cref="NpgsqlBatch"/> without explicit transaction: one round trip, all or nothing. This method
/// is the place where appends of many records will share one commit.
/// </remarks>
public sealed class PostgresJournal(NpgsqlDataSource database) : IJournal
{
    public async Task AppendAsync(JournalAppend append, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var batch = new NpgsqlBatch(connection);
        if (append.NewNumber is { } number) batch.BatchCommands.Add(NumberCommand(append.Record, number));
        if (append.Change is { } change) batch.BatchCommands.Add(ChangeCommand(append.Record, change));
        batch.BatchCommands.Add(append.Change is null ? UnchangedCommand(append.Receipt) : ReceiptCommand(append.Receipt));
        // Last, because the rows of the recipients stay locked until commit.
        if (append.Notices.Count > 0) batch.BatchCommands.Add(NoticesCommand(append));
        try
        {
            // Not cancellable: once it is on its way, the caller must learn the outcome.
            var stored = await batch.ExecuteNonQueryAsync(CancellationToken.None);
            if (stored == 0 && append.Change is null) throw new JournalConflictException(JournalConflict.Version);
        }
        catch (PostgresException exception) when (exception.SqlState == PostgresErrorCodes.UniqueViolation)
        {
            throw new JournalConflictException(ConflictOf(exception), exception);
        }
    }

    public async Task<IReadOnlyList<RecordChange>> ReadChangesAsync(RecordId record, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand("select content from record_change where record_id = $1 order by version");
        command.Parameters.Add(new() { Value = record.Value });
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

    private static NpgsqlBatchCommand NumberCommand(RecordId record, AzrNumber number) =>
        new("insert into azr_number (azr_number, record_id) values ($1, $2)")
        {
            Parameters = { new() { Value = number.Digits }, new() { Value = record.Value } },
        };

    private static NpgsqlBatchCommand ChangeCommand(RecordId record, RecordChange change) =>
        new("""
            insert into record_change (record_id, version, authority, submission_id, received_at, content)
            values ($1, $2, $3, $4, $5, $6)
            """)
        {
            Parameters =
            {
                new() { Value = record.Value }, new() { Value = change.Version }, new() { Value = change.Origin.Authority.Value },
                new() { Value = change.Origin.SubmissionId }, new() { Value = change.Origin.ReceivedAt },
                new() { Value = JournalFormat.Write(change) },
            },
        };

    private static NpgsqlBatchCommand ReceiptCommand(StoredReceipt receipt) => ReceiptCommand(receipt, "values ($1, $2, $3, $4, $5, $6, $7, $8)");

    // "Known already" is said of the newest version; a writer that does not know it would confirm what holds no more.
    private static NpgsqlBatchCommand UnchangedCommand(StoredReceipt receipt) => ReceiptCommand(receipt,
        "select $1, $2, $3, $4, $5, $6, $7, $8 where $5 = (select max(version) from record_change where record_id = $3)");

    private static NpgsqlBatchCommand ReceiptCommand(StoredReceipt receipt, string row) =>
        new($"""
            insert into submission_receipt (authority, submission_id, record_id, content_hash, version, changed, received_at, findings)
            {row}
            """)
        {
            Parameters =
            {
                new() { Value = receipt.Authority.Value }, new() { Value = receipt.SubmissionId }, new() { Value = receipt.Record.Value },
                new() { Value = receipt.ContentHash }, new() { Value = receipt.Version }, new() { Value = receipt.Changed },
                new() { Value = receipt.ReceivedAt }, new() { Value = receipt.Findings.ToArray() },
            },
        };

    // One notice per recipient and append; recipients are taken in order, so that two appends cannot wait for each other.
    private static NpgsqlBatchCommand NoticesCommand(JournalAppend append) =>
        new($"""
            with letter as (
              select recipient, content from unnest($1::text[], $2::bytea[]) as l(recipient, content)
            ), numbered as (
              insert into notice_feed as feed (recipient, last)
              select recipient, 1 from letter order by recipient
              on conflict (recipient) do update set last = feed.last + 1
              returning feed.recipient, feed.last
            ), stored as (
              insert into notice (recipient, sequence, record_id, version, content)
              select recipient, last, $3, $4, content from numbered join letter using (recipient)
            )
            select pg_notify('{PostgresNoticeSignal.Channel}', array_to_string($1::text[], ','))
            """)
        {
            Parameters =
            {
                new() { Value = append.Notices.Select(notice => notice.Recipient.Value).ToArray() },
                new() { Value = append.Notices.Select(JournalFormat.Write).ToArray(), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Bytea },
                new() { Value = append.Record.Value },
                new() { Value = append.Change!.Version },
            },
        };

    private static JournalConflict ConflictOf(PostgresException exception) => exception.ConstraintName switch
    {
        "record_change_pkey" => JournalConflict.Version,
        "submission_receipt_pkey" => JournalConflict.SubmissionId,
        "azr_number_record_id_key" => JournalConflict.Version,
        "azr_number_pkey" => JournalConflict.AzrNumber,
        _ => throw exception,
    };
}
