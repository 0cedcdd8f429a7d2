using System.Threading.Channels;

namespace AzrActors.Streams;

/// <summary>Recipients with unread news, gathered from any thread and taken by one reader.</summary>
internal sealed class NoticeNews(TimeProvider time)
{
    private readonly Lock _gate = new();
    private readonly Channel<bool> _bell =
        Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
    private HashSet<string> _recipients = [];
    private bool _everyone;
    private HashSet<string> _rewritten = [];
    private bool _everythingRewritten;

    /// <summary>Letters of these recipients were rewritten; no names means of all.</summary>
    public void AddRewritten(IReadOnlyList<string> names, bool all)
    {
        lock (_gate)
        {
            _everythingRewritten |= all;
            _rewritten.UnionWith(names);
            if (_everythingRewritten || _rewritten.Count > 0) _bell.Writer.TryWrite(true);
        }
    }

    /// <summary>Takes the recipients whose letters were rewritten, without waiting.</summary>
    public (HashSet<string> Recipients, bool Everyone) TakeRewritten()
    {
        lock (_gate)
        {
            var taken = (_rewritten, _everythingRewritten);
            (_rewritten, _everythingRewritten) = ([], false);
            return taken;
        }
    }

    public void Add(IEnumerable<string> names, bool all = false)
    {
        lock (_gate)
        {
            _everyone |= all;
            _recipients.UnionWith(names);
            if (_everyone || _recipients.Count > 0) _bell.Writer.TryWrite(true);
        }
    }

    /// <summary>Takes all news; waits for the first at most so long. Without news both parts are empty.</summary>
    public async Task<(HashSet<string> Recipients, bool Everyone)> TakeAsync(TimeSpan atMost, CancellationToken cancellationToken)
    {
        using var patience = new CancellationTokenSource(atMost, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, patience.Token);
        try
        {
            await _bell.Reader.ReadAsync(either.Token);
        }
        catch (OperationCanceledException)
        {
            // No news, or the queue moves to another silo; the agent knows which, and would log an exception as an error.
            return ([], false);
        }
        lock (_gate)
        {
            var taken = (_recipients, _everyone);
            (_recipients, _everyone) = ([], false);
            return taken;
        }
    }
}
