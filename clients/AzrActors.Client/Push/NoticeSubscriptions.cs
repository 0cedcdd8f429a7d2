using AzrActors.Client.Calls;
using AzrActors.Contracts.Doors;
using Microsoft.Extensions.Logging;

namespace AzrActors.Client.Push;

/// <summary>
/// All followers of one authority in this process share one subscription of its stream: a subscription is a stored row
/// of the register, and a hundred open browsers are no reason for a hundred copies of every notice.
/// </summary>
internal sealed class NoticeSubscriptions(RegisterCalls calls, ILogger<NoticeSubscription> logger) : IAsyncDisposable
{
    private readonly Lock gate = new();
    private readonly Dictionary<string, NoticeSubscription> byAuthority = [];
    private Task closing = Task.CompletedTask;

    /// <summary>Opens a mailbox on the caller's own stream; disposing it closes it.</summary>
    public NoticeMailbox Open(Caller caller)
    {
        lock (gate)
        {
            if (!byAuthority.TryGetValue(caller.Authority, out var subscription))
                byAuthority[caller.Authority] = subscription = new NoticeSubscription(caller, calls, logger);
            var mailbox = new NoticeMailbox(closed => Close(caller.Authority, subscription, closed), subscription.Doubt);
            subscription.Add(mailbox);
            return mailbox;
        }
    }

    /// <summary>The connection was lost in between: the register may have forgotten all subscriptions.</summary>
    public void DoubtAll()
    {
        lock (gate)
            foreach (var subscription in byAuthority.Values) subscription.Doubt();
    }

    public async ValueTask DisposeAsync()
    {
        List<NoticeSubscription> open;
        lock (gate)
        {
            open = [.. byAuthority.Values];
            byAuthority.Clear();
        }
        await Task.WhenAll(open.Select(subscription => subscription.DisposeAsync().AsTask()).Append(closing));
    }

    private void Close(string authority, NoticeSubscription subscription, NoticeMailbox mailbox)
    {
        lock (gate)
        {
            if (!subscription.Remove(mailbox) || !byAuthority.Remove(authority)) return;
            // The follower that leaves need not wait for the register to take note of it.
            closing = Task.WhenAll(closing, subscription.DisposeAsync().AsTask());
        }
    }
}
