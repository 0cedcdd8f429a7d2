using AzrActors.Journal;
using Npgsql;

namespace AzrActors.Torture.Bugs;

/// <summary>
/// The bug "skip order" (ADR 2): follows a feed by the positions of its changes, which are drawn when a change is inserted
/// and become visible when it is committed. Whoever commits after a later position has been read is skipped.
/// </summary>
internal sealed class PositionOrderedFeed(PostgresNoticeFeed feed, NpgsqlDataSource database) : INoticeFeed
{
    public async Task<NoticeFeedPage> ReadAsync(string recipient, long after, int limit, CancellationToken cancellationToken)
    {
        var notices = new List<StoredNotice>();
        foreach (var sequence in await ListBehindAsync(recipient, after, limit, cancellationToken))
            notices.AddRange((await feed.ReadAsync(recipient, sequence - 1, 1, cancellationToken)).Notices);
        return new NoticeFeedPage(notices, (await feed.ReadAsync(recipient, long.MaxValue, 1, cancellationToken)).Last);
    }

    public async Task<IReadOnlyList<NoticeFeedPage>> ReadAllAsync(IReadOnlyList<FeedHead> after, int limit, CancellationToken cancellationToken)
    {
        var pages = new List<NoticeFeedPage>(after.Count);
        foreach (var one in after) pages.Add(await ReadAsync(one.Recipient, one.Last, limit, cancellationToken));
        return pages;
    }

    public Task<IReadOnlyList<FeedHead>> ListHeadsAsync(CancellationToken cancellationToken) => feed.ListHeadsAsync(cancellationToken);

    public Task<IReadOnlyList<FeedHead>> ListHeadsAsync(IReadOnlyCollection<string> recipients, CancellationToken cancellationToken) =>
        feed.ListHeadsAsync(recipients, cancellationToken);

    public Task RingAsync(string recipient, CancellationToken cancellationToken) => feed.RingAsync(recipient, cancellationToken);

    public Task<long> GetPositionAsync(string recipient, string subscription, CancellationToken cancellationToken) =>
        feed.GetPositionAsync(recipient, subscription, cancellationToken);

    public Task AcknowledgeAsync(string recipient, string subscription, long sequence, CancellationToken cancellationToken) =>
        feed.AcknowledgeAsync(recipient, subscription, sequence, cancellationToken);

    private async Task<IReadOnlyList<long>> ListBehindAsync(string recipient, long after, int limit, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand("""
            select sequence from notice join record_change using (record_id, version)
            where recipient = $1 and position > coalesce((
              select position from notice read join record_change using (record_id, version)
              where read.recipient = $1 and read.sequence = $2), 0)
            order by position limit $3
            """);
        command.Parameters.Add(new() { Value = recipient });
        command.Parameters.Add(new() { Value = after });
        command.Parameters.Add(new() { Value = limit });
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var sequences = new List<long>();
        while (await reader.ReadAsync(cancellationToken)) sequences.Add(reader.GetInt64(0));
        return sequences;
    }
}
