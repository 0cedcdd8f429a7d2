using AzrActors.Client;
using AzrActors.Contracts.Notices;

namespace AzrActors.Cluster.Tests.Push;

/// <summary>A running follower and what it has handled.</summary>
internal sealed class Following : IAsyncDisposable
{
    private readonly CancellationTokenSource _stop;
    private readonly List<long> _sequences = [];
    private readonly SemaphoreSlim _handledOne = new(0);

    public Following(IAzrClient client, Func<Notice, Task>? handler, CancellationToken cancellationToken)
    {
        _stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        Ended = client.FollowAsync(
            0,
            async (notice, _) =>
            {
                if (handler is not null) await handler(notice);
                lock (_sequences) _sequences.Add(notice.Sequence);
                _handledOne.Release();
            },
            _stop.Token);
    }

    public Task Ended { get; }

    public IReadOnlyList<long> Sequences
    {
        get { lock (_sequences) return [.. _sequences]; }
    }

    public async Task UntilHandledAsync(int count, CancellationToken cancellationToken)
    {
        while (Sequences.Count < count)
        {
            var handled = _handledOne.WaitAsync(cancellationToken);
            if (await Task.WhenAny(handled, Ended) == Ended) await Ended;
            await handled;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await Ended.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _stop.Dispose();
        _handledOne.Dispose();
    }
}
