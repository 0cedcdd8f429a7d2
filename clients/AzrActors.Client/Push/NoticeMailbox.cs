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
    private readonly Channel<Notice?> _letters = Channel.CreateBounded<Notice?>(
        new BoundedChannelOptions(Capacity) { SingleReader = true, FullMode = BoundedChannelFullMode.Wait });
    private long _heard;

    /// <summary>Highest sequence the stream has delivered, also if it was dropped here.</summary>
    public long Heard => Interlocked.Read(ref _heard);

    public void Offer(Notice notice)
    {
        _letters.Writer.TryWrite(notice);
        // Afterwards, so that who sees the number finds the letter, if there was room for it.
        Interlocked.Exchange(ref _heard, Math.Max(Heard, notice.Sequence));
    }

    public void AskToPull() => _letters.Writer.TryWrite(null);

    /// <summary>Tells the subscription that the stream seems to have lost notices.</summary>
    public void Doubt() => onDoubt();

    /// <summary>The next letter; null with a request to pull.</summary>
    public ValueTask<Notice?> TakeAsync(CancellationToken cancellationToken) => _letters.Reader.ReadAsync(cancellationToken);

    public bool TryTake(out Notice? notice) => _letters.Reader.TryRead(out notice);

    public void Dispose() => onClosed(this);
}
