using System.Security.Cryptography;
using System.Text.RegularExpressions;
using AzrActors.Contracts.Doors;
using AzrActors.Contracts.Notices;
using AzrActors.Journal;
using AzrActors.Streams.Receipts;
using Microsoft.Extensions.Logging;
using Orleans.Concurrency;

namespace AzrActors.Streams;

/// <summary>Reads and acknowledges the feed of whoever the verified assertion says is calling.</summary>
[StatelessWorker, Reentrant]
public sealed partial class NoticeDeskGrain(INoticeFeed feed, NoticeLetters letters, DeliveredLetters delivered, ILogger<NoticeDeskGrain> logger) : Grain, INoticeDesk
{
    private const int LimitMax = 5000;

    public async Task<NoticePage> ReadAsync(long after, int limit, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(after);
        ArgumentOutOfRangeException.ThrowIfLessThan(limit, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(limit, LimitMax);
        try
        {
            var mark = delivered.Mark();
            var page = await feed.ReadAsync(VerifiedCaller.Current.Authority, after, limit, cancellationToken);
            var read = new NoticePage { Notices = [.. page.Notices.Select(letters.ToLetter)], Last = page.Last };
            delivered.Add(mark, read.Notices);
            return read;
        }
        catch (CryptographicException exception)
        {
            // It names the record, which is for the operator.
            LogNotOpened(logger, exception, after);
            throw new RegisterBusyException();
        }
    }

    public Task RingAsync(CancellationToken cancellationToken) => feed.RingAsync(VerifiedCaller.Current.Authority, cancellationToken);

    public Task<long> GetPositionAsync(string subscription, CancellationToken cancellationToken) =>
        feed.GetPositionAsync(VerifiedCaller.Current.Authority, Checked(subscription), cancellationToken);

    public Task AcknowledgeAsync(string subscription, long sequence, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(sequence);
        return feed.AcknowledgeAsync(VerifiedCaller.Current.Authority, Checked(subscription), sequence, cancellationToken);
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "A feed could not be read after {After}; the caller is asked to repeat")]
    private static partial void LogNotOpened(ILogger logger, Exception exception, long after);

    internal static string Checked(string subscription) => SubscriptionName().IsMatch(subscription ?? "")
        ? subscription!
        : throw new ArgumentException("A subscription name has 1 to 64 characters of a-z, 0-9 and '-'.", nameof(subscription));

    [GeneratedRegex("^[a-z0-9-]{1,64}\\z", RegexOptions.CultureInvariant)]
    private static partial Regex SubscriptionName();
}
