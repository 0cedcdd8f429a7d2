using AzrActors.Contracts.Notices;
using AzrActors.Contracts.Receipts;
using Microsoft.Extensions.Logging;

namespace AzrActors.Client.Receipts;

/// <summary>
/// Gives receipts for what was handled and moves the subscription's position after them: many at once, at most every
/// 200 ms, beside the handler and never in its way.
/// </summary>
internal sealed partial class ReceiptWriter : IAsyncDisposable
{
    private const int PageSize = 1000;
    private const int RefusalsMax = 3;
    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan LastPatience = TimeSpan.FromSeconds(5);

    private readonly IAzrClient _client;
    private readonly string _subscription;
    private readonly bool _givesReceipts;
    private readonly Func<long, bool> _isParked;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly PeriodicTimer _pace;
    private readonly CancellationTokenSource _ended = new();
    private readonly Lock _gate = new();
    private readonly SemaphoreSlim _sending = new(1);
    private readonly ReceiptBook _book;
    private Task _writing = Task.CompletedTask;
    private readonly long _position;
    private long _handled;
    private long _acknowledged;
    private bool _knowsReceived;

    /// <param name="isParked">Whether a notice that was handled before this program started is parked.</param>
    public ReceiptWriter(
        IAzrClient client, string subscription, bool givesReceipts, long position, Func<long, bool> isParked, TimeProvider time, ILogger logger)
    {
        (_client, _subscription, _givesReceipts, _isParked, _time, _logger) = (client, subscription, givesReceipts, isParked, time, logger);
        _book = new ReceiptBook(client.Caller.Authority, position);
        _handled = _position = position;
        // The register may know less: a crash kept the last acknowledgement back.
        _acknowledged = -1;
        _pace = new PeriodicTimer(Pace, time);
    }

    public void Start() => _writing = WriteAsync();

    /// <summary>The handler is through with the notice.</summary>
    /// <param name="verdict">Null if the notice was parked.</param>
    public void Handled(Notice notice, NoticeVerdict? verdict)
    {
        lock (_gate)
        {
            if (_givesReceipts && notice.Sequence > _book.Last) _book.Add(notice, verdict);
            _handled = notice.Sequence;
        }
    }

    /// <summary>Says now what can be said.</summary>
    public async Task FlushAsync(CancellationToken cancellationToken)
    {
        await _sending.WaitAsync(cancellationToken);
        try
        {
            var handled = Interlocked.Read(ref _handled);
            if (_givesReceipts) handled = Math.Min(handled, await GiveAllAsync(cancellationToken));
            if (handled == _acknowledged) return;
            await _client.AcknowledgeAsync(_subscription, handled, cancellationToken);
            _acknowledged = handled;
        }
        finally
        {
            _sending.Release();
        }
    }

    public async ValueTask DisposeAsync()
    {
        _pace.Dispose();
        await _ended.CancelAsync();
        await _writing;
        using var patience = new CancellationTokenSource(LastPatience, _time);
        await TryFlushAsync(patience.Token);
        _ended.Dispose();
        _sending.Dispose();
    }

    private async Task WriteAsync()
    {
        await TryFlushAsync(_ended.Token);
        while (await _pace.WaitForNextTickAsync()) await TryFlushAsync(_ended.Token);
    }

    private async Task TryFlushAsync(CancellationToken cancellationToken)
    {
        try
        {
            await FlushAsync(cancellationToken);
        }
        catch (Exception failure)
        {
            // What is not said now is said with the next; what is never said is said by whoever continues the subscription.
            if (!_ended.IsCancellationRequested) LogNotGiven(_logger, _subscription, failure.Message);
        }
    }

    /// <returns>Number up to which the register has receipts.</returns>
    private async Task<long> GiveAllAsync(CancellationToken cancellationToken)
    {
        if (!_knowsReceived)
            await ReadAnewAsync(await _client.Deliveries.GetReceivedAsync(cancellationToken), isNewContent: false, cancellationToken);
        _knowsReceived = true;
        for (var refusals = 0; ;)
        {
            NoticeReceipt receipt;
            lock (_gate)
            {
                if (_book.IsEmpty) return _book.Last;
                receipt = _book.Write();
            }
            var reply = await _client.Deliveries.GiveAsync(receipt, cancellationToken);
            if (reply.Refusal is not { } refusal)
            {
                lock (_gate) _book.Given(reply.ReceivedUpTo);
                refusals = 0;
                continue;
            }
            // Letters were redacted since they came, or another program of the authority has spoken before.
            LogRefused(_logger, _subscription, receipt.First, receipt.Last, refusal.Code);
            if (++refusals == RefusalsMax) throw new InvalidOperationException($"The register does not take the receipt: {refusal.Code}.");
            await ReadAnewAsync(reply.ReceivedUpTo, isNewContent: true, cancellationToken);
        }
    }

    /// <summary>Fills the book from the feed: what lies between the last receipt and what was handled, verdicts as they are known.</summary>
    private async Task ReadAnewAsync(long received, bool isNewContent, CancellationToken cancellationToken)
    {
        long upTo;
        lock (_gate) upTo = isNewContent ? Interlocked.Read(ref _handled) : _position;
        var hashes = new List<byte[]>();
        while (received + hashes.Count < upTo)
        {
            var page = await _client.ReadNoticesAsync(received + hashes.Count, PageSize, cancellationToken);
            if (page.Notices.Count == 0) break;
            hashes.AddRange(page.Notices.TakeWhile(notice => notice.Sequence <= upTo).Select(NoticeHash.Of));
        }
        lock (_gate) _book.Rebuild(received, hashes, sequence => _isParked(sequence) ? null : NoticeVerdict.Accepted);
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Could not give receipts of {Subscription}: {Failure}")]
    private static partial void LogNotGiven(ILogger logger, string subscription, string failure);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The register did not take the receipt of {Subscription} for {First} to {Last}: {Code}")]
    private static partial void LogRefused(ILogger logger, string subscription, long first, long last, string code);
}
