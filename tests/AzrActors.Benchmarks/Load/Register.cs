using System.Diagnostics;
using AzrActors.Client;
using AzrActors.Contracts.Law;
using AzrActors.Contracts.Submissions;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace AzrActors.Benchmarks.Load;

/// <summary>The register as an agency backend uses it: through the SDK, over TCP, from this process.</summary>
public sealed class Register : IAsyncDisposable
{
    private const string Office = "A12054";
    private readonly IHost _host;
    private readonly IAzrClient _client;
    private readonly DateOnly _today = LegalCalendar.DayOf(DateTimeOffset.UtcNow);

    private int _value;

    private Register(IHost host) => (_host, _client) = (host, host.Services.GetRequiredService<IAzrClient>());

    public static async Task<Register> ConnectAsync(SiloProcess silo, CancellationToken cancellationToken)
    {
        var builder = Host.CreateApplicationBuilder();
        builder.Logging.SetMinimumLevel(LogLevel.Error);
        builder.Services.AddAzrClient(options =>
        {
            (options.Authority, options.Official, options.Purpose) = (Office, "bench", "1");
            (options.SigningKeyFile, options.KeyId) = (silo.KeyFile, "development");
            options.Gateways = [$"127.0.0.1:{silo.Gateway}"];
        });
        var host = builder.Build();
        await host.StartAsync(cancellationToken);
        return new Register(host);
    }

    /// <summary>Registers synthetic persons in the office of this client; returns their AZR numbers.</summary>
    public async Task<string[]> RegisterPersonsAsync(int count, CancellationToken cancellationToken)
    {
        var numbers = new string[count];
        await Parallel.ForAsync(0, count, new ParallelOptions { MaxDegreeOfParallelism = 16, CancellationToken = cancellationToken }, async (i, token) =>
            numbers[i] = (await SubmitAsync(null, token,
                Entries.RegisterPerson(new PersonData
                {
                    FamilyName = $"Beispiel-{i}", FirstNames = "Ada", BirthDate = "1990-07-00", Sex = "w", Nationalities = ["475"],
                }),
                Entries.Arrival(ArrivalKind.FirstEntry, _today.AddYears(-2)),
                Entries.MoveIn("12054000", "Kanalweg", "7", "14461", "Potsdam", _today.AddYears(-2)))).Receipt!.AzrNumber);
        return numbers;
    }

    /// <summary>One durable update that changes something: law, rules, notices and receipt included.</summary>
    public async Task UpdateAsync(string number, CancellationToken cancellationToken)
    {
        var value = Interlocked.Increment(ref _value);
        var reply = await SubmitAsync(number, cancellationToken, Entries.ChangePersonalData(new PersonData { BirthPlace = $"Ort {value}" }));
        if (reply.Outcome != SubmissionOutcome.Accepted) throw new InvalidOperationException($"An update was {reply.Outcome}: {reply.Refusal?.Code}.");
    }

    /// <summary>Updates for a while with so many callers, each on the numbers in turn.</summary>
    public async Task<(double PerSecond, Latencies Latencies)> LoadAsync(
        string[] numbers, int callers, TimeSpan length, CancellationToken cancellationToken)
    {
        var clock = Stopwatch.StartNew();
        var runs = await Task.WhenAll(Enumerable.Range(0, callers).Select(async caller =>
        {
            var latencies = new Latencies();
            for (var i = caller; clock.Elapsed < length; i += callers)
            {
                var call = Stopwatch.GetTimestamp();
                await UpdateAsync(numbers[i % numbers.Length], cancellationToken);
                latencies.Add(Stopwatch.GetElapsedTime(call));
            }
            return latencies;
        }));
        var elapsed = clock.Elapsed;
        var all = new Latencies();
        foreach (var run in runs) all.Add(run);
        return (all.Count / elapsed.TotalSeconds, all);
    }

    /// <summary>Times from the start of a submission to the handler of its notice, at a steady rate.</summary>
    public async Task<Latencies> PushAsync(string[] numbers, int perSecond, TimeSpan length, CancellationToken cancellationToken)
    {
        var sent = new System.Collections.Concurrent.ConcurrentDictionary<string, long>();
        var latencies = new Latencies();
        var after = (await _client.ReadNoticesAsync(0, 1, cancellationToken)).Last;
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var following = _client.FollowAsync(after, (notice, _) =>
        {
            var place = notice.Items.Single(item => item.Path == "person/birthPlace").Value;
            if (sent.TryRemove(place, out var start)) lock (latencies) latencies.Add(Stopwatch.GetElapsedTime(start));
            return Task.CompletedTask;
        }, stop.Token);
        using var pace = new PeriodicTimer(TimeSpan.FromSeconds(1.0 / perSecond));
        var clock = Stopwatch.StartNew();
        var calls = new List<Task>();
        for (var i = 0; clock.Elapsed < length && await pace.WaitForNextTickAsync(cancellationToken); i++)
        {
            var place = $"Ort {Interlocked.Increment(ref _value)}";
            sent[place] = Stopwatch.GetTimestamp();
            calls.Add(SubmitAsync(numbers[i % numbers.Length], cancellationToken, Entries.ChangePersonalData(new PersonData { BirthPlace = place })));
        }
        await Task.WhenAll(calls);
        while (!sent.IsEmpty) await Task.Delay(10, cancellationToken);
        await stop.CancelAsync();
        await following.ContinueWith(_ => { }, CancellationToken.None, TaskContinuationOptions.OnlyOnCanceled, TaskScheduler.Default);
        return latencies;
    }

    public async ValueTask DisposeAsync()
    {
        await _host.StopAsync();
        _host.Dispose();
    }

    private Task<SubmissionReply> SubmitAsync(string? number, CancellationToken cancellationToken, params Entry[] entries) =>
        _client.SubmitAsync(new Submission
        {
            SubmissionId = Guid.NewGuid(), Authority = Office, Official = "bench", Purpose = "1", FileReference = "bench",
            OccurredOn = _today, AzrNumber = number, Entries = entries,
        }, cancellationToken);
}
