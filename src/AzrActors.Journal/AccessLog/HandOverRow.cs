using AzrActors.Domain.AccessLog;
using Npgsql;

namespace AzrActors.Journal.AccessLog;

/// <summary>Hand-overs in the database, where silos tell each other of them and auditors find them.</summary>
internal static class HandOverRow
{
    public const string Select = "select from_key, public_key, active_from, signature from log_hand_over order by id";

    public static async Task<IReadOnlyList<KeyHandOver>> ReadAllAsync(NpgsqlDataReader reader, CancellationToken cancellationToken)
    {
        var all = new List<KeyHandOver>();
        while (await reader.ReadAsync(cancellationToken))
            all.Add(new KeyHandOver(reader.GetString(0), (byte[])reader.GetValue(1), reader.GetFieldValue<DateTimeOffset>(2), (byte[])reader.GetValue(3)));
        return all;
    }

    /// <summary>
    /// Tells the others; what they know already is not told twice. A hand-over that the register has sealed past, because it
    /// was brought too late, is not told: it would make retired what was in force.
    /// </summary>
    /// <returns>False if one was too late.</returns>
    public static async Task<bool> TryAnnounceAsync(NpgsqlDataSource database, IReadOnlyList<KeyHandOver> handOvers, CancellationToken cancellationToken)
    {
        if (handOvers.Count == 0) return true;
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        // Nobody seals meanwhile, and whoever seals next reads it.
        await using var batch = new NpgsqlBatch(connection, transaction)
        {
            BatchCommands =
            {
                new("select pg_advisory_xact_lock($1)") { Parameters = { new() { Value = SealRound.LockKey } } },
                new("""
                    insert into log_hand_over (from_key, public_key, active_from, signature)
                    select from_key, public_key, active_from, signature
                    from unnest($1::text[], $2::bytea[], $3::timestamptz[], $4::bytea[], $5::text[])
                      as told(from_key, public_key, active_from, signature, to_key)
                    where active_from > coalesce((select sealed_at from log_checkpoint order by size desc limit 1), '-infinity')
                      or exists (select from log_checkpoint where key_id = to_key)
                    on conflict (signature) do nothing
                    """)
                {
                    Parameters =
                    {
                        new() { Value = handOvers.Select(one => one.From).ToArray() }, new() { Value = handOvers.Select(one => one.NewKey).ToArray() },
                        new() { Value = handOvers.Select(one => one.ActiveFrom.UtcDateTime).ToArray() },
                        new() { Value = handOvers.Select(one => one.Signature).ToArray() }, new() { Value = handOvers.Select(one => one.To).ToArray() },
                    },
                },
                new("select count(*) from log_hand_over where signature = any ($1)")
                {
                    Parameters = { new() { Value = handOvers.Select(one => one.Signature).ToArray() } },
                },
            },
        };
        long told;
        await using (var reader = await batch.ExecuteReaderAsync(cancellationToken))
        {
            // Of the two that answer with rows, the second; the insert answers with none.
            await reader.NextResultAsync(cancellationToken);
            await reader.ReadAsync(cancellationToken);
            told = reader.GetInt64(0);
        }
        await transaction.CommitAsync(cancellationToken);
        return told == handOvers.Count;
    }
}
