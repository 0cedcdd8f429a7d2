using System.Text.RegularExpressions;
using AzrActors.Contracts.Doors;
using AzrActors.Contracts.Notices;
using AzrActors.Journal;
using Orleans.Concurrency;

namespace AzrActors.Streams;

/// <summary>Reads and acknowledges the feed of whoever the verified assertion says is calling.</summary>
[StatelessWorker, Reentrant]
public sealed partial class NoticeDeskGrain(INoticeFeed feed, NoticeLetters letters) : Grain, INoticeDesk
{
    private const int LimitMax = 5000;

    public async Task<NoticePage> ReadAsync(long after, int limit, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(after);
        ArgumentOutOfRangeException.ThrowIfLessThan(limit, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(limit, LimitMax);
        var page = await feed.ReadAsync(VerifiedCaller.Current.Authority, after, limit, cancellationToken);
        return new NoticePage { Notices = [.. page.Notices.Select(letters.ToLetter)], Last = page.Last };
    }

    public Task RingAsync(CancellationToken cancellationToken) => feed.RingAsync(VerifiedCaller.Current.Authority, cancellationToken);

    public Task<long> GetPositionAsync(string subscription, CancellationToken cancellationToken) =>
        feed.GetPositionAsync(VerifiedCaller.Current.Authority, Checked(subscription), cancellationToken);

    public Task AcknowledgeAsync(string subscription, long sequence, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(sequence);
        return feed.AcknowledgeAsync(VerifiedCaller.Current.Authority, Checked(subscription), sequence, cancellationToken);
    }

    internal static string Checked(string subscription) => SubscriptionName().IsMatch(subscription ?? "")
        ? subscription!
        : throw new ArgumentException("A subscription name has 1 to 64 characters of a-z, 0-9 and '-'.", nameof(subscription));

    [GeneratedRegex("^[a-z0-9-]{1,64}\\z", RegexOptions.CultureInvariant)]
    private static partial Regex SubscriptionName();
}
