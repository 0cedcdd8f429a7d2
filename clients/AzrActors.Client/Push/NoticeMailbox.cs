using System.Threading.Channels;
using AzrActors.Contracts.Notices;

namespace AzrActors.Client.Push;

/// <summary>
/// Streamed notices waiting for one follower. It holds a limited number and drops what exceeds it: the follower sees
/// the gap and pulls, so a slow handler never holds up the stream.
/// </summary>
internal sealed class NoticeMailbox(Action<NoticeMailbox> onClosed, Action onDoubt, Action onSilence) : IDisposable
{
    private const int Capacity = 1024;

    private readonly Channel<Item> _items = Channel.CreateBounded<Item>(
        new BoundedChannelOptions(Capacity) { SingleReader = true, FullMode = BoundedChannelFullMode.Wait });
    private long _heard;

    /// <summary>Highest sequence of which the stream has spoken, also if its notice was dropped here or never came.</summary>
    public long Heard => Interlocked.Read(ref _heard);

    public void Offer(Notice notice)
    {
        _items.Writer.TryWrite(new Item(notice, IsBeat: false));
        // Afterwards, so that who sees the number finds the letter, if there was room for it.
        Interlocked.Exchange(ref _heard, Math.Max(Heard, notice.Sequence));
    }

    /// <summary>The stream lives, and the feed ends here. Whoever has not heard of it so far has lost something.</summary>
    public void Beat(long last)
    {
        var isNews = last > Heard;
        Interlocked.Exchange(ref _heard, Math.Max(Heard, last));
        _items.Writer.TryWrite(new Item(null, IsBeat: !isNews));
    }

    public void AskToPull() => _items.Writer.TryWrite(new Item(null, IsBeat: false));

    /// <summary>Tells the subscription that the stream seems to have lost notices.</summary>
    public void Doubt() => onDoubt();

    /// <summary>Tells the subscription that not even a heartbeat comes.</summary>
    public void Silence() => onSilence();

    public ValueTask<Item> TakeAsync(CancellationToken cancellationToken) => _items.Reader.ReadAsync(cancellationToken);

    public bool TryTake(out Item item) => _items.Reader.TryRead(out item);

    public void Dispose() => onClosed(this);

    /// <param name="Notice">Null with a heartbeat, and with a request to pull.</param>
    /// <param name="IsBeat">True for a heartbeat that tells no news.</param>
    public readonly record struct Item(Notice? Notice, bool IsBeat);
}
