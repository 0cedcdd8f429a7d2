using AzrActors.Domain.Vocabulary;
using Npgsql;

namespace AzrActors.Journal.Identity;

/// <summary>Merges of records: what was proposed, who consents, and how far they have come. They go on wherever they were killed.</summary>
public sealed class MergeCases(NpgsqlDataSource database)
{
    public const string Asking = "asking";
    public const string Merging = "merging";
    public const string Merged = "merged";
    public const string Separating = "separating";
    public const string Separated = "separated";
    public const string Stopped = "stopped";

    private const string Columns = """
        select merge.case_id, merge.kept, merge.other, merge.state, merge.reason, merge.proposed_at, merge.answer_by, merge.escalated_at,
               merge.decided_at, merge.stopped_for, kept.azr_number, other.azr_number
        from merge_case as merge join azr_number as kept on kept.record_id = merge.kept join azr_number as other on other.record_id = merge.other
        """;

    /// <summary>Enters a case and whom it asks.</summary>
    /// <returns>False when one of the two records is in another merge already.</returns>
    public async Task<bool> ProposeAsync(NewMerge merge, CancellationToken cancellationToken)
    {
        await using var batch = database.CreateBatch();
        batch.BatchCommands.Add(Command("""
            insert into merge_case (case_id, kept, other, state, proposed_by, official, reason, proposed_at, answer_by, changed_at)
            values ($1, $2, $3, 'asking', $4, $5, $6, $7, $8, $7)
            """, merge.Case, merge.Kept.Value, merge.Other.Value, merge.Authority.Value, merge.Official, merge.Reason, merge.At, merge.AnswerBy));
        batch.BatchCommands.Add(Command("insert into merge_consent (case_id, authority) select $1, unnest($2::text[])",
            merge.Case, merge.Asked.Select(authority => authority.Value).ToArray()));
        try
        {
            await batch.ExecuteNonQueryAsync(cancellationToken);
            return true;
        }
        catch (PostgresException taken) when (taken.SqlState == PostgresErrorCodes.UniqueViolation)
        {
            return false;
        }
    }

    /// <summary>Keeps what an office that was asked says, while the case still asks. False otherwise.</summary>
    public async Task<bool> AnswerAsync(
        Guid mergeCase, AuthorityKey authority, bool agrees, string? reason, string official, DateTimeOffset at, CancellationToken cancellationToken) =>
        await RunAsync("""
            update merge_consent set agrees = $3, reason = $4, official = $5, answered_at = $6
            where case_id = $1 and authority = $2 and exists (select from merge_case where case_id = $1 and state = 'asking')
            """, cancellationToken, mergeCase, authority.Value, agrees, reason ?? (object)DBNull.Value, official, at) > 0;

    /// <summary>Moves a case from one state to the next; false if it is not in the first.</summary>
    /// <param name="why">Why it is parted or stopped.</param>
    public async Task<bool> MoveAsync(Guid mergeCase, string from, string to, string by, string? why, DateTimeOffset at, CancellationToken cancellationToken) =>
        await RunAsync("""
            update merge_case set state = $3, changed_at = $6, claimed_until = '-infinity',
              decided_by = case when $3 in ('merging', 'stopped') then $4 else decided_by end,
              decided_at = case when $3 in ('merging', 'stopped') then $6 else decided_at end,
              merged_at = case when $3 = 'merged' then $6 else merged_at end,
              separation_reason = case when $3 = 'separating' then $5 else separation_reason end,
              stopped_for = case when $3 = 'stopped' then $5 else stopped_for end
            where case_id = $1 and state = $2
            """, cancellationToken, mergeCase, from, to, by, why ?? (object)DBNull.Value, at) > 0;

    /// <summary>Takes cases that are being carried out. Another silo takes them when this one has not finished within <paramref name="claim"/>.</summary>
    public Task<IReadOnlyList<StoredMergeCase>> ClaimWorkAsync(TimeSpan claim, CancellationToken cancellationToken) => ReadAsync($"""
        with claimed as (
          update merge_case set claimed_until = now() + $1 where case_id in (
            select case_id from merge_case where state in ('merging', 'separating') and claimed_until < now() limit 4 for update skip locked)
          returning case_id)
        {Columns} where merge.case_id in (select case_id from claimed)
        """, cancellationToken, claim);

    /// <summary>Lets the case be taken again in a moment: this silo could not finish it.</summary>
    public Task ReleaseAsync(Guid mergeCase, TimeSpan pause, CancellationToken cancellationToken) =>
        RunAsync("update merge_case set claimed_until = now() + $2 where case_id = $1", cancellationToken, mergeCase, pause);

    /// <summary>Takes the cases whose term is over and whose silent offices were not reminded yet, and marks them as reminded.</summary>
    public Task<IReadOnlyList<StoredMergeCase>> EscalateAsync(DateTimeOffset now, CancellationToken cancellationToken) => ReadAsync($"""
        with late as (
          update merge_case set escalated_at = $1 where state = 'asking' and answer_by < $1 and escalated_at is null returning case_id)
        {Columns} where merge.case_id in (select case_id from late)
        """, cancellationToken, now);

    public async Task<StoredMergeCase?> FindAsync(Guid mergeCase, CancellationToken cancellationToken) =>
        (await ReadAsync($"{Columns} where merge.case_id = $1", cancellationToken, mergeCase)).SingleOrDefault();

    /// <summary>Those that wait for consents, then the newest; at most 100.</summary>
    /// <param name="asked">Only those that ask this authority; null for all.</param>
    public Task<IReadOnlyList<StoredMergeCase>> ListAsync(AuthorityKey? asked, CancellationToken cancellationToken) => ReadAsync($"""
        {Columns}
        where $1 = '' or exists (select from merge_consent consent where consent.case_id = merge.case_id and consent.authority = $1)
        order by merge.state = '{Asking}' desc, merge.proposed_at desc limit 100
        """, cancellationToken, asked?.Value ?? "");

    /// <summary>Those proposed before <paramref name="after"/>, the newest first: an order that no step of a case changes.</summary>
    /// <param name="asked">Only those that ask this authority; null for all.</param>
    /// <param name="after">Last case of the page before; null for the first page.</param>
    public Task<IReadOnlyList<StoredMergeCase>> ListPageAsync(AuthorityKey? asked, Guid? after, int limit, CancellationToken cancellationToken) => ReadAsync($"""
        {Columns}
        where ($1 = '' or exists (select from merge_consent consent where consent.case_id = merge.case_id and consent.authority = $1))
          and ($2 = '{Guid.Empty}' or (merge.proposed_at, merge.case_id) < (select last.proposed_at, last.case_id from merge_case last where last.case_id = $2))
        order by merge.proposed_at desc, merge.case_id desc limit $3
        """, cancellationToken, asked?.Value ?? "", after ?? Guid.Empty, limit);

    /// <summary>Everybody who was told something of the record since then, or has looked at it (AZRG § 38).</summary>
    public async Task<IReadOnlyList<AuthorityKey>> ReceiversAsync(RecordId record, DateTimeOffset since, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand("""
            select distinct letter.recipient from notice as letter
              join record_change as change on change.record_id = letter.record_id and change.version = letter.version
              where letter.record_id = $1 and change.received_at >= $2
            union select distinct authority from access_log where record_id = $1 and at >= $2 and kind in ('retrieval', 'search')
            """);
        command.Parameters.Add(new() { Value = record.Value });
        command.Parameters.Add(new() { Value = since });
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var receivers = new List<AuthorityKey>();
        while (await reader.ReadAsync(cancellationToken)) receivers.Add(AuthorityKey.Parse(reader.GetString(0)));
        return receivers;
    }

    private async Task<int> RunAsync(string sql, CancellationToken cancellationToken, params object[] values)
    {
        await using var command = database.CreateCommand(sql);
        foreach (var value in values) command.Parameters.Add(new() { Value = value });
        return await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private async Task<IReadOnlyList<StoredMergeCase>> ReadAsync(string sql, CancellationToken cancellationToken, params object[] values)
    {
        var cases = new List<StoredMergeCase>();
        await using (var command = database.CreateCommand(sql))
        {
            foreach (var value in values) command.Parameters.Add(new() { Value = value });
            await using var reader = await command.ExecuteReaderAsync(cancellationToken);
            while (await reader.ReadAsync(cancellationToken))
                cases.Add(new StoredMergeCase(reader.GetGuid(0), new RecordId(reader.GetGuid(1)), new RecordId(reader.GetGuid(2)), reader.GetString(3), reader.GetString(4),
                    reader.GetFieldValue<DateTimeOffset>(5), reader.GetFieldValue<DateTimeOffset>(6), Instant(reader, 7), Instant(reader, 8),
                    reader.IsDBNull(9) ? null : reader.GetString(9), reader.GetString(10), reader.GetString(11), []));
        }
        var complete = new List<StoredMergeCase>();
        foreach (var one in cases) complete.Add(one with { Consents = await ConsentsAsync(one.Case, cancellationToken) });
        return complete;
    }

    private async Task<IReadOnlyList<StoredConsent>> ConsentsAsync(Guid mergeCase, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand("select authority, agrees, reason, answered_at from merge_consent where case_id = $1 order by authority");
        command.Parameters.Add(new() { Value = mergeCase });
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var consents = new List<StoredConsent>();
        while (await reader.ReadAsync(cancellationToken))
            consents.Add(new StoredConsent(AuthorityKey.Parse(reader.GetString(0)), reader.IsDBNull(1) ? null : reader.GetBoolean(1),
                reader.IsDBNull(2) ? null : reader.GetString(2), Instant(reader, 3)));
        return consents;
    }

    private static DateTimeOffset? Instant(NpgsqlDataReader reader, int column) =>
        reader.IsDBNull(column) ? null : reader.GetFieldValue<DateTimeOffset>(column);

    private static NpgsqlBatchCommand Command(string sql, params object[] values)
    {
        var command = new NpgsqlBatchCommand(sql);
        foreach (var value in values) command.Parameters.Add(new() { Value = value });
        return command;
    }
}

/// <summary>A merge that is proposed.</summary>
/// <param name="Asked">Offices that supplied data of either record.</param>
public sealed record NewMerge(
    Guid Case, RecordId Kept, RecordId Other, AuthorityKey Authority, string Official, string Reason, DateTimeOffset At, DateTimeOffset AnswerBy,
    IReadOnlyList<AuthorityKey> Asked);

/// <summary>A merge as it stands; <paramref name="State"/> is one of the names in <see cref="MergeCases"/>.</summary>
public sealed record StoredMergeCase(
    Guid Case, RecordId Kept, RecordId Other, string State, string Reason, DateTimeOffset ProposedAt, DateTimeOffset AnswerBy, DateTimeOffset? EscalatedAt,
    DateTimeOffset? DecidedAt, string? StoppedFor, string KeptNumber, string OtherNumber, IReadOnlyList<StoredConsent> Consents);

public sealed record StoredConsent(AuthorityKey Authority, bool? Agrees, string? Reason, DateTimeOffset? AnsweredAt);
