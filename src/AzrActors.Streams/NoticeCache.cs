using System.Diagnostics.CodeAnalysis;
using AzrActors.Contracts.Notices;
using Orleans.Streams;

namespace AzrActors.Streams;

/// <summary>
/// Pages of one queue that are on their way to subscribers. It never pushes back: when it is full the longest row
/// loses its oldest page, so that a slow subscriber costs only itself a pull. Used by one agent, one turn at a time.
/// </summary>
internal sealed class NoticeCache(int noticesKept) : IQueueCache
{
    private readonly Dictionary<StreamId, NoticeRow> _rows = [];
    private readonly HashSet<NoticeRow> _filled = [];
    private int _noticesHeld;

    /// <summary>True while a subscriber, or the agent looking for one, reads this stream.</summary>
    public bool IsHeard(StreamId stream) => _rows.TryGetValue(stream, out var row) && row.IsRead;

    public void AddToCache(IList<IBatchContainer> messages)
    {
        foreach (var batch in messages.Cast<NoticeBatch>())
        {
            var row = RowOf(batch.StreamId);
            row.Add(batch);
            _filled.Add(row);
            _noticesHeld += batch.Notices.Count;
        }
        while (_noticesHeld > noticesKept && _filled.MaxBy(row => row.NoticesHeld) is { } longest)
            Took(longest, longest.DropOldest());
    }

    public IQueueCacheCursor GetCacheCursor(StreamId streamId, StreamSequenceToken? token) => RowOf(streamId).Read(token);

    /// <summary>Forgets what everyone has read. The feeds keep their notices, so nobody has to be told.</summary>
    public bool TryPurgeFromCache([MaybeNullWhen(false)] out IList<IBatchContainer> purgedItems)
    {
        foreach (var row in _filled.ToList()) Took(row, row.DropRead());
        purgedItems = null;
        return false;
    }

    public bool IsUnderPressure() => false;

    public int GetMaxAddCount() => QueueAdapterConstants.UNLIMITED_GET_QUEUE_MSG;

    private NoticeRow RowOf(StreamId stream) =>
        _rows.TryGetValue(stream, out var row) ? row : _rows[stream] = new NoticeRow();

    private void Took(NoticeRow row, int notices)
    {
        _noticesHeld -= notices;
        if (row.NoticesHeld == 0) _filled.Remove(row);
    }
}
