using Npgsql;

namespace AzrActors.Journal.Receipts;

/// <summary>Parked notices on PostgreSQL.</summary>
public sealed class PostgresNoticeParking(NpgsqlDataSource database) : INoticeParking
{
    public async Task<bool> ParkAsync(string recipient, string subscription, ParkedLetter letter, CancellationToken cancellationToken)
    {
        await using var command = Command("""
            insert into notice_parked as parked (recipient, subscription, sequence, person, tries, reason, behind)
            select letter.recipient, $2, letter.sequence, $4, $5, $6, $7 from notice letter where letter.recipient = $1 and letter.sequence = $3
            on conflict (recipient, subscription, sequence) do update
              set tries = parked.tries + excluded.tries, reason = excluded.reason, behind = excluded.behind, replay_asked_at = null
            """, recipient, subscription, letter.Sequence, letter.Person, letter.Tries, letter.Reason, letter.Behind);
        return await command.ExecuteNonQueryAsync(cancellationToken) > 0;
    }

    public async Task<IReadOnlyList<ParkedLetter>> ListAsync(
        string recipient, string subscription, long after, int limit, CancellationToken cancellationToken)
    {
        await using var command = Command("""
            select sequence, person, tries, reason, behind, parked_at, replay_asked_at from notice_parked
            where recipient = $1 and subscription = $2 and sequence > $3 order by sequence limit $4
            """, recipient, subscription, after, limit);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var parked = new List<ParkedLetter>();
        while (await reader.ReadAsync(cancellationToken))
            parked.Add(new ParkedLetter(
                reader.GetInt64(0), reader.GetString(1), reader.GetInt32(2), reader.GetString(3), reader.IsDBNull(4) ? null : reader.GetInt64(4))
            {
                ParkedAt = reader.GetFieldValue<DateTimeOffset>(5),
                ReplayAskedAt = reader.IsDBNull(6) ? null : reader.GetFieldValue<DateTimeOffset>(6),
            });
        return parked;
    }

    public async Task<long?> FindFirstAsync(string recipient, string subscription, string person, CancellationToken cancellationToken)
    {
        await using var command = Command(
            "select min(sequence) from notice_parked where recipient = $1 and subscription = $2 and person = $3", recipient, subscription, person);
        return await command.ExecuteScalarAsync(cancellationToken) as long?;
    }

    public async Task<int> AskReplayAsync(string recipient, string subscription, long? sequence, CancellationToken cancellationToken)
    {
        // Of one person all or none: a later one may not overtake an earlier one.
        await using var command = Command("""
            update notice_parked set replay_asked_at = now()
            where recipient = $1 and subscription = $2 and ($3 is null or person in (
              select chosen.person from notice_parked chosen where chosen.recipient = $1 and chosen.subscription = $2 and chosen.sequence = $3))
            """, recipient, subscription, sequence);
        return await command.ExecuteNonQueryAsync(cancellationToken);
    }

    public async Task ReleaseAsync(string recipient, string subscription, long sequence, CancellationToken cancellationToken)
    {
        await using var command = Command(
            "delete from notice_parked where recipient = $1 and subscription = $2 and sequence = $3", recipient, subscription, sequence);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    public async Task<long> CountAsync(CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand("select count(*) from notice_parked");
        return (long)(await command.ExecuteScalarAsync(cancellationToken))!;
    }

    private NpgsqlCommand Command(string sql, params object?[] values)
    {
        var command = database.CreateCommand(sql);
        foreach (var value in values)
            command.Parameters.Add(value is null
                ? new NpgsqlParameter { Value = DBNull.Value, NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.Bigint }
                : new NpgsqlParameter { Value = value });
        return command;
    }
}
