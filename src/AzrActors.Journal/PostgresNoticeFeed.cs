using AzrActors.Domain.Vocabulary;
using AzrActors.Journal.Keys;
using Npgsql;

namespace AzrActors.Journal;

/// <summary>The stored notices on PostgreSQL.</summary>
public sealed class PostgresNoticeFeed(NpgsqlDataSource database, RecordKeys keys) : INoticeFeed
{
    // What Orleans lets into one message is 100 MB, and a letter grows on the way by the names of authorities.
    private const int PageBytesMax = 8 * 1024 * 1024;

    public async Task<NoticeFeedPage> ReadAsync(string recipient, long after, int limit, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var batch = new NpgsqlBatch(connection)
        {
            BatchCommands =
            {
                new("select sequence, record_id, version, content from notice where recipient = $1 and sequence > $2 order by sequence limit $3")
                {
                    Parameters = { new() { Value = recipient }, new() { Value = after }, new() { Value = limit } },
                },
                new("select last from notice_feed where recipient = $1") { Parameters = { new() { Value = recipient } } },
            },
        };
        var letters = new List<SealedLetter>();
        long last;
        await using (var reader = await batch.ExecuteReaderAsync(cancellationToken))
        {
            for (var bytes = 0; bytes < PageBytesMax && await reader.ReadAsync(cancellationToken);)
            {
                var letter = new SealedLetter(reader.GetInt64(0), new RecordId(reader.GetGuid(1)), reader.GetInt32(2), (byte[])reader.GetValue(3));
                bytes += letter.Content.Length;
                letters.Add(letter);
            }
            await reader.NextResultAsync(cancellationToken);
            last = await reader.ReadAsync(cancellationToken) ? reader.GetInt64(0) : 0;
        }
        // An emptied letter says that the key is gone, which this silo may not have heard of.
        foreach (var emptied in letters.Where(letter => letter.IsEmptied)) keys.Forget(emptied.Record);
        // One more look, and only for persons whose keys are not in memory.
        var found = await keys.FindAsync(connection, letters.Select(letter => letter.Record.Value), cancellationToken);
        var addressee = AuthorityKey.Parse(recipient);
        return new NoticeFeedPage([.. letters.Select(letter => letter.Open(addressee, found[letter.Record.Value]))], last);
    }

    public async Task<IReadOnlyList<FeedHead>> ListHeadsAsync(CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand("select recipient, last from notice_feed");
        return await ReadHeadsAsync(command, cancellationToken);
    }

    public async Task<IReadOnlyList<FeedHead>> ListHeadsAsync(IReadOnlyCollection<string> recipients, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand("select recipient, last from notice_feed where recipient = any ($1)");
        command.Parameters.Add(new() { Value = recipients.ToArray() });
        return await ReadHeadsAsync(command, cancellationToken);
    }

    private static async Task<IReadOnlyList<FeedHead>> ReadHeadsAsync(NpgsqlCommand command, CancellationToken cancellationToken)
    {
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var heads = new List<FeedHead>();
        while (await reader.ReadAsync(cancellationToken)) heads.Add(new FeedHead(reader.GetString(0), reader.GetInt64(1)));
        return heads;
    }

    public async Task RingAsync(string recipient, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand($"select pg_notify('{PostgresNoticeSignal.Channel}', $1)");
        command.Parameters.Add(new() { Value = PostgresNoticeSignal.Payload([recipient]) });
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    public async Task<long> GetPositionAsync(string recipient, string subscription, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand("select sequence from notice_position where recipient = $1 and subscription = $2");
        command.Parameters.Add(new() { Value = recipient });
        command.Parameters.Add(new() { Value = subscription });
        return await command.ExecuteScalarAsync(cancellationToken) is long sequence ? sequence : 0;
    }

    public async Task AcknowledgeAsync(string recipient, string subscription, long sequence, CancellationToken cancellationToken)
    {
        // Nobody can acknowledge what was never sent.
        await using var command = database.CreateCommand("""
            insert into notice_position as position (recipient, subscription, sequence)
            select $1, $2, least($3, coalesce((select last from notice_feed where recipient = $1), 0))
            on conflict (recipient, subscription) do update
              set sequence = excluded.sequence, acknowledged_at = now()
              where position.sequence < excluded.sequence
            """);
        command.Parameters.Add(new() { Value = recipient });
        command.Parameters.Add(new() { Value = subscription });
        command.Parameters.Add(new() { Value = sequence });
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
