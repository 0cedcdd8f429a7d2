using System.Diagnostics;
using AzrActors.Benchmarks.Load;
using AzrActors.Contracts.Doors;

namespace AzrActors.Benchmarks.Pages;

/// <summary>One official at work: opens a person, reads, opens the next, and every now and then the worklist.</summary>
internal sealed class Official : IDisposable
{
    private const int ListEvery = 5;

    private readonly Browser _browser;
    private readonly Caller _caller;
    private readonly Caseload _caseload;
    private readonly TimeSpan _pause;

    // They do not all go back to their lists at the same moment.
    private int _views = Random.Shared.Next(ListEvery);

    private Official(Browser browser, Caller caller, Caseload caseload, TimeSpan pause) =>
        (_browser, _caller, _caseload, _pause) = (browser, caller, caseload, pause);

    public static async Task<Official> ArriveAsync(
        Uri address, Caller caller, Caseload caseload, TimeSpan pause, CancellationToken cancellationToken) =>
        new(await Browser.SignInAsync(address, caller, cancellationToken), caller, caseload, pause);

    /// <summary>Times of the pages of persons and of the worklists that were opened within a while.</summary>
    public async Task<(Latencies Persons, Latencies Lists)> WorkAsync(TimeSpan length, CancellationToken cancellationToken)
    {
        var (clock, persons, lists) = (Stopwatch.StartNew(), new Latencies(), new Latencies());
        for (var wait = _pause * Random.Shared.NextDouble(); clock.Elapsed + wait < length; wait = _pause)
        {
            await Task.Delay(wait, cancellationToken);
            if (_views++ % ListEvery == 0) lists.Add(await _browser.OpenAsync("/", null, cancellationToken));
            else persons.Add(await _browser.OpenAsync(Caseload.PathOf(_caseload.NextFor(_caller.Authority)), null, cancellationToken));
        }
        return (persons, lists);
    }

    public Task LeaveAsync() => _browser.LeaveAsync();

    public void Dispose() => _browser.Dispose();
}
