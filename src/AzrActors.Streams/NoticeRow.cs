using AzrActors.Contracts.Notices;
using Orleans.Streams;

namespace AzrActors.Streams;

/// <summary>Pages of one recipient in feed order, and the cursors that read them.</summary>
internal sealed class NoticeRow
{
    private readonly List<NoticeBatch> pages = [];
    private readonly HashSet<Cursor> cursors = [];

    /// <summary>Ordinal of <c>pages[0]</c>: how many pages have left this row.</summary>
    private long first;

    public bool IsRead => cursors.Count > 0;

    public int NoticesHeld { get; private set; }

    public void Add(NoticeBatch page)
    {
        pages.Add(page);
        NoticesHeld += page.Notices.Count;
    }

    /// <summary>Reads from the page that holds the token, or what comes from now on when there is none.</summary>
    public IQueueCacheCursor Read(StreamSequenceToken? token)
    {
        var index = token is null ? -1 : pages.FindIndex(page => page.Notices[^1].Sequence >= token.SequenceNumber);
        var cursor = new Cursor(this, first + (index < 0 ? pages.Count : index));
        cursors.Add(cursor);
        return cursor;
    }

    /// <returns>Number of notices dropped.</returns>
    public int DropOldest() => Drop(Math.Min(1, pages.Count));

    /// <returns>Number of notices dropped.</returns>
    public int DropRead()
    {
        var needed = cursors.Count == 0 ? first + pages.Count : cursors.Min(cursor => cursor.Next);
        return Drop((int)Math.Clamp(needed - first, 0, pages.Count));
    }

    private int Drop(int count)
    {
        var notices = pages.Take(count).Sum(page => page.Notices.Count);
        pages.RemoveRange(0, count);
        first += count;
        NoticesHeld -= notices;
        return notices;
    }

    private sealed class Cursor(NoticeRow row, long next) : IQueueCacheCursor
    {
        private NoticeBatch? current;

        public long Next { get; private set; } = next;

        public bool MoveNext()
        {
            // Pages may have left unread; the subscriber notices the missing sequence and pulls.
            Next = Math.Max(Next, row.first);
            var index = (int)(Next - row.first);
            current = index < row.pages.Count ? row.pages[index] : null;
            if (current is not null) Next++;
            return current is not null;
        }

        public IBatchContainer? GetCurrent(out Exception? exception)
        {
            exception = null;
            return current;
        }

        // Positions are ordinals of the row, so new pages need no repositioning.
        public void Refresh(StreamSequenceToken token) { }

        // A page that could not be delivered is fetched at the desk.
        public void RecordDeliveryFailure() { }

        public void Dispose() => row.cursors.Remove(this);
    }
}
