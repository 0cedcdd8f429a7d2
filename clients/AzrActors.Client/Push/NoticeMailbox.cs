using System.Threading.Channels;
using AzrActors.Contracts.Notices;

namespace AzrActors.Client.Push;

/// <summary>
/// Streamed notices waiting for one follower. It holds a limited number and drops what exceeds it: the follower sees
/// the gap and pulls, so a slow handler never holds up the stream.
/// </summary>
internal sealed class NoticeMailbox(Action<NoticeMailbox> onClosed, Action onDoubt) : IDisposable
{
    private const int Capacity = 1024;

    // A null asks the follower to look into its feed.
    private readonly Channel<Notice?> letters = Channel.CreateBounded<Notice?>(
        new BoundedChannelOptions(Capacity) { SingleReader = true, FullMode = BoundedChannelFullMode.Wait });
    private long heard;

    /// <summary>Highest sequence the stream has delivered, also if it was dropped here.</summary>
    public long Heard => Interlocked.Read(ref heard);

    public void Offer(Notice notice)
    {
        Interlocked.Exchange(ref heard, Math.Max(Heard, notice.Sequence));
        letters.Writer.TryWrite(notice);
    }

    public void AskToPull() => letters.Writer.TryWrite(null);

    /// <summary>Tells the subscription that the stream seems to have lost notices.</summary>
    public void Doubt() => onDoubt();

    /// <summary>The next letter; null with a request to pull.</summary>
    public ValueTask<Notice?> TakeAsync(CancellationToken cancellationToken) => letters.Reader.ReadAsync(cancellationToken);

    public bool TryTake(out Notice? notice) => letters.Reader.TryRead(out notice);

    public void Dispose() => onClosed(this);
}
