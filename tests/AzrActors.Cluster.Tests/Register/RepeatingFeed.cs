using AzrActors.Journal;
using AzrActors.Streams;

namespace AzrActors.Cluster.Tests.Register;

/// <summary>The feeds of one silo, of which the pump is now and then handed a page that begins with notices it had before.</summary>
internal sealed class RepeatingFeed(PostgresNoticeFeed feed, JournalFaults faults) : INoticeFeed
{
    private const int Repeated = 5;

    // Subscribers that fetch by number ask for other pages, and get what they ask for.
    private static readonly int PageOfThePump = new NoticeStreamOptions().PageSize;

    public Task<NoticeFeedPage> ReadAsync(string recipient, long after, int limit, CancellationToken cancellationToken) => feed.ReadAsync(
        recipient, limit == PageOfThePump && after > 0 && faults.TakeRepeat() ? Math.Max(0, after - Repeated) : after, limit, cancellationToken);

    public Task<IReadOnlyList<FeedHead>> ListHeadsAsync(CancellationToken cancellationToken) => feed.ListHeadsAsync(cancellationToken);

    public Task<IReadOnlyList<FeedHead>> ListHeadsAsync(IReadOnlyCollection<string> recipients, CancellationToken cancellationToken) =>
        feed.ListHeadsAsync(recipients, cancellationToken);

    public Task RingAsync(string recipient, CancellationToken cancellationToken) => feed.RingAsync(recipient, cancellationToken);

    public Task<long> GetPositionAsync(string recipient, string subscription, CancellationToken cancellationToken) =>
        feed.GetPositionAsync(recipient, subscription, cancellationToken);

    public Task AcknowledgeAsync(string recipient, string subscription, long sequence, CancellationToken cancellationToken) =>
        feed.AcknowledgeAsync(recipient, subscription, sequence, cancellationToken);
}
