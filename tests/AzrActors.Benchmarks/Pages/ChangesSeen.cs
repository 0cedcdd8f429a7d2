using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.RegularExpressions;
using AzrActors.Benchmarks.Load;
using AzrActors.Client;
using AzrActors.Client.Calls;
using AzrActors.Contracts.Doors;
using AzrActors.Contracts.Submissions;

namespace AzrActors.Benchmarks.Pages;

/// <summary>When changes reached open pages.</summary>
/// <param name="Delays">From the start of the call that made the change to the event in a browser.</param>
/// <param name="Missing">Events that did not come in time.</param>
internal sealed record SeenChanges(Latencies Delays, int Missing, int Watchers);

/// <summary>
/// Foreigners' authorities change persons over the HTTP API; officials of their own office and of the residents' office
/// have the worklist open and see it.
/// </summary>
internal sealed partial class ChangesSeen : IAsyncDisposable
{
    /// <summary>For how long an event is waited for that has not come yet.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private const int WatchersPerOffice = 2;

    private static readonly TimeSpan Beat = TimeSpan.FromMilliseconds(20);

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull };

    private readonly Stage _stage;
    private readonly PemCallerSigner _signer;
    private readonly List<Browser> _watchers = [];
    private readonly List<(HttpClient Api, Caller Caller, string[] Persons)> _authors;
    private readonly ConcurrentQueue<(string Number, int Version, long At)> _seen = [];

    private ChangesSeen(Stage stage, Caseload caseload)
    {
        (_stage, _signer) = (stage, new PemCallerSigner(stage.Silo.KeyFile, "development", TimeProvider.System));
        _authors = [.. Caseload.ToldOffices.Where(office => office[0] == 'A').Select(office =>
        {
            var caller = new Caller(office, "bench", SyntheticRecord.PurposeOf(office));
            var api = new HttpClient(new AssertionHandler(_signer, caller, new SocketsHttpHandler())) { BaseAddress = stage.Silo.Address };
            return (api, caller, caseload.KnownOf(office));
        })];
    }

    /// <summary>Signs in those who will watch, and opens their worklists.</summary>
    public static async Task<ChangesSeen> OpenAsync(Stage stage, Caseload caseload, CancellationToken cancellationToken)
    {
        var changes = new ChangesSeen(stage, caseload);
        try
        {
            foreach (var office in Caseload.ToldOffices)
            {
                for (var i = 0; i < WatchersPerOffice; i++)
                {
                    // Their numbers are below those of the officials at work.
                    var browser = await Browser.SignInAsync(stage.Silo.Address, Caseload.OfficialOf(office, -1 - i), cancellationToken);
                    changes._watchers.Add(browser);
                    await browser.OpenAsync("/", changes.Hear, cancellationToken);
                }
            }
            return changes;
        }
        catch
        {
            await changes.DisposeAsync();
            throw;
        }
    }

    /// <summary>Makes changes at a steady pace for a while and waits until they are seen.</summary>
    public async Task<SeenChanges> RunAsync(int perSecond, TimeSpan length, CancellationToken cancellationToken)
    {
        _seen.Clear();
        var (sent, calls, clock) = (new ConcurrentDictionary<(string, int), long>(), new List<Task>(), Stopwatch.StartNew());
        using var pace = new PeriodicTimer(TimeSpan.FromSeconds(1.0 / perSecond));
        while (clock.Elapsed < length && await pace.WaitForNextTickAsync(cancellationToken)) calls.Add(ChangeAsync(calls.Count));
        await Task.WhenAll(calls);
        // Each change is told to both offices of its district.
        var watchersOfEach = _watchers.Count / _authors.Count;
        for (clock.Restart(); _seen.Count < sent.Count * watchersOfEach && clock.Elapsed < Patience;) await Task.Delay(Beat, cancellationToken);
        var delays = new Latencies();
        foreach (var (number, version, at) in _seen)
            if (sent.TryGetValue((number, version), out var began)) delays.Add(Stopwatch.GetElapsedTime(began, at));
        return new SeenChanges(delays, sent.Count * watchersOfEach - delays.Count, _watchers.Count);

        async Task ChangeAsync(int index)
        {
            var (api, caller, persons) = _authors[index % _authors.Count];
            var submission = new Submission
            {
                SubmissionId = Guid.NewGuid(), Authority = caller.Authority, Official = caller.Official, Purpose = caller.Purpose, FileReference = "bench",
                OccurredOn = Register.Today, AzrNumber = persons[index / _authors.Count % persons.Length],
                Entries = [Entries.ChangePersonalData(new PersonData { BirthPlace = _stage.Register.NewPlace() })],
            };
            var began = Stopwatch.GetTimestamp();
            using var reply = await api.PostAsJsonAsync("/api/v1/submissions", submission, Json, cancellationToken);
            reply.EnsureSuccessStatusCode();
            var receipt = await reply.Content.ReadFromJsonAsync<Stored>(Json, cancellationToken);
            sent[(receipt!.AzrNumber, receipt.Version)] = began;
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var browser in _watchers)
        {
            await browser.LeaveAsync();
            browser.Dispose();
        }
        _authors.ForEach(author => author.Api.Dispose());
        _signer.Dispose();
    }

    private void Hear(string card)
    {
        var at = Stopwatch.GetTimestamp();
        if (Change().Match(card) is { Success: true } change)
            _seen.Enqueue((change.Groups[1].Value, int.Parse(change.Groups[2].Value, CultureInfo.InvariantCulture), at));
    }

    [GeneratedRegex("data-azr-number=\"([0-9]+)\" data-version=\"([0-9]+)\"")]
    private static partial Regex Change();

    /// <summary>What is needed of a receipt.</summary>
    private sealed record Stored(string AzrNumber, int Version);
}
