using AzrActors.Domain.Vocabulary;
using Npgsql;

namespace AzrActors.Journal.Findings;

/// <summary>Due records on PostgreSQL. A claim is a row lock for a moment and a moment in the row after that.</summary>
public sealed class PostgresRecordWatch(NpgsqlDataSource database) : IRecordWatch
{
    public async Task<IReadOnlyList<RecordId>> ClaimDueAsync(
        DateOnly day, DateTimeOffset now, DateTimeOffset until, int atMost, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand("""
            update record_standing standing set claimed_until = $3
            from (
              select record_id from record_standing where look_on <= $1 and (claimed_until is null or claimed_until <= $2)
              order by look_on, record_id limit $4 for update skip locked
            ) due
            where standing.record_id = due.record_id
            returning standing.record_id
            """);
        command.Parameters.Add(new() { Value = day });
        command.Parameters.Add(new() { Value = now.UtcDateTime });
        command.Parameters.Add(new() { Value = until.UtcDateTime });
        command.Parameters.Add(new() { Value = atMost });
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var due = new List<RecordId>();
        while (await reader.ReadAsync(cancellationToken)) due.Add(new RecordId(reader.GetGuid(0)));
        return due;
    }

    public async Task ForgetAsync(RecordId record, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand("""
            with gone as (delete from record_standing where record_id = $1)
            update finding set closed_on = greatest(opened_on, current_date), closed_because = 'erased' where record_id = $1 and closed_on is null
            """);
        command.Parameters.Add(new() { Value = record.Value });
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
