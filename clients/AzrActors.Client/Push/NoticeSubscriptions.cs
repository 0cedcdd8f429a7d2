using AzrActors.Client.Calls;
using AzrActors.Contracts.Doors;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace AzrActors.Client.Push;

/// <summary>
/// All followers of one authority in this process share one subscription of its stream: a subscription is a stored row
/// of the register, and a hundred open browsers are no reason for a hundred copies of every notice.
/// </summary>
internal sealed class NoticeSubscriptions(RegisterCalls calls, ILogger<NoticeSubscription> logger) : IHostedService, IAsyncDisposable
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, NoticeSubscription> _byAuthority = [];
    private Task _closing = Task.CompletedTask;

    /// <summary>Opens a mailbox on the caller's own stream; disposing it closes it.</summary>
    public NoticeMailbox Open(Caller caller)
    {
        lock (_gate)
        {
            if (!_byAuthority.TryGetValue(caller.Authority, out var subscription))
                _byAuthority[caller.Authority] = subscription = new NoticeSubscription(caller, calls, logger);
            var mailbox = new NoticeMailbox(closed => Close(caller.Authority, subscription, closed), subscription.Doubt, subscription.Ring);
            subscription.Add(mailbox);
            return mailbox;
        }
    }

    /// <summary>The connection was lost in between: the register may have forgotten all subscriptions.</summary>
    public void DoubtAll()
    {
        lock (_gate)
            foreach (var subscription in _byAuthority.Values) subscription.Doubt();
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>
    /// Unsubscribes while the connection still stands. Later the Orleans client would do so itself, without assertion,
    /// and be refused.
    /// </summary>
    public Task StopAsync(CancellationToken cancellationToken) => DisposeAsync().AsTask();

    public async ValueTask DisposeAsync()
    {
        List<NoticeSubscription> open;
        lock (_gate)
        {
            open = [.. _byAuthority.Values];
            _byAuthority.Clear();
        }
        await Task.WhenAll(open.Select(subscription => subscription.DisposeAsync().AsTask()).Append(_closing));
    }

    private void Close(string authority, NoticeSubscription subscription, NoticeMailbox mailbox)
    {
        lock (_gate)
        {
            if (!subscription.Remove(mailbox) || !_byAuthority.Remove(authority)) return;
            // The follower that leaves need not wait for the register to take note of it.
            _closing = Task.WhenAll(_closing, subscription.DisposeAsync().AsTask());
        }
    }
}
