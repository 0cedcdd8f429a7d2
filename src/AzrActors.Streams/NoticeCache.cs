using System.Diagnostics.CodeAnalysis;
using AzrActors.Contracts.Notices;
using Orleans.Streams;

namespace AzrActors.Streams;

/// <summary>
/// Pages of one queue that are on their way to subscribers. It never pushes back: when it is full the longest row
/// loses its oldest page, so that a slow subscriber costs only itself a pull. Used by one agent, one turn at a time.
/// </summary>
/// <remarks>
/// A new subscriber also gets the pages of the last moments: what came between its pull and its cursor must not wait
/// for its next pull. What it has already, it discards by number.
/// </remarks>
internal sealed class NoticeCache(int noticesKept, TimeProvider time) : IQueueCache
{
    /// <summary>Longer than a subscriber takes from its pull to its cursor.</summary>
    private static readonly TimeSpan KeptAtLeast = TimeSpan.FromSeconds(5);

    private readonly Dictionary<StreamId, NoticeRow> _rows = [];
    private readonly HashSet<NoticeRow> _filled = [];
    private int _noticesHeld;
    private long _purgedAt;

    /// <summary>True while a subscriber, or the agent looking for one, reads this stream.</summary>
    public bool IsHeard(StreamId stream) => _rows.TryGetValue(stream, out var row) && row.IsRead;

    /// <summary>Recipients whose subscribers have got everything that is here.</summary>
    public IReadOnlyList<string> IdleRecipients() =>
        [.. _rows.Where(row => row.Value.IsIdle).Select(row => row.Key.GetKeyAsString())];

    /// <summary>Told whenever a stream has got a reader, or has lost its last one.</summary>
    public Action<StreamId> OnReadersChanged { get; set; } = _ => { };

    public void AddToCache(IList<IBatchContainer> messages)
    {
        foreach (var batch in messages.Cast<NoticeBatch>())
        {
            var row = RowOf(batch.StreamId);
            row.Add(batch, time.GetTimestamp());
            _filled.Add(row);
            _noticesHeld += NoticeRow.WeightOf(batch);
        }
        if (_noticesHeld > noticesKept) DropRead(_ => true);
        while (_noticesHeld > noticesKept && _filled.MaxBy(row => row.NoticesHeld) is { } longest)
            Took(longest, longest.DropOldest());
    }

    /// <summary>Forgets what is held of the stream: its letters were rewritten. Subscribers fetch them by number.</summary>
    public void Forget(StreamId stream)
    {
        if (_rows.TryGetValue(stream, out var row)) Took(row, row.DropAll());
    }

    /// <summary>As <see cref="Forget"/>, of every stream.</summary>
    public void ForgetAll()
    {
        foreach (var row in _filled.ToList()) Took(row, row.DropAll());
    }

    public IQueueCacheCursor GetCacheCursor(StreamId streamId, StreamSequenceToken? token)
    {
        var cursor = RowOf(streamId).Read(token);
        OnReadersChanged(streamId);
        return cursor;
    }

    /// <summary>Forgets what everyone has read, after a while. The feeds keep their notices, so nobody has to be told.</summary>
    public bool TryPurgeFromCache([MaybeNullWhen(false)] out IList<IBatchContainer> purgedItems)
    {
        // The agent asks before every read; to go through all rows so often is not worth it.
        if (time.GetElapsedTime(_purgedAt) >= KeptAtLeast / 5)
        {
            _purgedAt = time.GetTimestamp();
            DropRead(addedAt => time.GetElapsedTime(addedAt) >= KeptAtLeast);
        }
        purgedItems = null;
        return false;
    }

    public bool IsUnderPressure() => false;

    public int GetMaxAddCount() => QueueAdapterConstants.UNLIMITED_GET_QUEUE_MSG;

    private NoticeRow RowOf(StreamId stream) =>
        _rows.TryGetValue(stream, out var row) ? row : _rows[stream] = new NoticeRow(() => OnReadersChanged(stream));

    private void DropRead(Func<long, bool> isOld)
    {
        foreach (var row in _filled.ToList()) Took(row, row.DropRead(isOld));
    }

    private void Took(NoticeRow row, int notices)
    {
        _noticesHeld -= notices;
        if (row.NoticesHeld == 0) _filled.Remove(row);
    }
}
