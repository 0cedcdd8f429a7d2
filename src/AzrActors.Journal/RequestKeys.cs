using AzrActors.Domain.Vocabulary;
using Npgsql;

namespace AzrActors.Journal;

/// <summary>Which call a key of an authority stands for, for as long as it is remembered (ADR 26).</summary>
public sealed class RequestKeys(NpgsqlDataSource database)
{
    /// <summary>Time after which a key is as if it had never been used.</summary>
    public static readonly TimeSpan Remembered = TimeSpan.FromDays(7);

    /// <summary>Each claim takes away more old rows than it adds, so the table stays as small as its week.</summary>
    private const int ForgottenAtOnce = 10;

    /// <summary>Lets the key stand for this content, unless it stands for another already.</summary>
    /// <param name="key">SHA-256 of the key.</param>
    /// <param name="content">32 bytes that stand for the call.</param>
    /// <returns>False when it stands for another.</returns>
    public async Task<bool> ClaimAsync(AuthorityKey authority, byte[] key, byte[] content, DateTimeOffset now, CancellationToken cancellationToken)
    {
        await using var batch = database.CreateBatch();
        batch.BatchCommands.Add(Command($"""
            delete from request_key where (authority, key) in (
              select authority, key from request_key where at < $1 order by at limit {ForgottenAtOnce} for update skip locked)
            """, now - Remembered));
        batch.BatchCommands.Add(Command("""
            insert into request_key (authority, key, content, at) values ($1, $2, $3, $4)
            on conflict (authority, key) do update set content = excluded.content, at = excluded.at where request_key.at < $5
            """, authority.Value, key, content, now, now - Remembered));
        batch.BatchCommands.Add(Command("select content = $3 from request_key where authority = $1 and key = $2", authority.Value, key, content));
        await using var reader = await batch.ExecuteReaderAsync(cancellationToken);
        return await reader.ReadAsync(cancellationToken) && reader.GetBoolean(0);
    }

    private static NpgsqlBatchCommand Command(string sql, params ReadOnlySpan<object> values)
    {
        var command = new NpgsqlBatchCommand(sql);
        foreach (var value in values) command.Parameters.Add(new() { Value = value });
        return command;
    }
}
