using System.Runtime.CompilerServices;
using System.Threading.Channels;
using AzrActors.Client;
using AzrActors.Contracts.Notices;

namespace AzrActors.Api.Live;

/// <summary>The notices of one authority as a sequence one can wait for, with a beat while nothing happens.</summary>
internal static class NoticeFeed
{
    /// <summary>A slow reader stops the register from sending rather than filling this process's memory.</summary>
    private const int Capacity = 64;

    /// <summary>Sequence of the newest notice of the client's feed, 0 while it is empty. No letter is opened for it.</summary>
    public static async Task<long> LastAsync(IAzrClient client, CancellationToken cancellationToken) =>
        (await client.ReadNoticesAsync(long.MaxValue, 1, cancellationToken)).Last;

    /// <summary>
    /// Notices above <paramref name="after"/> in order; null whenever <paramref name="heartbeat"/> passed without one.
    /// </summary>
    /// <exception cref="OperationCanceledException">Always, when cancelled: a feed has no end of its own.</exception>
    public static async IAsyncEnumerable<Notice?> FollowAsync(
        IAzrClient client, long after, TimeSpan heartbeat, TimeProvider time,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var left = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        using var timer = new PeriodicTimer(heartbeat, time);
        var arrived = Channel.CreateBounded<Notice>(
            new BoundedChannelOptions(Capacity) { SingleReader = true, SingleWriter = true });
        var following = PumpAsync(client, after, arrived.Writer, left.Token);
        try
        {
            var beat = timer.WaitForNextTickAsync(cancellationToken).AsTask();
            var more = arrived.Reader.WaitToReadAsync(cancellationToken).AsTask();
            while (true)
            {
                if (await Task.WhenAny(more, beat) == more)
                {
                    if (!await more) break;
                    while (arrived.Reader.TryRead(out var notice)) yield return notice;
                    more = arrived.Reader.WaitToReadAsync(cancellationToken).AsTask();
                }
                else
                {
                    await beat;
                    yield return null;
                    beat = timer.WaitForNextTickAsync(cancellationToken).AsTask();
                }
            }
        }
        finally
        {
            await left.CancelAsync();
            await following;
        }
    }

    private static async Task PumpAsync(
        IAzrClient client, long after, ChannelWriter<Notice> writer, CancellationToken cancellationToken)
    {
        try
        {
            await client.FollowAsync(
                after, (notice, token) => writer.WriteAsync(notice, token).AsTask(), cancellationToken);
            writer.Complete();
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            writer.Complete();
        }
        catch (Exception e)
        {
            // Handed on, not handled: the reader gets it in order, after the notices that had arrived before.
            writer.Complete(e);
        }
    }
}
