using AzrActors.Domain.Vocabulary;
using Npgsql;

namespace AzrActors.Journal.Receipts;

/// <summary>Receipts on PostgreSQL.</summary>
public sealed class PostgresNoticeReceipts(NpgsqlDataSource database) : INoticeReceipts
{
    private const string Columns = "first, last, hashes, parked, refused, reasons, texts, statement, key_id, received_at";

    // Of a notice that was parked the receipt for it alone counts, which ends before any receipt over more. Where it ends with
    // the one that parked it, the later one counts: only an answer to what is open is ever stored behind another.
    private const string Order = "order by receipt.last, receipt.id desc";

    private const string WhatCounts = $"""
        select {Columns} from notice_receipt receipt
        where receipt.recipient = $1 and receipt.last >= $2 and receipt.first <= $2 {Order} limit 1
        """;

    private const string OfRange = $"""
        select {Columns} from notice_receipt receipt
        where receipt.recipient = $1 and receipt.last >= $2 and receipt.first <= $3 {Order}
        """;

    /// <summary>Name of the reason that leaves a notice open (NoticeRefusalReason.AskedBack).</summary>
    private const string AskedBack = "AskedBack";

    public async Task<long> FindReceivedAsync(string recipient, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand("select up_to from notice_received where recipient = $1");
        command.Parameters.Add(new() { Value = recipient });
        return await command.ExecuteScalarAsync(cancellationToken) is long upTo ? upTo : 0;
    }

    public async Task<GivenReceipt> GiveAsync(NewReceipt receipt, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        var before = await LockAsync(connection, receipt.Recipient, cancellationToken);
        if (receipt.First > before + 1) return new GivenReceipt(ReceiptFate.Gap, before);
        if (!await AnswersOpenAsync(connection, receipt, before, cancellationToken))
        {
            if (!await RefusesOnlyWhatItRefusedAsync(connection, receipt, before, cancellationToken))
                return new GivenReceipt(ReceiptFate.GivenBefore, before);
            if (receipt.Last <= before) return new GivenReceipt(ReceiptFate.Repeated, before);
        }
        var after = Math.Max(before, receipt.Last);
        // The write itself is not cancelled: its outcome would be unknown.
        cancellationToken.ThrowIfCancellationRequested();
        await StoreAsync(connection, receipt, after);
        await transaction.CommitAsync(CancellationToken.None);
        return new GivenReceipt(ReceiptFate.Stored, after);
    }

    public async Task<StoredNoticeReceipt?> FindReceiptAsync(string recipient, long sequence, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        return await FindReceiptAsync(connection, recipient, sequence, cancellationToken);
    }

    public async Task<IReadOnlyList<StoredNoticeReceipt>> ListReceiptsAsync(
        string recipient, long first, long last, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand(OfRange);
        command.Parameters.Add(new() { Value = recipient });
        command.Parameters.Add(new() { Value = first });
        command.Parameters.Add(new() { Value = last });
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var found = new List<StoredNoticeReceipt>();
        while (await reader.ReadAsync(cancellationToken)) found.Add(Read(reader, recipient));
        return found;
    }

    public async Task<SubmissionLetters?> FindDeliveriesAsync(
        AuthorityKey authority, Guid submissionId, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var command = new NpgsqlCommand("""
            select said.received_at, letter.recipient, letter.sequence, letter.sent_at
            from submission_receipt said
            left join notice letter on said.changed and letter.record_id = said.record_id and letter.version = said.version
            where said.authority = $1 and said.submission_id = $2
            order by letter.recipient, letter.sequence
            """, connection);
        command.Parameters.Add(new() { Value = authority.Value });
        command.Parameters.Add(new() { Value = submissionId });
        DateTimeOffset? receivedAt = null;
        var sent = new List<LetterDelivery>();
        await using (var reader = await command.ExecuteReaderAsync(cancellationToken))
            while (await reader.ReadAsync(cancellationToken))
            {
                receivedAt = reader.GetFieldValue<DateTimeOffset>(0);
                if (!reader.IsDBNull(1)) sent.Add(new LetterDelivery(reader.GetString(1), reader.GetInt64(2), Instant(reader, 3), null));
            }
        if (receivedAt is not { } at) return null;
        var letters = new List<LetterDelivery>(sent.Count);
        foreach (var letter in sent)
            letters.Add(letter with { Receipt = await FindReceiptAsync(connection, letter.Recipient, letter.Sequence, cancellationToken) });
        return new SubmissionLetters(at, letters);
    }

    public async Task<IReadOnlyList<RecipientLag>> ListRecipientsAsync(CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand("""
            select feed.recipient, feed.last, coalesce(received.up_to, 0), oldest.sent_at,
              case when received.up_to > 0 then received.received_at end, coalesce(parked.total, 0)
            from notice_feed feed
            left join notice_received received using (recipient)
            left join lateral (
              select letter.sent_at from notice letter
              where letter.recipient = feed.recipient and letter.sequence = coalesce(received.up_to, 0) + 1) oldest on true
            left join (select recipient, count(*) as total from notice_parked group by recipient) parked on parked.recipient = feed.recipient
            order by feed.recipient
            """);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var lags = new List<RecipientLag>();
        while (await reader.ReadAsync(cancellationToken))
            lags.Add(new RecipientLag(reader.GetString(0), reader.GetInt64(1), reader.GetInt64(2), Instant(reader, 3), Instant(reader, 4), reader.GetInt64(5)));
        return lags;
    }

    private static async Task<long> LockAsync(NpgsqlConnection connection, string recipient, CancellationToken cancellationToken)
    {
        await using var batch = new NpgsqlBatch(connection)
        {
            BatchCommands =
            {
                new("insert into notice_received (recipient, up_to) values ($1, 0) on conflict do nothing") { Parameters = { new() { Value = recipient } } },
                new("select up_to from notice_received where recipient = $1 for update") { Parameters = { new() { Value = recipient } } },
            },
        };
        return (long)(await batch.ExecuteScalarAsync(cancellationToken))!;
    }

    /// <summary>A receipt below what was received says something new only about one notice, and only while that is parked or asked back about.</summary>
    private static async Task<bool> AnswersOpenAsync(
        NpgsqlConnection connection, NewReceipt receipt, long before, CancellationToken cancellationToken) =>
        receipt.First == receipt.Last && receipt.Last <= before && receipt.Parked.Count == 0
        && await FindReceiptAsync(connection, receipt.Recipient, receipt.First, cancellationToken) is { } counts
        && (counts.Receipt.Parked.Contains(receipt.First)
            || counts.Receipt.Refused.Any(said => said.Sequence == receipt.First && said.Reason == AskedBack));

    private static async Task<bool> RefusesOnlyWhatItRefusedAsync(
        NpgsqlConnection connection, NewReceipt receipt, long before, CancellationToken cancellationToken)
    {
        foreach (var refused in receipt.Refused.Where(refused => refused.Sequence <= before))
            if (await FindReceiptAsync(connection, receipt.Recipient, refused.Sequence, cancellationToken) is not { } counts
                || !counts.Receipt.Refused.Any(said => said.Sequence == refused.Sequence && said.Reason == refused.Reason)) return false;
        return true;
    }

    private static async Task StoreAsync(NpgsqlConnection connection, NewReceipt receipt, long after)
    {
        await using var batch = new NpgsqlBatch(connection)
        {
            BatchCommands =
            {
                new("""
                    insert into notice_receipt (recipient, first, last, hashes, parked, refused, reasons, texts, statement, key_id)
                    values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
                    """)
                {
                    Parameters =
                    {
                        new() { Value = receipt.Recipient }, new() { Value = receipt.First }, new() { Value = receipt.Last },
                        new() { Value = receipt.Hashes }, new() { Value = receipt.Parked.ToArray() },
                        new() { Value = receipt.Refused.Select(refused => refused.Sequence).ToArray() },
                        new() { Value = receipt.Refused.Select(refused => refused.Reason).ToArray() },
                        new() { Value = receipt.Refused.Select(refused => refused.Text).ToArray() },
                        new() { Value = receipt.Statement }, new() { Value = receipt.KeyId },
                    },
                },
                new("update notice_received set up_to = $2, received_at = now() where recipient = $1")
                {
                    Parameters = { new() { Value = receipt.Recipient }, new() { Value = after } },
                },
            },
        };
        await batch.ExecuteNonQueryAsync(CancellationToken.None);
    }

    private static async Task<StoredNoticeReceipt?> FindReceiptAsync(
        NpgsqlConnection connection, string recipient, long sequence, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(WhatCounts, connection);
        command.Parameters.Add(new() { Value = recipient });
        command.Parameters.Add(new() { Value = sequence });
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        return await reader.ReadAsync(cancellationToken) ? Read(reader, recipient) : null;
    }

    private static StoredNoticeReceipt Read(NpgsqlDataReader reader, string recipient)
    {
        var (numbers, reasons, texts) = (reader.GetFieldValue<long[]>(4), reader.GetFieldValue<string[]>(5), reader.GetFieldValue<string[]>(6));
        return new StoredNoticeReceipt(
            new NewReceipt(
                recipient, reader.GetInt64(0), reader.GetInt64(1), reader.GetFieldValue<byte[]>(2), reader.GetFieldValue<long[]>(3),
                [.. numbers.Select((number, index) => new RefusedNotice(number, reasons[index], texts[index]))],
                reader.GetString(7), reader.GetString(8)),
            reader.GetFieldValue<DateTimeOffset>(9));
    }

    private static DateTimeOffset? Instant(NpgsqlDataReader reader, int column) =>
        reader.IsDBNull(column) ? null : reader.GetFieldValue<DateTimeOffset>(column);
}
