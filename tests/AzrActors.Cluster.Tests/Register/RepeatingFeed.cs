using AzrActors.Journal;

namespace AzrActors.Cluster.Tests.Register;

/// <summary>The feeds of one silo, of which the pump is now and then handed a page that begins with notices it had before.</summary>
internal sealed class RepeatingFeed(PostgresNoticeFeed feed, JournalFaults faults) : INoticeFeed
{
    private const int Repeated = 5;

    public Task<NoticeFeedPage> ReadAsync(string recipient, long after, int limit, CancellationToken cancellationToken) =>
        feed.ReadAsync(recipient, after, limit, cancellationToken);

    public Task<IReadOnlyList<NoticeFeedPage>> ReadAllAsync(IReadOnlyList<FeedHead> after, int limit, CancellationToken cancellationToken) =>
        feed.ReadAllAsync(
            [.. after.Select(one => one.Last > 0 && faults.TakeRepeat() ? one with { Last = Math.Max(0, one.Last - Repeated) } : one)],
            limit, cancellationToken);

    public Task<IReadOnlyList<FeedHead>> ListHeadsAsync(CancellationToken cancellationToken) => feed.ListHeadsAsync(cancellationToken);

    public Task<IReadOnlyList<FeedHead>> ListHeadsAsync(IReadOnlyCollection<string> recipients, CancellationToken cancellationToken) =>
        feed.ListHeadsAsync(recipients, cancellationToken);

    public Task RingAsync(string recipient, CancellationToken cancellationToken) => feed.RingAsync(recipient, cancellationToken);

    public Task<long> GetPositionAsync(string recipient, string subscription, CancellationToken cancellationToken) =>
        feed.GetPositionAsync(recipient, subscription, cancellationToken);

    public Task AcknowledgeAsync(string recipient, string subscription, long sequence, CancellationToken cancellationToken) =>
        feed.AcknowledgeAsync(recipient, subscription, sequence, cancellationToken);
}
