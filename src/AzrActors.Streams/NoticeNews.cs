using System.Threading.Channels;

namespace AzrActors.Streams;

/// <summary>Recipients with unread news, gathered from any thread and taken by one reader.</summary>
internal sealed class NoticeNews(TimeProvider time)
{
    private readonly Lock gate = new();
    private readonly Channel<bool> bell =
        Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
    private HashSet<string> recipients = [];
    private bool everyone;

    public void Add(IEnumerable<string> names, bool all = false)
    {
        lock (gate)
        {
            everyone |= all;
            recipients.UnionWith(names);
            if (everyone || recipients.Count > 0) bell.Writer.TryWrite(true);
        }
    }

    /// <summary>Takes all news; waits for the first at most so long. Without news both parts are empty.</summary>
    public async Task<(HashSet<string> Recipients, bool Everyone)> TakeAsync(TimeSpan atMost, CancellationToken cancellationToken)
    {
        using var patience = new CancellationTokenSource(atMost, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, patience.Token);
        try
        {
            await bell.Reader.ReadAsync(either.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return ([], false);
        }
        lock (gate)
        {
            var taken = (recipients, everyone);
            (recipients, everyone) = ([], false);
            return taken;
        }
    }
}
