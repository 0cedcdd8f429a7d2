using Npgsql;

namespace AzrActors.Journal;

/// <param name="LastMinute">Submissions stored within the last minute.</param>
/// <param name="LastTenMinutes">Submissions stored within the last ten minutes.</param>
public sealed record StoredSubmissions(long LastMinute, long LastTenMinutes);

/// <summary>How much the register as a whole takes, whichever silo took it.</summary>
public sealed class Throughput(NpgsqlDataSource database)
{
    public async Task<StoredSubmissions> CountAsync(DateTimeOffset now, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand("""
            select count(*) filter (where received_at > $1), count(*) from submission_receipt where received_at > $2 and changed
            """);
        command.Parameters.Add(new() { Value = now.AddMinutes(-1) });
        command.Parameters.Add(new() { Value = now.AddMinutes(-10) });
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        await reader.ReadAsync(cancellationToken);
        return new StoredSubmissions(reader.GetInt64(0), reader.GetInt64(1));
    }
}
