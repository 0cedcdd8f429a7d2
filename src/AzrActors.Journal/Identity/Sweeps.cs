using AzrActors.Domain.Vocabulary;
using Npgsql;

namespace AzrActors.Journal.Identity;

/// <summary>How far the whole stock has been held against itself. A sweep goes on where it was, at whichever silo.</summary>
public sealed class Sweeps(NpgsqlDataSource database)
{
    /// <summary>Begins one unless one is under way.</summary>
    public async Task BeginAsync(AuthorityKey by, DateTimeOffset at, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand("""
            insert into match_sweep (started_by, started_at) select $1, $2 where not exists (select from match_sweep where ended_at is null)
            """);
        command.Parameters.Add(new() { Value = by.Value });
        command.Parameters.Add(new() { Value = at });
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>The newest one, under way or ended; null if there was none.</summary>
    public async Task<StoredSweep?> FindNewestAsync(CancellationToken cancellationToken) => await ReadAsync(
        "select sweep_id, after, records, pairs, worked_ms, started_at, ended_at from match_sweep order by sweep_id desc limit 1", cancellationToken);

    /// <summary>Takes the sweep that is under way for a while; null if there is none or another silo has it.</summary>
    public async Task<StoredSweep?> ClaimAsync(TimeSpan claim, CancellationToken cancellationToken) => await ReadAsync("""
        update match_sweep set claimed_until = now() + $1 where ended_at is null and claimed_until < now()
        returning sweep_id, after, records, pairs, worked_ms, started_at, ended_at
        """, cancellationToken, claim);

    /// <summary>
    /// So much more is done; nothing if another silo, which took this one for dead, has done it meanwhile. Without a place to go on from
    /// it has ended.
    /// </summary>
    public async Task AdvanceAsync(StoredSweep sweep, Guid? after, int records, int news, TimeSpan worked, DateTimeOffset at, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand("""
            update match_sweep set after = coalesce($2, after), records = records + $3, pairs = pairs + $4, worked_ms = worked_ms + $5,
              claimed_until = '-infinity', ended_at = case when $2 is null then $6 end
            where sweep_id = $1 and after = $7 and ended_at is null
            """);
        command.Parameters.Add(new() { Value = sweep.Sweep });
        command.Parameters.Add(new NpgsqlParameter { Value = after ?? (object)DBNull.Value, NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.Uuid });
        command.Parameters.Add(new() { Value = (long)records });
        command.Parameters.Add(new() { Value = (long)news });
        command.Parameters.Add(new() { Value = (long)worked.TotalMilliseconds });
        command.Parameters.Add(new() { Value = at });
        command.Parameters.Add(new() { Value = sweep.After });
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private async Task<StoredSweep?> ReadAsync(string sql, CancellationToken cancellationToken, params object[] values)
    {
        await using var command = database.CreateCommand(sql);
        foreach (var value in values) command.Parameters.Add(new() { Value = value });
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        if (!await reader.ReadAsync(cancellationToken)) return null;
        return new StoredSweep(reader.GetInt64(0), reader.GetGuid(1), reader.GetInt64(2), reader.GetInt64(3), TimeSpan.FromMilliseconds(reader.GetInt64(4)),
            reader.GetFieldValue<DateTimeOffset>(5), reader.IsDBNull(6) ? null : reader.GetFieldValue<DateTimeOffset>(6));
    }
}

/// <param name="After">Id of the last record that was looked at.</param>
/// <param name="Worked">Time spent looking.</param>
public sealed record StoredSweep(long Sweep, Guid After, long Records, long News, TimeSpan Worked, DateTimeOffset StartedAt, DateTimeOffset? EndedAt);
