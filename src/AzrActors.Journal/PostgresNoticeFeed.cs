using System.Security.Cryptography;
using AzrActors.Domain.Vocabulary;
using AzrActors.Journal.Keys;
using Npgsql;

namespace AzrActors.Journal;

/// <summary>The stored notices on PostgreSQL.</summary>
public sealed class PostgresNoticeFeed(NpgsqlDataSource database, RecordKeys keys) : INoticeFeed
{
    // What Orleans lets into one message is 100 MB, and a letter grows on the way by the names of authorities.
    private const int PageBytesMax = 8 * 1024 * 1024;

    private const string HeadsOfSome = "select recipient, last from notice_feed where recipient = any ($1)";

    public async Task<NoticeFeedPage> ReadAsync(string recipient, long after, int limit, CancellationToken cancellationToken)
    {
        var page = (await ReadAllAsync([new FeedHead(recipient, after)], limit, cancellationToken))[0];
        return page is { Notices.Count: 0, Broken: { } broken } ? throw broken : page;
    }

    public async Task<IReadOnlyList<NoticeFeedPage>> ReadAllAsync(IReadOnlyList<FeedHead> after, int limit, CancellationToken cancellationToken)
    {
        try
        {
            return await ReadTogetherAsync(after, limit, cancellationToken);
        }
        // The key of one record cannot be unwrapped: only the feeds that tell of it wait for somebody to look after it.
        catch (CryptographicException broken)
        {
            if (after is [{ } single])
                return [new NoticeFeedPage([], (await ListHeadsAsync([single.Recipient], cancellationToken)).SingleOrDefault()?.Last ?? 0) { Broken = broken }];
            var pages = new List<NoticeFeedPage>(after.Count);
            foreach (var alone in after) pages.AddRange(await ReadAllAsync([alone], limit, cancellationToken));
            return pages;
        }
    }

    /// <exception cref="CryptographicException">A key of one of the records cannot be unwrapped.</exception>
    private async Task<IReadOnlyList<NoticeFeedPage>> ReadTogetherAsync(
        IReadOnlyList<FeedHead> after, int limit, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        var (letters, heads) = await ReadSealedAsync(connection, after, limit, cancellationToken);
        // An emptied letter says that the key is gone, which this silo may not have heard of.
        foreach (var emptied in letters.SelectMany(feed => feed).Where(letter => letter.IsEmptied)) keys.Forget(emptied.Record);
        // One more look, and only for persons whose keys are not in memory.
        var found = await keys.FindAsync(connection, letters.SelectMany(feed => feed).Select(letter => letter.Record.Value), cancellationToken);
        return [.. after.Zip(letters, (feed, sealedLetters) =>
            Open(AuthorityKey.Parse(feed.Recipient), sealedLetters, found, heads.GetValueOrDefault(feed.Recipient)))];
    }

    private static async Task<(List<SealedLetter>[] Letters, Dictionary<string, long> Heads)> ReadSealedAsync(
        NpgsqlConnection connection, IReadOnlyList<FeedHead> after, int limit, CancellationToken cancellationToken)
    {
        string[] recipients = [.. after.Select(feed => feed.Recipient)];
        // Feed by feed, and each in the order of its numbers, as its part is read from the index.
        await using var batch = new NpgsqlBatch(connection)
        {
            BatchCommands =
            {
                new("""
                    select feed.place, found.sequence, found.record_id, found.version, found.content
                    from unnest($1::text[], $2::bigint[]) with ordinality feed (recipient, after, place)
                    cross join lateral (
                      select sequence, record_id, version, content from notice
                      where recipient = feed.recipient and sequence > feed.after order by sequence limit $3) found
                    """)
                {
                    Parameters = { new() { Value = recipients }, new() { Value = after.Select(feed => feed.Last).ToArray() }, new() { Value = limit } },
                },
                new(HeadsOfSome) { Parameters = { new() { Value = recipients } } },
            },
        };
        var letters = new List<SealedLetter>[after.Count];
        for (var place = 0; place < letters.Length; place++) letters[place] = [];
        await using var reader = await batch.ExecuteReaderAsync(cancellationToken);
        for (var bytes = 0; bytes < PageBytesMax && await reader.ReadAsync(cancellationToken);)
        {
            var letter = new SealedLetter(reader.GetInt64(1), new RecordId(reader.GetGuid(2)), reader.GetInt32(3), (byte[])reader.GetValue(4));
            bytes += letter.Content.Length;
            letters[reader.GetInt64(0) - 1].Add(letter);
        }
        await reader.NextResultAsync(cancellationToken);
        return (letters, (await ReadHeadsAsync(reader, cancellationToken)).ToDictionary(head => head.Recipient, head => head.Last));
    }

    /// <summary>The letters up to the first one that cannot be opened.</summary>
    private static NoticeFeedPage Open(AuthorityKey recipient, List<SealedLetter> letters, Dictionary<Guid, RecordKey> found, long last)
    {
        var notices = new List<StoredNotice>(letters.Count);
        try
        {
            foreach (var letter in letters) notices.Add(letter.Open(recipient, found[letter.Record.Value]));
            return new NoticeFeedPage(notices, last);
        }
        catch (CryptographicException broken)
        {
            return new NoticeFeedPage(notices, last) { Broken = broken };
        }
    }

    public async Task<IReadOnlyList<FeedHead>> ListHeadsAsync(CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand("select recipient, last from notice_feed");
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        return await ReadHeadsAsync(reader, cancellationToken);
    }

    public async Task<IReadOnlyList<FeedHead>> ListHeadsAsync(IReadOnlyCollection<string> recipients, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand(HeadsOfSome);
        command.Parameters.Add(new() { Value = recipients.ToArray() });
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        return await ReadHeadsAsync(reader, cancellationToken);
    }

    private static async Task<IReadOnlyList<FeedHead>> ReadHeadsAsync(NpgsqlDataReader reader, CancellationToken cancellationToken)
    {
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
