using AzrActors.Domain.Vocabulary;
using Npgsql;

namespace AzrActors.Journal.Findings;

/// <summary>Trials of rules on PostgreSQL: a cursor over the records and a count per authority.</summary>
public sealed class PostgresRuleTrials(NpgsqlDataSource database) : IRuleTrials
{
    public async Task<long> StartAsync(string rule, AuthorityKey by, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand(
            "insert into rule_trial (rule, started_by, total) select $1, $2, count(*) from azr_number returning id");
        command.Parameters.Add(new() { Value = rule });
        command.Parameters.Add(new() { Value = by.Value });
        return (long)(await command.ExecuteScalarAsync(cancellationToken))!;
    }

    public async Task<RuleTrial?> FindAsync(long id, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand("""
            select rule, total, looked, unreadable, done_at is not null, authority, records
            from rule_trial left join rule_trial_office on trial = id where id = $1 order by records desc, authority
            """);
        command.Parameters.Add(new() { Value = id });
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        RuleTrial? trial = null;
        var found = new Dictionary<AuthorityKey, int>();
        while (await reader.ReadAsync(cancellationToken))
        {
            trial ??= new RuleTrial(id, reader.GetString(0), reader.GetInt64(1), reader.GetInt64(2), reader.GetInt64(3), reader.GetBoolean(4), found);
            if (!reader.IsDBNull(5)) found[AuthorityKey.Parse(reader.GetString(5))] = reader.GetInt32(6);
        }
        return trial;
    }

    public async Task<TrialBatch?> ClaimAsync(DateTimeOffset now, DateTimeOffset until, int atMost, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand("""
            with claimed as (
              update rule_trial set claimed_until = $2 where id = (
                select id from rule_trial where done_at is null and (claimed_until is null or claimed_until <= $1)
                order by id limit 1 for update skip locked)
              returning id, rule, after
            )
            select claimed.id, claimed.rule, claimed.after, next.record_id from claimed left join lateral (
              select record_id from azr_number where claimed.after is null or record_id > claimed.after order by record_id limit $3) next on true
            """);
        command.Parameters.Add(new() { Value = now.UtcDateTime });
        command.Parameters.Add(new() { Value = until.UtcDateTime });
        command.Parameters.Add(new() { Value = atMost });
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        TrialBatch? batch = null;
        var records = new List<RecordId>();
        while (await reader.ReadAsync(cancellationToken))
        {
            batch ??= new TrialBatch(reader.GetInt64(0), reader.GetString(1), reader.IsDBNull(2) ? null : reader.GetGuid(2), records);
            if (!reader.IsDBNull(3)) records.Add(new RecordId(reader.GetGuid(3)));
        }
        return batch;
    }

    public async Task FinishAsync(
        TrialBatch batch, IReadOnlyDictionary<AuthorityKey, int> found, int unreadable, DateTimeOffset now, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand("""
            with advanced as (
              update rule_trial set looked = looked + $3, unreadable = unreadable + $4, after = coalesce($5, after), claimed_until = null,
                done_at = case when $3 = 0 then $6 end
              where id = $1 and after is not distinct from $2 and done_at is null
              returning id
            )
            insert into rule_trial_office as office (trial, authority, records)
            select advanced.id, authority, records from advanced, unnest($7::text[], $8::integer[]) as f(authority, records)
            on conflict (trial, authority) do update set records = office.records + excluded.records
            """);
        command.Parameters.Add(new() { Value = batch.Trial });
        command.Parameters.Add(new NpgsqlParameter<Guid?> { TypedValue = batch.After });
        command.Parameters.Add(new() { Value = batch.Records.Count });
        command.Parameters.Add(new() { Value = unreadable });
        command.Parameters.Add(new NpgsqlParameter<Guid?> { TypedValue = batch.Records.Count == 0 ? null : batch.Records[^1].Value });
        command.Parameters.Add(new() { Value = now.UtcDateTime });
        command.Parameters.Add(new() { Value = found.Keys.Select(key => key.Value).ToArray() });
        command.Parameters.Add(new() { Value = found.Values.ToArray() });
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
