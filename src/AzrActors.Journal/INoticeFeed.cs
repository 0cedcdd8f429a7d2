using AzrActors.Domain.Distribution;

namespace AzrActors.Journal;

/// <summary>Stored notices of all recipients.</summary>
public interface INoticeFeed
{
    /// <summary>Notices above <paramref name="after"/>, oldest first, at most <paramref name="limit"/>.</summary>
    Task<NoticeFeedPage> ReadAsync(string recipient, long after, int limit, CancellationToken cancellationToken);

    /// <summary>Every recipient with its last sequence.</summary>
    Task<IReadOnlyList<FeedHead>> ListHeadsAsync(CancellationToken cancellationToken);

    Task<long> GetPositionAsync(string recipient, string subscription, CancellationToken cancellationToken);

    /// <summary>Never goes back.</summary>
    Task AcknowledgeAsync(string recipient, string subscription, long sequence, CancellationToken cancellationToken);
}

public sealed record StoredNotice(long Sequence, Notice Notice);

public sealed record NoticeFeedPage(IReadOnlyList<StoredNotice> Notices, long Last);

public sealed record FeedHead(string Recipient, long Last);
