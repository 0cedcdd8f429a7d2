using System.Collections.Concurrent;
using AzrActors.Client;
using AzrActors.Cluster.Tests.Register;
using AzrActors.Contracts.Notices;
using Xunit;

namespace AzrActors.Programs.Tests.Processes;

/// <summary>
/// Officials of one authority at work at the same time: each registers a person, renames it, and takes the next. What
/// has been acknowledged to them must be there in the end, once.
/// </summary>
internal sealed class AgencyLoad
{
    private readonly Desk _desk;
    private readonly ConcurrentBag<string> _acknowledged = [];
    private readonly Task _working;
    private int _begun;

    public AgencyLoad(IAzrClient client, int officials, int persons)
    {
        _desk = new Desk(client);
        _working = Task.WhenAll(Enumerable.Range(0, officials).Select(_ => WorkAsync(persons)));
    }

    /// <summary>How many submissions have been acknowledged.</summary>
    public int Acknowledged => _acknowledged.Count;

    public bool IsOver => _working.IsCompleted;

    /// <summary>Whoever is done with a person takes no other.</summary>
    public void Enough() => Interlocked.Exchange(ref _begun, int.MaxValue / 2);

    /// <exception cref="TimeoutException">Somebody still waits for an answer.</exception>
    public Task EndAsync(TimeSpan within, CancellationToken cancellationToken) => _working.WaitAsync(within, cancellationToken);

    /// <summary>
    /// Notices to the authority that keeps the files, which is told of every version: they are those of the
    /// acknowledged submissions, every one once.
    /// </summary>
    public void AssertToldOnce(IReadOnlyList<Notice> notices)
    {
        Assert.Equal(Enumerable.Range(1, notices.Count).Select(number => (long)number), notices.Select(notice => notice.Sequence));
        Assert.Equal(
            _acknowledged.Order(StringComparer.Ordinal),
            notices.Select(notice => $"{notice.AzrNumber} {notice.Version}").Order(StringComparer.Ordinal));
    }

    private async Task WorkAsync(int persons)
    {
        while (Interlocked.Increment(ref _begun) <= persons)
        {
            var registered = await _desk.AcceptedAsync(null, Desk.Registration());
            _acknowledged.Add($"{registered.AzrNumber} {registered.Version}");
            var renamed = await _desk.AcceptedAsync(registered.AzrNumber, Desk.Renamed("Nachher"));
            _acknowledged.Add($"{renamed.AzrNumber} {renamed.Version}");
        }
    }
}
