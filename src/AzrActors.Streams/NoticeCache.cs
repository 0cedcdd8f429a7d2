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
    private readonly Dictionary<StreamId, NoticeRow> rows = [];
    private readonly HashSet<NoticeRow> filled = [];
    private int noticesHeld;

    /// <summary>True while a subscriber, or the agent looking for one, reads this stream.</summary>
    public bool IsHeard(StreamId stream) => rows.TryGetValue(stream, out var row) && row.IsRead;

    public void AddToCache(IList<IBatchContainer> messages)
    {
        foreach (var batch in messages.Cast<NoticeBatch>())
        {
            var row = RowOf(batch.StreamId);
            row.Add(batch);
            filled.Add(row);
            noticesHeld += batch.Notices.Count;
        }
        while (noticesHeld > noticesKept && filled.MaxBy(row => row.NoticesHeld) is { } longest)
            Took(longest, longest.DropOldest());
    }

    public IQueueCacheCursor GetCacheCursor(StreamId streamId, StreamSequenceToken? token) => RowOf(streamId).Read(token);

    /// <summary>Forgets what everyone has read. The feeds keep their notices, so nobody has to be told.</summary>
    public bool TryPurgeFromCache([MaybeNullWhen(false)] out IList<IBatchContainer> purgedItems)
    {
        foreach (var row in filled.ToList()) Took(row, row.DropRead());
        purgedItems = null;
        return false;
    }

    public bool IsUnderPressure() => false;

    public int GetMaxAddCount() => QueueAdapterConstants.UNLIMITED_GET_QUEUE_MSG;

    private NoticeRow RowOf(StreamId stream) =>
        rows.TryGetValue(stream, out var row) ? row : rows[stream] = new NoticeRow();

    private void Took(NoticeRow row, int notices)
    {
        noticesHeld -= notices;
        if (row.NoticesHeld == 0) filled.Remove(row);
    }
}
