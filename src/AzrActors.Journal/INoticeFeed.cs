using System.Security.Cryptography;
using AzrActors.Domain.Distribution;

namespace AzrActors.Journal;

/// <summary>The stored notices of all recipients. Each recipient's are numbered 1, 2, 3 … without a gap.</summary>
public interface INoticeFeed
{
    /// <summary>Notices above <paramref name="after"/>, oldest first, at most <paramref name="limit"/> and so many that 8 MiB are reached.</summary>
    Task<NoticeFeedPage> ReadAsync(string recipient, long after, int limit, CancellationToken cancellationToken);

    /// <summary>
    /// Of several feeds at once what lies above a number in each: oldest first, at most <paramref name="limit"/> of each feed and
    /// of all together so many that 8 MiB are reached. It costs one look, however many feeds there are.
    /// </summary>
    /// <returns>
    /// A page for each of the feeds, in their order. A letter that cannot be opened ends the page of its own feed and touches no other.
    /// </returns>
    Task<IReadOnlyList<NoticeFeedPage>> ReadAllAsync(IReadOnlyList<FeedHead> after, int limit, CancellationToken cancellationToken);

    /// <summary>Every recipient that has notices, with the number of its last one.</summary>
    Task<IReadOnlyList<FeedHead>> ListHeadsAsync(CancellationToken cancellationToken);

    /// <summary>The same for these recipients only.</summary>
    Task<IReadOnlyList<FeedHead>> ListHeadsAsync(IReadOnlyCollection<string> recipients, CancellationToken cancellationToken);

    /// <summary>Lets the signal name the recipient, as if it had news.</summary>
    Task RingAsync(string recipient, CancellationToken cancellationToken);

    /// <summary>Number that the subscription acknowledged last, 0 if none.</summary>
    Task<long> GetPositionAsync(string recipient, string subscription, CancellationToken cancellationToken);

    /// <summary>Remembers the acknowledgement; it never goes back.</summary>
    Task AcknowledgeAsync(string recipient, string subscription, long sequence, CancellationToken cancellationToken);
}

public sealed record StoredNotice(long Sequence, Notice Notice);

/// <param name="Last">Number of the newest notice of the feed, 0 while it is empty.</param>
public sealed record NoticeFeedPage(IReadOnlyList<StoredNotice> Notices, long Last)
{
    /// <summary>Why the letter after the last one here cannot be opened; null when nothing is wrong with it.</summary>
    public CryptographicException? Broken { get; init; }
}

/// <param name="Last">Number of the newest notice of the feed, or of the newest one that somebody has.</param>
public sealed record FeedHead(string Recipient, long Last);

/// <summary>Tells inside this process, without polling, which recipients have news.</summary>
public interface INoticeSignal
{
    /// <param name="onNews">Called with the recipients; an empty list means "look at all of them". Must not block.</param>
    /// <param name="onRewritten">Called with recipients whose stored letters were rewritten; an empty list means all. Must not block.</param>
    /// <returns>Dispose to end the subscription.</returns>
    IDisposable Subscribe(Action<IReadOnlyList<string>> onNews, Action<IReadOnlyList<string>> onRewritten);
}
