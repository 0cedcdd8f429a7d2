using AzrActors.Contracts.Notices;
using Microsoft.Extensions.Logging;

namespace AzrActors.Client.Push;

/// <summary>
/// Turns a stream that may lose, repeat or end into a feed that does not: a streamed notice counts only when it is the
/// next one; for everything else, and after every silence, the feed itself is read.
/// </summary>
internal sealed partial class Follower(
    IAzrClient client, NoticeSubscriptions subscriptions, TimeSpan safetyPull, int pageSize, ILogger logger)
{
    private Func<Notice, CancellationToken, Task> _handler = (_, _) => Task.CompletedTask;
    private long _position;

    /// <summary>What pulls after a silence have found although the stream should have brought it, 0 if nothing.</summary>
    private long _unheard;

    public async Task RunAsync(
        long after, Func<Notice, CancellationToken, Task> handler, CancellationToken cancellationToken)
    {
        (_position, _handler) = (after, handler);
        using var mailbox = subscriptions.Open(client.Caller);
        await PullAsync(cancellationToken);
        while (true)
        {
            var silent = await ListenAsync(mailbox, cancellationToken);
            var before = _position;
            await PullAsync(cancellationToken);
            if (!silent) continue;
            mailbox.Silence();
            Judge(mailbox, foundNews: _position > before);
        }
    }

    /// <summary>
    /// Reads pages until there are no more, the next one while this one is handled. An outage is not the end: the next
    /// silence tries again.
    /// </summary>
    private async Task PullAsync(CancellationToken cancellationToken)
    {
        using var end = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var next = client.ReadNoticesAsync(_position, pageSize, end.Token);
        try
        {
            for (var more = true; more;)
            {
                var page = await next;
                if (page.Last < _position) throw FeedEndsBefore(page.Last);
                more = page.Notices.Count > 0 && page.Notices[^1].Sequence < page.Last;
                if (more) next = client.ReadNoticesAsync(page.Notices[^1].Sequence, pageSize, end.Token);
                foreach (var notice in page.Notices) await HandleAsync(notice, cancellationToken);
            }
        }
        catch (RegisterUnavailableException outage)
        {
            LogOutage(logger, client.Caller.Authority, outage);
        }
        finally
        {
            // Nobody waits any more for what was read ahead when a handler threw.
            await end.CancelAsync();
            await ((Task)next).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>Handles streamed notices until one is missing or nothing comes for a while, not even a heartbeat.</summary>
    /// <returns>True after a silence.</returns>
    private async Task<bool> ListenAsync(NoticeMailbox mailbox, CancellationToken cancellationToken)
    {
        while (true)
        {
            NoticeMailbox.Item item;
            using (var silence = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken))
            {
                silence.CancelAfter(safetyPull);
                try
                {
                    var heard = mailbox.Heard;
                    if (!mailbox.TryTake(out item))
                    {
                        // Heard but neither handled nor here: the mailbox was full.
                        if (heard > _position) return false;
                        item = await mailbox.TakeAsync(silence.Token);
                    }
                }
                catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
                {
                    return true;
                }
            }
            // A heartbeat without news: the stream lives, and the silence begins anew.
            if (item.IsBeat) continue;
            if (item.Notice is not { } notice || notice.Sequence > _position + 1) return false;
            if (notice.Sequence == _position + 1) await HandleAsync(notice, cancellationToken);
        }
    }

    /// <summary>
    /// A pull may overtake the stream by a moment. Only if the stream has not caught up by the next silence it is dead.
    /// </summary>
    private void Judge(NoticeMailbox mailbox, bool foundNews)
    {
        if (_unheard > mailbox.Heard)
        {
            LogDeaf(logger, client.Caller.Authority, _unheard);
            mailbox.Doubt();
        }
        _unheard = foundNews ? _position : 0;
    }

    // To wait for the feed to grow past the position would swallow every notice until then.
    private InvalidOperationException FeedEndsBefore(long last) => new(
        $"The feed of {client.Caller.Authority} ends at {last}, before the position {_position} of this follower. The "
        + "position belongs to another register, or the register was restored from a backup; read the feed from 0.");

    private async Task HandleAsync(Notice notice, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        await _handler(notice, cancellationToken);
        _position = notice.Sequence;
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The notices of {Authority} are out of reach, looking again")]
    private static partial void LogOutage(ILogger logger, string authority, Exception outage);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The stream of {Authority} did not bring notice {Sequence}, subscribing again")]
    private static partial void LogDeaf(ILogger logger, string authority, long sequence);
}
