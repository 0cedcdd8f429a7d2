using System.Security.Cryptography;
using System.Text;
using AzrActors.Journal.Keys;
using Npgsql;

namespace AzrActors.Journal.Webhooks;

/// <summary>A webhook as its office and the operators see it: without secrets.</summary>
/// <param name="FormerUntil">Until when the former secret still signs beside the new one; null when there is one secret.</param>
/// <param name="Waiting">Notices that were not sent yet.</param>
/// <param name="Tries">How often the notice that is next has failed.</param>
/// <param name="LastFault">Kind of the last fault; null when the last try succeeded.</param>
public sealed record StoredWebhook(
    string Authority, string Name, string Url, DateTimeOffset CreatedAt, DateTimeOffset? FormerUntil, long Waiting, long Parked, int Tries,
    DateTimeOffset? NextTryAt, string? LastFault, DateTimeOffset? DeliveredAt);

/// <summary>A webhook with what is needed to send for it.</summary>
/// <param name="Secrets">Each signs, the newest first; none if the row is not what the register stored, and then nothing may be sent.</param>
public sealed record OpenedWebhook(string Authority, string Name, string Url, IReadOnlyList<byte[]> Secrets, int Tries)
{
    public override string ToString() => $"{Authority}/{Name}";
}

/// <summary>The secrets of a webhook, sealed and opened for their row.</summary>
internal static class WebhookSecrets
{
    public const int Length = 32;

    public static byte[] Create() => RandomNumberGenerator.GetBytes(Length);

    public static byte[] Seal(MasterKey master, byte[] secret, string authority, string name, string url) =>
        master.Seal(secret, PlaceOf(authority, name, url));

    /// <exception cref="SealBrokenException">The row is not what the register stored.</exception>
    public static byte[] Open(MasterKey master, byte[] sealedSecret, string authority, string name, string url) =>
        master.Open(sealedSecret, PlaceOf(authority, name, url))
        ?? throw new SealBrokenException($"The secret of webhook {authority}/{name} is not what the register stored there.");

    // The name has no slash, so no other row has the same place.
    private static byte[] PlaceOf(string authority, string name, string url) => Encoding.UTF8.GetBytes($"W{authority}/{name}/{url}");

    /// <summary>Wraps the secrets of all webhooks with the newest master key.</summary>
    /// <returns>How many webhooks were not wrapped with it.</returns>
    public static async Task<int> RewrapAsync(NpgsqlDataSource owner, MasterKeys masters, CancellationToken cancellationToken)
    {
        await using var connection = await owner.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        var rows = new List<(string Authority, string Name, string Url, string Master, byte[] Secret, byte[]? Former)>();
        await using (var read = new NpgsqlCommand(
            "select authority, name, url, master_key_id, secret, former_secret from webhook where master_key_id <> $1 for update", connection, transaction))
        {
            read.Parameters.Add(new() { Value = masters.Active.Id });
            await using var reader = await read.ExecuteReaderAsync(cancellationToken);
            while (await reader.ReadAsync(cancellationToken))
                rows.Add((reader.GetString(0), reader.GetString(1), reader.GetString(2), reader.GetString(3), (byte[])reader.GetValue(4),
                    reader.IsDBNull(5) ? null : (byte[])reader.GetValue(5)));
        }
        foreach (var row in rows)
        {
            await using var write = new NpgsqlCommand(
                "update webhook set master_key_id = $3, secret = $4, former_secret = $5 where authority = $1 and name = $2", connection, transaction);
            write.Parameters.Add(new() { Value = row.Authority });
            write.Parameters.Add(new() { Value = row.Name });
            write.Parameters.Add(new() { Value = masters.Active.Id });
            write.Parameters.Add(new() { Value = Again(row.Secret) });
            write.Parameters.Add(new NpgsqlParameter { Value = row.Former is { } former ? Again(former) : DBNull.Value, NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.Bytea });
            await write.ExecuteNonQueryAsync(cancellationToken);

            byte[] Again(byte[] content) => Seal(
                masters.Active, Open(masters.Get(row.Master), content, row.Authority, row.Name, row.Url), row.Authority, row.Name, row.Url);
        }
        await transaction.CommitAsync(cancellationToken);
        return rows.Count;
    }
}
