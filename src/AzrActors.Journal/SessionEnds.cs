using Npgsql;

namespace AzrActors.Journal;

/// <summary>Sessions that the provider of their officials has ended, for all silos (ADR 35).</summary>
public sealed class SessionEnds(NpgsqlDataSource database)
{
    /// <summary>Longer than any session lasts.</summary>
    public static readonly TimeSpan Remembered = TimeSpan.FromDays(1);

    /// <summary>Ends what began until then; a later end stands.</summary>
    /// <param name="mark">43 characters that name the session or its official to nobody.</param>
    public async Task AddAsync(string mark, DateTimeOffset endedAt, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand("""
            insert into session_end as known (mark, ended_at) values ($1, $2)
            on conflict (mark) do update set ended_at = greatest(known.ended_at, excluded.ended_at), noted_at = excluded.noted_at
            """);
        command.Parameters.Add(new() { Value = mark });
        command.Parameters.Add(new() { Value = endedAt });
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>What was noted within this time, by the clock of the database.</summary>
    public async Task<IReadOnlyList<(string Mark, DateTimeOffset EndedAt)>> ListAsync(TimeSpan within, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand("select mark, ended_at from session_end where noted_at > clock_timestamp() - $1");
        command.Parameters.Add(new() { Value = within });
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var ends = new List<(string, DateTimeOffset)>();
        while (await reader.ReadAsync(cancellationToken)) ends.Add((reader.GetString(0), reader.GetFieldValue<DateTimeOffset>(1)));
        return ends;
    }

    public async Task ForgetOldAsync(CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand("delete from session_end where noted_at < clock_timestamp() - $1");
        command.Parameters.Add(new() { Value = Remembered });
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
