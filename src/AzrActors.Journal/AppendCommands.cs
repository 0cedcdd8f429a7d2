using AzrActors.Domain.PersonRecords;
using AzrActors.Domain.Vocabulary;
using AzrActors.Journal.Format;
using Npgsql;
using NpgsqlTypes;

namespace AzrActors.Journal;

/// <summary>The statements that store appends.</summary>
internal static class AppendCommands
{
    /// <summary>Longest payload of a notification is 8,000 bytes; beyond so many recipients it says "all" instead.</summary>
    private const int RecipientsNamedMax = 1_000;

    /// <summary>Stores number, change and receipt of one append; the receipt is the last of them.</summary>
    public static IEnumerable<NpgsqlBatchCommand> Of(JournalAppend append)
    {
        if (append.NewNumber is { } number) yield return NumberCommand(append.Record, number);
        if (append.Change is { } change) yield return ChangeCommand(append.Record, change);
        yield return append.Change is null ? UnchangedCommand(append.Receipt) : ReceiptCommand(append.Receipt);
    }

    /// <summary>
    /// Numbers and stores the notices of all appends and signals their recipients. It comes last, because the rows of the
    /// recipients stay locked until commit; they are taken in order, so that two commits cannot wait for each other.
    /// </summary>
    public static NpgsqlBatchCommand Notices(IReadOnlyList<JournalAppend> appends)
    {
        var letters = appends.SelectMany(append => append.Notices, (append, notice) => (append, notice)).ToList();
        var recipients = letters.Select(letter => letter.notice.Recipient.Value).Distinct().ToList();
        return new($"""
            with letter as (
              select recipient, record_id, version, content,
                     row_number() over (partition by recipient order by place) as nth, count(*) over (partition by recipient) as total
              from unnest($1::text[], $2::uuid[], $3::integer[], $4::bytea[]) with ordinality as l(recipient, record_id, version, content, place)
            ), numbered as (
              insert into notice_feed as feed (recipient, last)
              select recipient, count(*) from letter group by recipient order by recipient
              on conflict (recipient) do update set last = feed.last + excluded.last
              returning feed.recipient, feed.last
            ), stored as (
              insert into notice (recipient, sequence, record_id, version, content)
              select recipient, last - total + nth, record_id, version, content from numbered join letter using (recipient)
            )
            select pg_notify('{PostgresNoticeSignal.Channel}', $5)
            """)
        {
            Parameters =
            {
                new() { Value = letters.Select(letter => letter.notice.Recipient.Value).ToArray() },
                new() { Value = letters.Select(letter => letter.append.Record.Value).ToArray() },
                new() { Value = letters.Select(letter => letter.append.Change!.Version).ToArray() },
                new()
                {
                    Value = letters.Select(letter => JournalFormat.Write(letter.notice)).ToArray(),
                    NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Bytea,
                },
                new() { Value = recipients.Count > RecipientsNamedMax ? "" : string.Join(',', recipients) },
            },
        };
    }

    /// <summary>What was taken, by the constraint that said so; null if that was not the fault.</summary>
    public static JournalConflict? FindConflict(PostgresException exception) => exception.ConstraintName switch
    {
        "record_change_pkey" => JournalConflict.Version,
        "submission_receipt_pkey" => JournalConflict.SubmissionId,
        "azr_number_record_id_key" => JournalConflict.Version,
        "azr_number_pkey" => JournalConflict.AzrNumber,
        _ => null,
    };

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
}
