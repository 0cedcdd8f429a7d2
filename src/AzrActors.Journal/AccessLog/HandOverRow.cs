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

    /// <summary>Tells the others; what they know already is not told twice.</summary>
    public static async Task AnnounceAsync(NpgsqlDataSource database, IReadOnlyList<KeyHandOver> handOvers, CancellationToken cancellationToken)
    {
        if (handOvers.Count == 0) return;
        await using var command = database.CreateCommand("""
            insert into log_hand_over (from_key, public_key, active_from, signature)
            select * from unnest($1::text[], $2::bytea[], $3::timestamptz[], $4::bytea[]) on conflict (signature) do nothing
            """);
        foreach (object column in new object[]
        {
            handOvers.Select(one => one.From).ToArray(), handOvers.Select(one => one.NewKey).ToArray(),
            handOvers.Select(one => one.ActiveFrom.UtcDateTime).ToArray(), handOvers.Select(one => one.Signature).ToArray(),
        })
            command.Parameters.Add(new() { Value = column });
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
