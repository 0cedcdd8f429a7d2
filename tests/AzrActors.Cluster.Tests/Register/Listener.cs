using AzrActors.Client;
using AzrActors.Contracts.Notices;

namespace AzrActors.Cluster.Tests.Register;

/// <summary>A running subscriber and what it has handled.</summary>
internal sealed class Listener : IAsyncDisposable
{
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(40);

    private readonly CancellationTokenSource _stop;
    private readonly List<Notice> _notices = [];
    private readonly SemaphoreSlim _handledOne = new(0);
    private readonly Task _ended;

    /// <param name="run">Subscribes with the given handler until cancelled.</param>
    public Listener(Func<Func<Notice, CancellationToken, Task>, CancellationToken, Task> run, CancellationToken cancellationToken)
    {
        _stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        _ended = run(HandleAsync, _stop.Token);
    }

    public IReadOnlyList<Notice> Notices
    {
        get { lock (_notices) return [.. _notices]; }
    }

    /// <summary>Subscribes under a name, beginning with what is not acknowledged under it.</summary>
    public static Listener Subscribe(IAzrClient client, string subscription, CancellationToken cancellationToken) =>
        new((handler, stop) => client.SubscribeAsync(subscription, handler, stop), cancellationToken);

    /// <exception cref="TimeoutException">So many did not come.</exception>
    public async Task UntilHandledAsync(int count, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(Longest);
        while (Notices.Count < count)
        {
            var handled = _handledOne.WaitAsync(limit.Token);
            if (await Task.WhenAny(handled, _ended) == _ended) await _ended;
            try
            {
                await handled;
            }
            catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
            {
                throw new TimeoutException($"{Notices.Count} of {count} notices came within {Longest.TotalSeconds:0} s.");
            }
        }
    }

    /// <summary>Ends the subscription; what was handled is acknowledged by then.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_ended.IsCompleted && _stop.IsCancellationRequested) return;
        await _stop.CancelAsync();
        await _ended.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _stop.Dispose();
        _handledOne.Dispose();
    }

    private Task HandleAsync(Notice notice, CancellationToken cancellationToken)
    {
        lock (_notices) _notices.Add(notice);
        _handledOne.Release();
        return Task.CompletedTask;
    }
}
