using AzrActors.Domain.Vocabulary;
using AzrActors.Journal.Webhooks;
using Npgsql;

namespace AzrActors.Journal.Keys;

/// <summary>
/// Wraps the keys of records with the newest master key, page by page, while the register runs. Interrupted, it goes on
/// where it was: what is done no longer waits. Needs the owner of the schema, because the running role changes no key.
/// </summary>
public sealed class KeyRotation(NpgsqlDataSource owner, MasterKeys masters)
{
    private Guid _after = Guid.Empty;

    /// <summary>Living keys of records, and webhooks, by the id of their master key.</summary>
    public async Task<IReadOnlyDictionary<string, long>> CountAsync(CancellationToken cancellationToken)
    {
        await using var command = owner.CreateCommand(
            """
            select master_key_id, count(*) from (
              select master_key_id from record_key where wrapped_key is not null union all select master_key_id from webhook) one
            group by master_key_id
            """);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var counts = new Dictionary<string, long>();
        while (await reader.ReadAsync(cancellationToken)) counts.Add(reader.GetString(0), reader.GetInt64(1));
        return counts;
    }

    /// <summary>Rewraps the next keys, at most so many; behind the last one the secrets of all webhooks.</summary>
    /// <returns>How many there were; 0 at the end.</returns>
    /// <exception cref="MasterKeyMissingException">A key is wrapped by a master key that is not given.</exception>
    /// <exception cref="SealBrokenException">A key was altered, or belongs to another record.</exception>
    public async Task<int> RewrapPageAsync(int atMost, CancellationToken cancellationToken)
    {
        var page = await ReadAsync(atMost, cancellationToken);
        if (page.Count == 0) return await WebhookSecrets.RewrapAsync(owner, masters, cancellationToken);
        // A key that was destroyed meanwhile stays so: there is nothing left that equals what was read.
        await using var write = owner.CreateCommand("""
            update record_key kept set wrapped_key = again.wrapped_key, master_key_id = $4
            from unnest($1::uuid[], $2::bytea[], $3::bytea[]) as again(record_id, former, wrapped_key)
            where kept.record_id = again.record_id and kept.wrapped_key = again.former
            """);
        write.Parameters.Add(new NpgsqlParameter<Guid[]> { TypedValue = [.. page.Select(key => key.Record)] });
        write.Parameters.Add(new NpgsqlParameter<byte[][]> { TypedValue = [.. page.Select(key => key.Former)] });
        write.Parameters.Add(new NpgsqlParameter<byte[][]> { TypedValue = [.. page.Select(key => key.Again)] });
        write.Parameters.Add(new NpgsqlParameter<string> { TypedValue = masters.Active.Id });
        await write.ExecuteNonQueryAsync(cancellationToken);
        _after = page[^1].Record;
        return page.Count;
    }

    private async Task<List<(Guid Record, byte[] Former, byte[] Again)>> ReadAsync(int atMost, CancellationToken cancellationToken)
    {
        await using var read = owner.CreateCommand("""
            select record_id, sealed_from, wrapped_key, master_key_id from record_key
            where record_id > $1 and master_key_id <> $2 and wrapped_key is not null order by record_id limit $3
            """);
        read.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = _after });
        read.Parameters.Add(new NpgsqlParameter<string> { TypedValue = masters.Active.Id });
        read.Parameters.Add(new NpgsqlParameter<int> { TypedValue = atMost });
        await using var reader = await read.ExecuteReaderAsync(cancellationToken);
        var page = new List<(Guid, byte[], byte[])>();
        while (await reader.ReadAsync(cancellationToken))
        {
            var (record, former) = (new RecordId(reader.GetGuid(0)), (byte[])reader.GetValue(2));
            var key = RecordKey.Unwrap(record, reader.GetInt32(1), former, masters.Get(reader.GetString(3)));
            page.Add((record.Value, former, key.WrapWith(masters.Active)));
        }
        return page;
    }
}
