using AzrActors.Contracts.Notices;
using AzrActors.Journal;
using AzrActors.Streams.Receipts;
using Microsoft.Extensions.Logging;
using Orleans.Streams;

namespace AzrActors.Streams;

/// <summary>
/// Reads the feeds of the recipients of one queue when the signal names them. It starts at the heads of the feeds:
/// what was stored before is the subscriber's pull.
/// </summary>
internal sealed partial class NoticeQueue(
    INoticeFeed feed, INoticeSignal signal, NoticeLetters letters, DeliveredLetters delivered, NoticeCache cache, Func<string, bool> isMine,
    NoticeStreamOptions options, TimeProvider time, ILogger<NoticeQueue> logger) : IQueueAdapterReceiver
{
    private static readonly TimeSpan LeastWait = TimeSpan.FromMilliseconds(1);

    private readonly NoticeNews _news = new(time);
    private readonly Dictionary<string, long> _positions = [];
    private readonly Dictionary<StreamId, long> _lastLooks = [];

    /// <summary>Where a feed ended when it was told last that a letter of it cannot be opened.</summary>
    private readonly Dictionary<string, long> _broken = [];

    /// <summary>Recipients with news that nobody was there to hear.</summary>
    private readonly Dictionary<StreamId, string> _passedOver = [];
    private IDisposable? _subscription;
    private bool _started;
    private long _beatAt = time.GetTimestamp();

    public Task Initialize(TimeSpan timeout)
    {
        cache.OnReadersChanged = ReadersChanged;
        // Before the heads are read, so that nothing falls between the two.
        _subscription = signal.Subscribe(
            recipients => _news.Add(recipients.Where(isMine), all: recipients.Count == 0),
            recipients => _news.AddRewritten([.. recipients.Where(isMine)], all: recipients.Count == 0));
        return Task.CompletedTask;
    }

    public Task Shutdown(TimeSpan timeout)
    {
        _subscription?.Dispose();
        return Task.CompletedTask;
    }

    public Task<IList<IBatchContainer>> GetQueueMessagesAsync(int maxCount) =>
        GetQueueMessagesAsync(maxCount, CancellationToken.None);

    /// <summary>Waits for news and reads one page per recipient. Exceptions of the feed make the agent try again.</summary>
    public async Task<IList<IBatchContainer>> GetQueueMessagesAsync(int maxCount, CancellationToken cancellationToken)
    {
        if (!_started) await StartAtHeadsAsync(cancellationToken);
        var (recipients, everyone) = await _news.TakeAsync(Wait(), cancellationToken);
        ForgetRewritten();
        try
        {
            if (everyone) recipients.UnionWith(await ListUnreadAsync(cancellationToken));
            // Heartbeats first: a failure afterwards would lose pages that are read already.
            var beats = await BeatAsync(cancellationToken);
            var batches = await ReadAllAsync([.. recipients.Where(IsDue)], cancellationToken);
            var told = batches.Select(batch => batch.StreamId).ToHashSet();
            batches.AddRange(beats.Where(beat => !told.Contains(beat.StreamId)));
            return batches;
        }
        catch
        {
            // The news is taken but not read: the next attempt needs it.
            _news.Add(recipients, everyone);
            throw;
        }
    }

    public Task MessagesDeliveredAsync(IList<IBatchContainer> messages) => Task.CompletedTask;

    private void ForgetRewritten()
    {
        var (recipients, everyone) = _news.TakeRewritten();
        if (everyone) cache.ForgetAll();
        foreach (var recipient in recipients) cache.Forget(NoticeStreamNames.StreamOf(recipient));
    }

    /// <summary>How long a read waits: until the next heartbeat at most, and a moment at least.</summary>
    private TimeSpan Wait()
    {
        var untilBeat = options.Heartbeat - time.GetElapsedTime(_beatAt);
        var wait = untilBeat < options.WaitForNews ? untilBeat : options.WaitForNews;
        return wait > LeastWait ? wait : LeastWait;
    }

    /// <summary>Tells subscribers who have got everything where their feeds end. Whom the signal forgot is read instead.</summary>
    private async Task<IReadOnlyList<NoticeBatch>> BeatAsync(CancellationToken cancellationToken)
    {
        if (time.GetElapsedTime(_beatAt) < options.Heartbeat) return [];
        _beatAt = time.GetTimestamp();
        var idle = cache.IdleRecipients();
        if (idle.Count == 0) return [];
        var heads = (await feed.ListHeadsAsync(idle, cancellationToken)).ToDictionary(head => head.Recipient, head => head.Last);
        var missed = idle.Where(recipient => heads.GetValueOrDefault(recipient) > _positions.GetValueOrDefault(recipient)).ToHashSet();
        _news.Add(missed);
        return [.. idle.Where(recipient => !missed.Contains(recipient))
            .Select(recipient => NoticeBatch.Heartbeat(recipient, heads.GetValueOrDefault(recipient)))];
    }

    private async Task StartAtHeadsAsync(CancellationToken cancellationToken)
    {
        foreach (var head in await feed.ListHeadsAsync(cancellationToken))
            if (isMine(head.Recipient)) _positions[head.Recipient] = head.Last;
        _started = true;
        LogStarted(logger, _positions.Count);
    }

    private async Task<IEnumerable<string>> ListUnreadAsync(CancellationToken cancellationToken) =>
        from head in await feed.ListHeadsAsync(cancellationToken)
        where isMine(head.Recipient) && head.Last > _positions.GetValueOrDefault(head.Recipient)
        select head.Recipient;

    /// <summary>
    /// Recipients whom nobody hears are looked at now and then only: enough for the agent to discover a subscriber it
    /// does not know of, too rarely to cost the database a read per notice.
    /// </summary>
    private bool IsDue(string recipient)
    {
        var stream = NoticeStreamNames.StreamOf(recipient);
        var isDue = cache.IsHeard(stream)
            || !_lastLooks.TryGetValue(stream, out var look) || time.GetElapsedTime(look) >= options.UnheardPause;
        if (isDue) _passedOver.Remove(stream);
        else _passedOver[stream] = recipient;
        return isDue;
    }

    /// <summary>
    /// A subscriber that comes gets at once what was passed over before it was there. When the last one goes, the agent
    /// forgets the stream and does not see the next one come; the next notice makes it ask.
    /// </summary>
    private void ReadersChanged(StreamId stream)
    {
        if (!cache.IsHeard(stream)) _lastLooks.Remove(stream);
        else if (_passedOver.Remove(stream, out var recipient)) _news.Add([recipient]);
    }

    private async Task<List<IBatchContainer>> ReadAllAsync(List<string> recipients, CancellationToken cancellationToken)
    {
        var batches = new List<IBatchContainer>(recipients.Count);
        foreach (var some in recipients.Chunk(options.FeedsReadAtOnce))
        {
            var mark = delivered.Mark();
            var pages = await feed.ReadAllAsync(
                [.. some.Select(recipient => new FeedHead(recipient, _positions.GetValueOrDefault(recipient)))], options.PageSize, cancellationToken);
            foreach (var (recipient, page) in some.Zip(pages))
                if (Take(recipient, await NearEndAsync(recipient, page, cancellationToken), mark) is { } batch) batches.Add(batch);
        }
        return batches;
    }

    /// <summary>The page itself, or the end of its feed when that is far away: what lies between is the subscriber's pull.</summary>
    private async Task<NoticeFeedPage> NearEndAsync(string recipient, NoticeFeedPage page, CancellationToken cancellationToken) =>
        page.Last - _positions.GetValueOrDefault(recipient) <= options.BacklogMax
            ? page
            : (await feed.ReadAllAsync([new FeedHead(recipient, page.Last - options.PageSize)], options.PageSize, cancellationToken))[0];

    /// <summary>What goes over the stream of this page; null when nothing does.</summary>
    private NoticeBatch? Take(string recipient, NoticeFeedPage page, long mark)
    {
        var stream = NoticeStreamNames.StreamOf(recipient);
        _lastLooks[stream] = time.GetTimestamp();
        if (page.Broken is { } broken && page.Last > _broken.GetValueOrDefault(recipient))
        {
            _broken[recipient] = page.Last;
            LogBroken(logger, broken, recipient);
        }
        // Whoever rings has subscribed, and the agent does not know of it: something has to come over the stream.
        if (page.Notices.Count == 0) return cache.IsHeard(stream) ? null : NoticeBatch.Heartbeat(recipient, page.Last);
        _positions[recipient] = page.Notices[^1].Sequence;
        if (_positions[recipient] < page.Last && page.Broken is null) _news.Add([recipient]);
        var batch = new NoticeBatch([.. page.Notices.Select(letters.ToLetter)]);
        delivered.Add(mark, batch.Notices);
        return batch;
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "A letter of the feed of {Recipient} cannot be opened; what follows it is not told")]
    private static partial void LogBroken(ILogger logger, Exception broken, string recipient);

    [LoggerMessage(Level = LogLevel.Information, Message = "Listening for notices beyond the heads of {Feeds} feeds")]
    private static partial void LogStarted(ILogger logger, int feeds);
}
