using System.Text.Json;
using AzrActors.Journal.Keys;
using Npgsql;

namespace AzrActors.Journal;

/// <summary>The statements that store appends.</summary>
internal static class AppendCommands
{
    /// <summary>
    /// Numbers, changes and receipts of all appends, each kind of row in one statement. They come in this order, so that
    /// of several things that are taken the first is reported.
    /// </summary>
    public static IEnumerable<NpgsqlBatchCommand> Of(IReadOnlyList<JournalAppend> appends, GroupKeys keys)
    {
        var registered = appends.Where(append => append.NewNumber is not null).ToList();
        if (registered.Count > 0) yield return Numbers(registered);
        var changed = appends.Where(append => append.Change is not null).ToList();
        if (changed.Count == 0) yield break;
        yield return Changes(changed, keys);
        yield return Receipts([.. changed.Select(append => append.Receipt)]);
    }

    /// <summary>
    /// The receipt of an append without a change. It stores nothing when its version is no longer the newest: "known
    /// already" is said of the newest, and a writer that does not know it would confirm what holds no more. A newer one
    /// of this very transaction comes from the same writer, and later.
    /// </summary>
    public static NpgsqlBatchCommand Unchanged(StoredReceipt receipt) => Receipts([receipt], """
        where exists (select from record_change said where said.record_id = r.record_id and said.version = r.version)
          and not exists (
            select from record_change newer
            where newer.record_id = r.record_id and newer.version > r.version and newer.xmin <> pg_current_xact_id()::xid)
        """);

    /// <summary>
    /// Numbers and stores notices and signals their recipients; a letter about a change that is not stored fails the
    /// transaction (its record becomes null). It comes last, because the rows of the
    /// recipients stay locked until commit; they are taken in order, so that two commits cannot wait for each other.
    /// </summary>
    public static NpgsqlBatchCommand Notices(IReadOnlyList<StoredLetter> letters, GroupKeys keys)
    {
        var recipients = letters.Select(letter => letter.Notice.Recipient.Value).Distinct().ToList();
        return new($"""
            with letter as (
              select recipient, record_id, version, content, of_this,
                     row_number() over (partition by recipient order by place) as nth, count(*) over (partition by recipient) as total
              from unnest($1::text[], $2::uuid[], $3::integer[], $4::bytea[], $5::boolean[]) with ordinality
                as l(recipient, record_id, version, content, of_this, place)
            ), numbered as (
              insert into notice_feed as feed (recipient, last)
              select recipient, count(*) from letter group by recipient order by recipient
              on conflict (recipient) do update set last = feed.last + excluded.last
              returning feed.recipient, feed.last
            ), stored as (
              insert into notice (recipient, sequence, record_id, version, content)
              select recipient, last - total + nth,
                     case when of_this or exists (
                       select from record_change said where said.record_id = letter.record_id and said.version = letter.version) then record_id end,
                     version, content
              from numbered join letter using (recipient)
            )
            select pg_notify('{PostgresNoticeSignal.Channel}', $6)
            """)
        {
            Parameters =
            {
                Column(letters, letter => letter.Notice.Recipient.Value), Column(letters, letter => letter.Record.Value),
                Column(letters, letter => letter.Version), Column(letters, letter => keys.SealerOf(letter.Record).Seal(letter.Notice, letter.Version)),
                Column(letters, letter => letter.IsOfThisChange),
                new() { Value = PostgresNoticeSignal.Payload(recipients) },
            },
        };
    }

    /// <summary>What was taken, by the constraint that said so; null if that was not the fault.</summary>
    public static JournalConflict? FindConflict(PostgresException exception) => exception.ConstraintName switch
    {
        "record_change_pkey" => JournalConflict.Version,
        "submission_receipt_pkey" => JournalConflict.SubmissionId,
        "record_change_no_gap" => JournalConflict.Version,
        "azr_number_record_id_key" => JournalConflict.Version,
        "azr_number_pkey" => JournalConflict.AzrNumber,
        _ => null,
    };

    private static NpgsqlBatchCommand Numbers(List<JournalAppend> appends) =>
        new("insert into azr_number (azr_number, record_id) select * from unnest($1::text[], $2::uuid[])")
        {
            Parameters = { Column(appends, append => append.NewNumber!.Digits), Column(appends, append => append.Record.Value) },
        };

    private static NpgsqlBatchCommand Changes(List<JournalAppend> appends, GroupKeys keys) =>
        new("""
            insert into record_change (record_id, version, authority, submission_id, received_at, content)
            select * from unnest($1::uuid[], $2::integer[], $3::text[], $4::uuid[], $5::timestamptz[], $6::bytea[])
            """)
        {
            Parameters =
            {
                Column(appends, append => append.Record.Value), Column(appends, append => append.Change!.Version),
                Column(appends, append => append.Change!.Origin.Authority.Value), Column(appends, append => append.Change!.Origin.SubmissionId),
                Column(appends, append => append.Change!.Origin.ReceivedAt), Column(appends, append => keys.SealerOf(append.Record).Seal(append.Change!)),
            },
        };

    // PostgreSQL has no arrays of arrays of different length, so the findings of a receipt travel as one JSON text.
    private static NpgsqlBatchCommand Receipts(IReadOnlyList<StoredReceipt> receipts, string condition = "") =>
        new($"""
            insert into submission_receipt (authority, submission_id, record_id, content_hash, version, changed, received_at, findings, lag_days)
            select authority, submission_id, record_id, content_hash, version, changed, received_at,
                   array(select json_array_elements_text(findings::json)), lag_days
            from unnest($1::text[], $2::uuid[], $3::uuid[], $4::bytea[], $5::integer[], $6::boolean[], $7::timestamptz[], $8::text[], $9::integer[])
              as r(authority, submission_id, record_id, content_hash, version, changed, received_at, findings, lag_days)
            {condition}
            """)
        {
            Parameters =
            {
                Column(receipts, receipt => receipt.Authority.Value), Column(receipts, receipt => receipt.SubmissionId),
                Column(receipts, receipt => receipt.Record.Value), Column(receipts, receipt => receipt.ContentHash),
                Column(receipts, receipt => receipt.Version), Column(receipts, receipt => receipt.Changed),
                Column(receipts, receipt => receipt.ReceivedAt), Column(receipts, receipt => JsonSerializer.Serialize(receipt.Findings)),
                Column(receipts, receipt => receipt.LagDays),
            },
        };

    /// <summary>One value per row, as an array. The type is that of the elements, also for <c>byte[]</c>.</summary>
    public static NpgsqlParameter Column<TRow, T>(IReadOnlyList<TRow> rows, Func<TRow, T> value) =>
        new NpgsqlParameter<T[]> { TypedValue = [.. rows.Select(value)] };
}
