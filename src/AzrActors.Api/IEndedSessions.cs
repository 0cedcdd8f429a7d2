using System.Collections.Concurrent;

namespace AzrActors.Api;

/// <summary>
/// Sessions that the provider of their officials has ended. A session is a cookie that this door does not keep, so what has ended is
/// remembered instead. A host of several processes brings one that they share.
/// </summary>
public interface IEndedSessions
{
    /// <summary>Ends what began until then under the mark: here at once, in other processes within moments.</summary>
    /// <param name="mark">43 characters that stand for the provider's name of the session or of the official.</param>
    Task EndAsync(string mark, DateTimeOffset endedAt, CancellationToken cancellationToken);

    /// <summary>True for a session that is over. Asked with every request; answers from memory.</summary>
    bool IsEnded(string mark, DateTimeOffset began);
}

/// <summary>What has ended, as one process knows it.</summary>
public class EndedSessions : IEndedSessions
{
    private readonly ConcurrentDictionary<string, DateTimeOffset> _ends = new(StringComparer.Ordinal);

    public virtual Task EndAsync(string mark, DateTimeOffset endedAt, CancellationToken cancellationToken)
    {
        Note(mark, endedAt);
        return Task.CompletedTask;
    }

    public bool IsEnded(string mark, DateTimeOffset began) => _ends.TryGetValue(mark, out var ended) && began <= ended;

    protected void Note(string mark, DateTimeOffset endedAt) =>
        _ends.AddOrUpdate(mark, endedAt, (_, known) => known > endedAt ? known : endedAt);

    protected void Forget(DateTimeOffset before)
    {
        foreach (var old in _ends.Where(end => end.Value < before)) _ends.TryRemove(old);
    }
}
