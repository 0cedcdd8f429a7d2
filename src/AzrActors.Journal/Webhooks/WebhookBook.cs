using System.Security.Cryptography;
using AzrActors.Journal.Keys;
using Npgsql;

namespace AzrActors.Journal.Webhooks;

/// <summary>Where offices have their notices sent, on PostgreSQL.</summary>
public sealed class WebhookBook(NpgsqlDataSource database, MasterKeys masters)
{
    private const string Opened = "authority, name, url, master_key_id, secret, case when former_until > $1 then former_secret end, tries";

    // In what Opened names: the newest first.
    private static readonly int[] SecretColumns = [4, 5];

    private const string Shown = """
        select w.authority, w.name, w.url, w.created_at, case when w.former_until > $1 then w.former_until end,
          coalesce((select last from notice_feed f where f.recipient = w.authority), 0)
            - coalesce((select sequence from notice_position p where p.recipient = w.authority and p.subscription = w.name), 0),
          (select count(*) from notice_parked k where k.recipient = w.authority and k.subscription = w.name),
          w.tries, w.next_try_at, w.last_fault, w.delivered_at
        from webhook w
        """;

    /// <summary>Those of an authority, or all of them for null, by authority and name.</summary>
    public async Task<IReadOnlyList<StoredWebhook>> ListAsync(string? authority, DateTimeOffset now, CancellationToken cancellationToken)
    {
        await using var command = Command($"{Shown} where $2 = '' or w.authority = $2 order by w.authority, w.name", now, authority ?? "");
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var found = new List<StoredWebhook>();
        while (await reader.ReadAsync(cancellationToken))
            found.Add(new StoredWebhook(
                reader.GetString(0), reader.GetString(1), reader.GetString(2), reader.GetFieldValue<DateTimeOffset>(3), InstantAt(reader, 4),
                reader.GetInt64(5), reader.GetInt64(6), reader.GetInt32(7), InstantAt(reader, 8), reader.IsDBNull(9) ? null : reader.GetString(9),
                InstantAt(reader, 10)));
        return found;
    }

    /// <summary>Sends to this address from now on. A new webhook gets a secret; another address keeps it.</summary>
    /// <returns>The secret of a new webhook, null for one that was there.</returns>
    /// <exception cref="SealBrokenException">The row is not what the register stored.</exception>
    public async Task<byte[]?> PutAsync(string authority, string name, string url, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var secret = WebhookSecrets.Create();
        await using (var command = Command(
            "insert into webhook (authority, name, url, master_key_id, secret, created_at) values ($1, $2, $3, $4, $5, $6) on conflict do nothing",
            authority, name, url, masters.Active.Id, WebhookSecrets.Seal(masters.Active, secret, authority, name, url), now))
            if (await command.ExecuteNonQueryAsync(cancellationToken) > 0) return secret;
        await ChangeAsync(authority, name, row => row with { Url = url }, cancellationToken);
        return null;
    }

    /// <summary>
    /// Makes a new secret; the former signs beside it until then. While two are in force none is made: the newest is told again, and
    /// the former ends then if that is earlier.
    /// </summary>
    /// <returns>The newest secret; null if there is no such webhook.</returns>
    /// <exception cref="SealBrokenException">The row is not what the register stored.</exception>
    public async Task<byte[]?> RotateAsync(string authority, string name, DateTimeOffset formerUntil, DateTimeOffset now, CancellationToken cancellationToken) =>
        (await ChangeAsync(authority, name, row => row.FormerUntil > now
            ? row with { FormerUntil = row.FormerUntil < formerUntil ? row.FormerUntil : formerUntil }
            : row with { Secret = WebhookSecrets.Create(), Former = row.Secret, FormerUntil = formerUntil }, cancellationToken))?.Secret;

    /// <returns>False if there is none.</returns>
    public async Task<bool> RemoveAsync(string authority, string name, CancellationToken cancellationToken)
    {
        await using var command = Command("""
            with aside as (delete from notice_parked where recipient = $1 and subscription = $2)
            delete from webhook where authority = $1 and name = $2
            """, authority, name);
        return await command.ExecuteNonQueryAsync(cancellationToken) > 0;
    }

    /// <summary>A webhook as it is, for a message that is none of the feed; whoever sends for it meanwhile goes on.</summary>
    /// <returns>Null if there is none.</returns>
    public async Task<OpenedWebhook?> FindAsync(string authority, string name, DateTimeOffset now, CancellationToken cancellationToken)
    {
        await using var command = Command($"select {Opened} from webhook where authority = $2 and name = $3", now, authority, name);
        return (await ReadOpenedAsync(command, cancellationToken)).SingleOrDefault();
    }

    /// <summary>Takes webhooks that have something to send, at most so many, so that no other silo sends for them until then.</summary>
    public async Task<IReadOnlyList<OpenedWebhook>> TakeDueAsync(int atMost, DateTimeOffset now, DateTimeOffset until, CancellationToken cancellationToken)
    {
        await using var command = Command($"""
            update webhook w set leased_until = $2 where (w.authority, w.name) in (
              select due.authority, due.name from webhook due
              where coalesce(due.leased_until, $1) <= $1 and coalesce(due.next_try_at, $1) <= $1 and (
                exists (select from notice_feed f where f.recipient = due.authority and f.last >
                  coalesce((select sequence from notice_position p where p.recipient = due.authority and p.subscription = due.name), 0))
                or exists (select from notice_parked k where k.recipient = due.authority and k.subscription = due.name and k.replay_asked_at is not null))
              order by due.leased_until nulls first limit $3 for update skip locked)
            returning {Opened}
            """, now, until, atMost);
        return await ReadOpenedAsync(command, cancellationToken);
    }

    private async Task<IReadOnlyList<OpenedWebhook>> ReadOpenedAsync(NpgsqlCommand command, CancellationToken cancellationToken)
    {
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var found = new List<OpenedWebhook>();
        while (await reader.ReadAsync(cancellationToken))
        {
            var (authority, name, url, master) = (reader.GetString(0), reader.GetString(1), reader.GetString(2), reader.GetString(3));
            var secrets = SecretColumns.Where(column => !reader.IsDBNull(column)).Select(column => (byte[])reader.GetValue(column));
            found.Add(new OpenedWebhook(authority, name, url, Open(master, [.. secrets], authority, name, url), reader.GetInt32(6)));
        }
        return found;
    }

    /// <summary>Gives a webhook back and says how it stands.</summary>
    /// <param name="fault">Kind of the last fault; null when the last try succeeded.</param>
    /// <param name="deliveredAt">When something was taken last; null if nothing was.</param>
    public async Task GiveBackAsync(
        OpenedWebhook webhook, int tries, DateTimeOffset? nextTryAt, string? fault, DateTimeOffset? deliveredAt, CancellationToken cancellationToken)
    {
        await using var command = Command("""
            update webhook set leased_until = null, tries = $3, next_try_at = $4, last_fault = $5, delivered_at = coalesce($6, delivered_at)
            where authority = $1 and name = $2 and url = $7
            """, webhook.Authority, webhook.Name, tries, nextTryAt, fault, deliveredAt, webhook.Url);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private IReadOnlyList<byte[]> Open(string master, IReadOnlyList<byte[]> secrets, string authority, string name, string url)
    {
        try
        {
            return [.. secrets.Select(secret => WebhookSecrets.Open(masters.Get(master), secret, authority, name, url))];
        }
        catch (CryptographicException)
        {
            // Said by the empty list: the others of the page are sent all the same.
            return [];
        }
    }

    private sealed record Row(string Url, byte[] Secret, byte[]? Former, DateTimeOffset? FormerUntil);

    private async Task<Row?> ChangeAsync(string authority, string name, Func<Row, Row> change, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        Row row;
        await using (var read = With(new NpgsqlCommand(
            "select url, master_key_id, secret, former_secret, former_until from webhook where authority = $1 and name = $2 for update",
            connection, transaction), authority, name))
        {
            await using var reader = await read.ExecuteReaderAsync(cancellationToken);
            if (!await reader.ReadAsync(cancellationToken)) return null;
            var (url, master) = (reader.GetString(0), masters.Get(reader.GetString(1)));
            row = new Row(url, Open(2)!, Open(3), InstantAt(reader, 4));

            byte[]? Open(int column) => reader.IsDBNull(column) ? null : WebhookSecrets.Open(master, (byte[])reader.GetValue(column), authority, name, url);
        }
        row = change(row);
        await using var write = With(new NpgsqlCommand("""
            update webhook set url = $3, master_key_id = $4, secret = $5, former_secret = $6, former_until = $7, tries = 0, next_try_at = null, leased_until = null
            where authority = $1 and name = $2
            """, connection, transaction), authority, name, row.Url, masters.Active.Id, Seal(row.Secret), row.Former is { } former ? Seal(former) : null, row.FormerUntil);
        await write.ExecuteNonQueryAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return row;

        byte[] Seal(byte[] secret) => WebhookSecrets.Seal(masters.Active, secret, authority, name, row.Url);
    }

    private static DateTimeOffset? InstantAt(NpgsqlDataReader reader, int column) =>
        reader.IsDBNull(column) ? null : reader.GetFieldValue<DateTimeOffset>(column);

    private NpgsqlCommand Command(string sql, params object?[] values) => With(database.CreateCommand(sql), values);

    private static NpgsqlCommand With(NpgsqlCommand command, params object?[] values)
    {
        foreach (var value in values) command.Parameters.Add(new NpgsqlParameter { Value = value ?? DBNull.Value });
        return command;
    }
}
