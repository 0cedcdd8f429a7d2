using AzrActors.Contracts.Notices;
using Orleans.Streams;

namespace AzrActors.Streams;

/// <summary>Pages of one recipient in feed order, and the cursors that read them.</summary>
internal sealed class NoticeRow(Action onLastReaderGone)
{
    private readonly List<Page> _pages = [];
    private readonly HashSet<Cursor> _cursors = [];

    /// <summary>Ordinal of <c>pages[0]</c>: how many pages have left this row.</summary>
    private long _first;

    public bool IsRead => _cursors.Count > 0;

    /// <summary>True when everybody who reads has got everything.</summary>
    public bool IsIdle => IsRead && _cursors.All(cursor => cursor.Next >= _first + _pages.Count);

    /// <summary>A heartbeat takes the place of a notice.</summary>
    public static int WeightOf(NoticeBatch batch) => Math.Max(1, batch.Notices.Count);

    public int NoticesHeld { get; private set; }

    public void Add(NoticeBatch notices, long now)
    {
        _pages.Add(new Page(notices, now));
        NoticesHeld += WeightOf(notices);
    }

    /// <summary>Reads from the page that holds the token, or everything that is here when there is none.</summary>
    public IQueueCacheCursor Read(StreamSequenceToken? token)
    {
        var index = token is null ? 0 : _pages.FindIndex(page => page.Batch.LastSequence >= token.SequenceNumber);
        var cursor = new Cursor(this, _first + (index < 0 ? _pages.Count : index));
        _cursors.Add(cursor);
        return cursor;
    }

    /// <returns>Number of notices dropped.</returns>
    public int DropOldest() => Drop(Math.Min(1, _pages.Count));

    /// <returns>Number of notices dropped.</returns>
    public int DropAll() => Drop(_pages.Count);

    /// <summary>Drops what all cursors have read, or nobody reads, and is old enough.</summary>
    /// <param name="isOld">Decides by the moment in which a page was added.</param>
    /// <returns>Number of notices dropped.</returns>
    public int DropRead(Func<long, bool> isOld)
    {
        var needed = _cursors.Count == 0 ? _first + _pages.Count : _cursors.Min(cursor => cursor.Next);
        var read = (int)Math.Clamp(needed - _first, 0, _pages.Count);
        return Drop(_pages.Take(read).TakeWhile(page => isOld(page.AddedAt)).Count());
    }

    private int Drop(int count)
    {
        var notices = _pages.Take(count).Sum(page => WeightOf(page.Batch));
        _pages.RemoveRange(0, count);
        _first += count;
        NoticesHeld -= notices;
        return notices;
    }

    private void Close(Cursor cursor)
    {
        if (_cursors.Remove(cursor) && !IsRead) onLastReaderGone();
    }

    private readonly record struct Page(NoticeBatch Batch, long AddedAt);

    private sealed class Cursor(NoticeRow row, long next) : IQueueCacheCursor
    {
        private NoticeBatch? _current;

        public long Next { get; private set; } = next;

        public bool MoveNext()
        {
            // Pages may have left unread; the subscriber notices the missing sequence and pulls.
            Next = Math.Max(Next, row._first);
            var index = (int)(Next - row._first);
            _current = index < row._pages.Count ? row._pages[index].Batch : null;
            if (_current is not null) Next++;
            return _current is not null;
        }

        public IBatchContainer? GetCurrent(out Exception? exception)
        {
            exception = null;
            return _current;
        }

        // Positions are ordinals of the row, so new pages need no repositioning.
        public void Refresh(StreamSequenceToken token) { }

        // A page that could not be delivered is fetched at the desk.
        public void RecordDeliveryFailure() { }

        public void Dispose() => row.Close(this);
    }
}
