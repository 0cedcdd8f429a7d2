using System.Collections.Concurrent;
using AzrActors.Domain.Distribution;
using AzrActors.Domain.Vocabulary;
using AzrActors.Journal;
using AzrActors.Journal.Keys;

namespace AzrActors.Cluster.Tests.Push;

/// <summary>Feeds and their signal in memory. Pulls of subscribers and reads for the stream are counted apart.</summary>
internal sealed class StoredFeeds : INoticeFeed, INoticeSignal
{
    private readonly ConcurrentDictionary<string, List<StoredNotice>> _feeds = new();
    private readonly ConcurrentDictionary<(string, string), long> _positions = new();
    private readonly ConcurrentDictionary<string, int> _pulls = new();
    private readonly ConcurrentDictionary<string, int> _streamReads = new();
    private readonly ConcurrentDictionary<Guid, Action<IReadOnlyList<string>>> _listeners = new();
    private readonly ConcurrentDictionary<string, int> _broken = new();
    private TaskCompletionSource _somethingHappened = NewSignal();

    /// <summary>Makes the stream repeat so many notices before each page, as after a change of silos.</summary>
    public int RepeatedOnStream { get; set; }

    /// <summary>Thrown by every read while set.</summary>
    public Exception? Failure { get; set; }

    /// <summary>How often <see cref="Failure"/> was thrown.</summary>
    public int Failures { get; private set; }

    public int Pulls(string recipient) => _pulls.GetValueOrDefault(recipient);

    public int StreamReads(string recipient) => _streamReads.GetValueOrDefault(recipient);

    public long Position(string recipient, string subscription) => _positions.GetValueOrDefault((recipient, subscription));

    /// <summary>Stores notices and tells of them, as the journal does on commit.</summary>
    public void Store(string recipient, int count = 1)
    {
        StoreSilently(recipient, count);
        Tell(recipient);
    }

    /// <summary>Stores notices of which the signal never speaks.</summary>
    public void StoreSilently(string recipient, int count = 1)
    {
        var feed = FeedOf(recipient);
        lock (feed)
            for (var i = 0; i < count; i++) feed.Add(new StoredNotice(feed.Count + 1, NewNotice(recipient)));
    }

    /// <summary>No letter of the feed beyond so many can be opened.</summary>
    public void Break(string recipient, int after) => _broken[recipient] = after;

    public void Tell(params IReadOnlyList<string> recipients)
    {
        foreach (var listener in _listeners.Values) listener(recipients);
    }

    /// <summary>Waits for a fact about these feeds; it is checked after every read.</summary>
    public async Task UntilAsync(Func<bool> fact, CancellationToken cancellationToken)
    {
        while (true)
        {
            var next = Volatile.Read(ref _somethingHappened).Task;
            if (fact()) return;
            await next.WaitAsync(cancellationToken);
        }
    }

    public Task<NoticeFeedPage> ReadAsync(string recipient, long after, int limit, CancellationToken cancellationToken) =>
        Task.FromResult(Read(_pulls, recipient, after, limit));

    public Task<IReadOnlyList<NoticeFeedPage>> ReadAllAsync(IReadOnlyList<FeedHead> after, int limit, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<NoticeFeedPage>>(
            [.. after.Select(one => Read(_streamReads, one.Recipient, Math.Max(0, one.Last - RepeatedOnStream), limit))]);

    public Task<IReadOnlyList<FeedHead>> ListHeadsAsync(CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<FeedHead>>([.. _feeds.Select(feed => new FeedHead(feed.Key, feed.Value.Count))]);

    public Task<IReadOnlyList<FeedHead>> ListHeadsAsync(IReadOnlyCollection<string> recipients, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<FeedHead>>(
            [.. _feeds.Where(feed => recipients.Contains(feed.Key)).Select(feed => new FeedHead(feed.Key, feed.Value.Count))]);

    public Task RingAsync(string recipient, CancellationToken cancellationToken)
    {
        Tell(recipient);
        return Task.CompletedTask;
    }

    public Task<long> GetPositionAsync(string recipient, string subscription, CancellationToken cancellationToken) =>
        Task.FromResult(Position(recipient, subscription));

    public Task AcknowledgeAsync(string recipient, string subscription, long sequence, CancellationToken cancellationToken)
    {
        _positions.AddOrUpdate((recipient, subscription), sequence, (_, before) => Math.Max(before, sequence));
        Happened();
        return Task.CompletedTask;
    }

    public IDisposable Subscribe(Action<IReadOnlyList<string>> onNews, Action<IReadOnlyList<string>> onRewritten)
    {
        var id = Guid.NewGuid();
        _listeners[id] = onNews;
        return new Listening(() => _listeners.TryRemove(id, out _));
    }

    private NoticeFeedPage Read(ConcurrentDictionary<string, int> counts, string recipient, long after, int limit)
    {
        if (Failure is { } failure)
        {
            Failures++;
            Happened();
            throw failure;
        }
        counts.AddOrUpdate(recipient, 1, (_, count) => count + 1);
        var feed = FeedOf(recipient);
        NoticeFeedPage page;
        var end = _broken.GetValueOrDefault(recipient, int.MaxValue);
        lock (feed) page = new NoticeFeedPage([.. feed.Take(end).Skip((int)after).Take(limit)], feed.Count);
        Happened();
        return page.Notices.Count < limit && page.Last > end ? page with { Broken = new SealBrokenException("Altered.") } : page;
    }

    private List<StoredNotice> FeedOf(string recipient) => _feeds.GetOrAdd(recipient, _ => []);

    private void Happened() => Interlocked.Exchange(ref _somethingHappened, NewSignal()).SetResult();

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private static Notice NewNotice(string recipient) => new(
        AuthorityKey.Parse(recipient), NoticeKind.Changed, "p-1", null, "Muster, Erika", "1990-01-01", 1,
        new DateOnly(2026, 11, 2), DateTimeOffset.UtcNow, "§ 15a Abs. 1 AZRG", "Zuzug", [], []);

    private sealed class Listening(Action end) : IDisposable
    {
        public void Dispose() => end();
    }
}
