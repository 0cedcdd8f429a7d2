using System.Collections.Immutable;
using System.Threading.Channels;
using AzrActors.Client.Calls;
using AzrActors.Contracts.Doors;
using AzrActors.Contracts.Notices;
using Microsoft.Extensions.Logging;
using Orleans.Streams;

namespace AzrActors.Client.Push;

/// <summary>
/// One subscription of one authority's stream, renewed whenever it is doubtful, handing notices to the mailboxes of
/// all followers. It promises nothing: followers find out themselves what they miss and pull it.
/// </summary>
internal sealed partial class NoticeSubscription : IAsyncObserver<NoticeBatch>, IAsyncDisposable
{
    private static readonly TimeSpan FarewellPatience = TimeSpan.FromSeconds(2);

    private readonly Caller _caller;
    private readonly RegisterCalls _calls;
    private readonly ILogger _logger;
    private readonly CancellationTokenSource _ended = new();

    // Something is to be done; what, says the flag.
    private readonly Channel<bool> _bell =
        Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
    private Task? _keeping;
    private ImmutableList<NoticeMailbox> _mailboxes = [];
    private bool _isDoubtful = true;

    public NoticeSubscription(Caller caller, RegisterCalls calls, ILogger logger) => (_caller, _calls, _logger) = (caller, calls, logger);

    /// <summary>The first one begins the subscription, so that it is there when all are asked to pull. Called by one thread at a time.</summary>
    public void Add(NoticeMailbox mailbox)
    {
        ImmutableInterlocked.Update(ref _mailboxes, all => all.Add(mailbox));
        _keeping ??= Task.Run(KeepAsync);
    }

    /// <returns>True when it was the last one.</returns>
    public bool Remove(NoticeMailbox mailbox) =>
        ImmutableInterlocked.Update(ref _mailboxes, all => all.Remove(mailbox)) && _mailboxes.IsEmpty;

    /// <summary>The stream may have forgotten this subscription: it is made again.</summary>
    public void Doubt()
    {
        Volatile.Write(ref _isDoubtful, true);
        _bell.Writer.TryWrite(true);
    }

    /// <summary>Nothing comes over the stream, not even heartbeats: it is told that somebody listens.</summary>
    public void Ring() => _bell.Writer.TryWrite(true);

    public Task OnNextAsync(NoticeBatch item, StreamSequenceToken? token = null)
    {
        foreach (var mailbox in _mailboxes)
        {
            foreach (var notice in item.Notices) mailbox.Offer(notice);
            if (item.Notices.Count == 0) mailbox.Beat(item.Last);
        }
        return Task.CompletedTask;
    }

    public Task OnErrorAsync(Exception ex)
    {
        LogLost(_logger, _caller.Authority, ex.Message);
        Doubt();
        return Task.CompletedTask;
    }

    /// <summary>Unsubscribes, if the register answers.</summary>
    public async ValueTask DisposeAsync()
    {
        await _ended.CancelAsync();
        if (_keeping is { } keeping) await keeping;
        _ended.Dispose();
    }

    private async Task KeepAsync()
    {
        StreamSubscriptionHandle<NoticeBatch>? handle = null;
        try
        {
            while (true)
            {
                try
                {
                    if (Interlocked.Exchange(ref _isDoubtful, false))
                    {
                        handle = await SubscribeAsync(handle is not null);
                        LogSubscribed(_logger, _caller.Authority);
                        foreach (var mailbox in _mailboxes) mailbox.AskToPull();
                    }
                    await RingAsync();
                }
                catch (RegisterUnavailableException)
                {
                    // The followers' pulls meet the same outage and report it.
                    Doubt();
                }
                await _bell.Reader.ReadAsync(_ended.Token);
            }
        }
        catch (Exception) when (_ended.IsCancellationRequested)
        {
            if (handle is not null) await UnsubscribeAsync(handle);
        }
        catch (Exception refusal)
        {
            // Followers live on their pulls; an authority that may not subscribe may not pull either and learns it there.
            LogRefused(_logger, _caller.Authority, refusal);
        }
    }

    private Task RingAsync() =>
        _calls.CallAsync(_caller, (client, token) => client.Desk<INoticeDesk>().RingAsync(token), _ended.Token);

    private Task<StreamSubscriptionHandle<NoticeBatch>> SubscribeAsync(bool again) => _calls.CallAsync(
        _caller,
        async (client, _) =>
        {
            var stream = client.GetStreamProvider(NoticeStreamNames.Provider)
                .GetStream<NoticeBatch>(NoticeStreamNames.StreamOf(_caller.Authority));
            // What an earlier attempt left behind would deliver every notice twice.
            if (again)
                foreach (var old in await stream.GetAllSubscriptionHandles()) await old.UnsubscribeAsync();
            return await stream.SubscribeAsync(this);
        },
        _ended.Token);

    private async Task UnsubscribeAsync(StreamSubscriptionHandle<NoticeBatch> handle)
    {
        try
        {
            await _calls.CallAsync(
                _caller, (_, _) => handle.UnsubscribeAsync(), CancellationToken.None, FarewellPatience);
        }
        catch (Exception failure)
        {
            // The silo forgets a subscription whose client is gone by itself.
            LogNotUnsubscribed(_logger, _caller.Authority, failure.Message);
        }
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Subscribed to the notices of {Authority}")]
    private static partial void LogSubscribed(ILogger logger, string authority);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The stream of {Authority} reported a loss, subscribing again: {Failure}")]
    private static partial void LogLost(ILogger logger, string authority, string failure);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The stream of {Authority} is not available, notices come by pull only")]
    private static partial void LogRefused(ILogger logger, string authority, Exception refusal);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Could not unsubscribe from the notices of {Authority}: {Failure}")]
    private static partial void LogNotUnsubscribed(ILogger logger, string authority, string failure);
}
