using AzrActors.Domain.Vocabulary;
using Npgsql;

namespace AzrActors.Journal.Findings;

/// <summary>Stored findings on PostgreSQL.</summary>
public sealed class PostgresFindings(NpgsqlDataSource database) : IFindings
{
    private const string Columns = "id, record_id, rule, path, field, responsible, opened_on, due_on, contested_at is not null";
    private const string Standing = "closed_on is null and contested_at is null";

    public async Task<IReadOnlyList<StoredFinding>> ListAsync(
        FindingFilter filter, FindingCursor after, int limit, CancellationToken cancellationToken)
    {
        // Each authority's stretch of the index by itself: read as one condition over several it would have to be sorted.
        await using var command = Command(filter.Responsible is null
            ? $"select {Columns} from finding where {Standing} and {Conditions(filter)} and (due_on, id) > ($5, $6) order by due_on, id limit $7"
            : $"""
              select {Columns} from unnest($8::text[]) as held(by) cross join lateral (
                select * from finding where responsible = held.by and {Standing} and {Conditions(filter)} and (due_on, id) > ($5, $6)
                order by due_on, id limit $7) as stretch
              order by due_on, id limit $7
              """, filter);
        command.Parameters.Add(new() { Value = after.DueOn });
        command.Parameters.Add(new() { Value = after.Id });
        command.Parameters.Add(new() { Value = limit });
        if (filter.Responsible is { } keys) command.Parameters.Add(Keys(keys));
        return await ReadAsync(command, cancellationToken);
    }

    public async Task<IReadOnlyList<FindingCount>> CountAsync(FindingFilter filter, DateOnly today, CancellationToken cancellationToken)
    {
        await using var command = Command($"""
            select rule, count(*)::integer, (count(*) filter (where due_on < $5))::integer, min(due_on) from finding
            where {Standing} and {Conditions(filter)} {(filter.Responsible is null ? "" : "and responsible = any ($6)")}
            group by rule order by rule
            """, filter);
        command.Parameters.Add(new() { Value = today });
        if (filter.Responsible is { } keys) command.Parameters.Add(Keys(keys));
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var counts = new List<FindingCount>();
        while (await reader.ReadAsync(cancellationToken))
            counts.Add(new FindingCount(reader.GetString(0), reader.GetInt32(1), reader.GetInt32(2), reader.GetFieldValue<DateOnly>(3)));
        return counts;
    }

    public async Task<StoredFinding?> FindAsync(long id, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand($"select {Columns} from finding where id = $1 and closed_on is null");
        command.Parameters.Add(new() { Value = id });
        return (await ReadAsync(command, cancellationToken)).SingleOrDefault();
    }

    public async Task<bool> ContestAsync(long id, AuthorityKey by, string reason, DateTimeOffset at, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand("""
            update finding set contested_at = $2, contested_by = $3, contested_reason = $4 where id = $1 and closed_on is null
            """);
        command.Parameters.Add(new() { Value = id });
        command.Parameters.Add(new() { Value = at.UtcDateTime });
        command.Parameters.Add(new() { Value = by.Value });
        command.Parameters.Add(new() { Value = reason });
        return await command.ExecuteNonQueryAsync(cancellationToken) > 0;
    }

    // Written for what is asked, so that each question is one stretch of one index.
    private static string Conditions(FindingFilter filter) => string.Join(" and ",
    [
        filter.Rule is null ? "$1::text is null" : "rule = $1",
        filter.OpenedUntil is null ? "$2::date is null" : "opened_on <= $2",
        filter.Hidden ? "$3" : "hidden = $3",
        filter.Record is null ? "$4::uuid is null" : "record_id = $4",
    ]);

    private NpgsqlCommand Command(string statement, FindingFilter filter)
    {
        var command = database.CreateCommand(statement);
        command.Parameters.Add(new NpgsqlParameter<string?> { TypedValue = filter.Rule });
        command.Parameters.Add(new NpgsqlParameter<DateOnly?> { TypedValue = filter.OpenedUntil });
        command.Parameters.Add(new NpgsqlParameter<bool> { TypedValue = filter.Hidden });
        command.Parameters.Add(new NpgsqlParameter<Guid?> { TypedValue = filter.Record?.Value });
        return command;
    }

    private static NpgsqlParameter<string[]> Keys(IReadOnlyList<AuthorityKey> keys) => new() { TypedValue = [.. keys.Select(key => key.Value)] };

    private static async Task<IReadOnlyList<StoredFinding>> ReadAsync(NpgsqlCommand command, CancellationToken cancellationToken)
    {
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var findings = new List<StoredFinding>();
        while (await reader.ReadAsync(cancellationToken))
            findings.Add(new StoredFinding(reader.GetInt64(0), new RecordId(reader.GetGuid(1)), reader.GetString(2), reader.GetString(3), reader.GetString(4),
                AuthorityKey.Parse(reader.GetString(5)), reader.GetFieldValue<DateOnly>(6), reader.GetFieldValue<DateOnly>(7), reader.GetBoolean(8)));
        return findings;
    }
}
