using System.Collections.Concurrent;
using AzrActors.Client;
using AzrActors.Contracts.Notices;
using AzrActors.Torture.History;

namespace AzrActors.Torture.Clients;

/// <summary>An office that hears of the persons whose file it keeps and leaves its position with the register.</summary>
internal static class SubscriberClient
{
    private const string Subscription = "torture";

    /// <summary>What the handler of a real office does takes some time, in which it may be killed.</summary>
    private static readonly TimeSpan Work = TimeSpan.FromMilliseconds(5);

    /// <summary>With the bug: for so long notices lie that are acknowledged already.</summary>
    private static readonly TimeSpan Pile = TimeSpan.FromSeconds(10);

    public static async Task RunAsync(IAzrClient client, Bug? bug, HistoryFile history, CancellationToken cancellationToken)
    {
        var position = await client.GetPositionAsync(Subscription, cancellationToken);
        history.Write(new HistoryLine.Opened(HistoryFile.Now, position));
        var heap = new ConcurrentQueue<Notice>();
        if (bug == Bug.CursorFirst)
            await Task.WhenAll(client.FollowAsync(position, TakeCursorFirstAsync, cancellationToken), WorkOffAsync());
        else
            await client.SubscribeAsync(Subscription, TakeAsync, cancellationToken);

        async Task WorkOffAsync()
        {
            using var pace = new PeriodicTimer(Pile);
            while (await pace.WaitForNextTickAsync(cancellationToken))
                while (heap.TryDequeue(out var notice)) history.WriteTaken(notice);
        }

        async Task TakeAsync(Notice notice, CancellationToken token)
        {
            await Task.Delay(Work, token);
            history.WriteTaken(notice);
        }

        // The bug: who is killed at work has lost the notices, because the register believes that they were handled.
        async Task TakeCursorFirstAsync(Notice notice, CancellationToken token)
        {
            await client.AcknowledgeAsync(Subscription, notice.Sequence, token);
            heap.Enqueue(notice);
        }
    }
}
