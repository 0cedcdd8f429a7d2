using System.Diagnostics;
using AzrActors.Client;
using AzrActors.Contracts.Doors;
using AzrActors.Contracts.Law;
using AzrActors.Contracts.Submissions;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace AzrActors.Benchmarks.Load;

/// <summary>The register as an agency backend uses it: through the SDK, over TCP, from this process.</summary>
public sealed class Register : IAsyncDisposable
{
    private readonly IHost _host;
    private readonly IAzrClients _clients;
    private static int _persons;

    private int _value;

    private Register(IHost host)
    {
        (_host, _clients) = (host, host.Services.GetRequiredService<IAzrClients>());
        Client = For(SyntheticRecord.Office);
    }

    public static DateOnly Today => LegalCalendar.DayOf(DateTimeOffset.UtcNow);

    /// <summary>Of the office that keeps most persons here.</summary>
    public IAzrClient Client { get; }

    public static async Task<Register> ConnectAsync(SiloProcess silo, CancellationToken cancellationToken)
    {
        var builder = Host.CreateApplicationBuilder();
        builder.Logging.SetMinimumLevel(LogLevel.Error);
        builder.Services.AddAzrClient(options =>
        {
            (options.Authority, options.Official, options.Purpose) = (SyntheticRecord.Office, "bench", "1");
            (options.SigningKeyFile, options.KeyId) = (silo.KeyFile, "development");
            options.Gateways = [$"127.0.0.1:{silo.Gateway}"];
        });
        var host = builder.Build();
        await host.StartAsync(cancellationToken);
        return new Register(host);
    }

    /// <summary>The register as another office sees it, over the same connection.</summary>
    public IAzrClient For(string office) => _clients.For(new Caller(office, "bench", SyntheticRecord.PurposeOf(office)));

    /// <summary>Somebody who was not registered before: nobody is stored beside a person who is nearly the same.</summary>
    public static int NewPerson() => Interlocked.Increment(ref _persons);

    /// <summary>Registers persons of 2 KB; returns their AZR numbers.</summary>
    public async Task<string[]> RegisterPersonsAsync(int count, CancellationToken cancellationToken, int callers = 64)
    {
        var numbers = new string[count];
        await Parallel.ForAsync(0, count, new ParallelOptions { MaxDegreeOfParallelism = callers, CancellationToken = cancellationToken },
            async (i, token) => numbers[i] = await RegisterAsync(Client, SyntheticRecord.Entries(NewPerson(), Today), token));
        return numbers;
    }

    public static async Task<string> RegisterAsync(IAzrClient client, IReadOnlyList<Entry> entries, CancellationToken cancellationToken) =>
        (await SubmitAsync(client, null, entries, cancellationToken)).AzrNumber;

    /// <summary>
    /// One durable update, the everyday one: a passport is valid until another day. Law, rules, notices and receipt included.
    /// </summary>
    public Task UpdateAsync(string number, CancellationToken cancellationToken) =>
        SubmitAsync(Client, number, [Entries.Change("4.f/1", ("validUntil", NewDay()))], cancellationToken);

    /// <summary>One durable update of something by which persons are found: the record is held against the stock again.</summary>
    public Task MoveBirthPlaceAsync(string number, CancellationToken cancellationToken) => MoveBirthPlaceAsync(Client, number, NewPlace(), cancellationToken);

    public static Task MoveBirthPlaceAsync(IAzrClient client, string number, string birthPlace, CancellationToken cancellationToken) =>
        SubmitAsync(client, number, [Entries.ChangePersonalData(new PersonData { BirthPlace = birthPlace })], cancellationToken);

    /// <summary>A birth place that no update has named before.</summary>
    public string NewPlace() => $"Ort {Interlocked.Increment(ref _value)}";

    public async Task ReadAsync(string number, CancellationToken cancellationToken)
    {
        var reply = await Client.ReadAsync(number, cancellationToken);
        if (reply.View is null) throw new InvalidOperationException($"A record was not shown: {reply.Refusal?.Code}.");
    }

    // Days come again after years only, so of all updates under way no two say the same.
    private string NewDay() =>
        Today.AddYears(1).AddDays(1 + Interlocked.Increment(ref _value) % 3_000).ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>Updates for a while with so many callers, each on the numbers in turn.</summary>
    public Task<(double PerSecond, Latencies Latencies)> LoadAsync(
        string[] numbers, int callers, TimeSpan length, CancellationToken cancellationToken) =>
        LoadAsync(numbers, callers, length, UpdateAsync, cancellationToken);

    public static async Task<(double PerSecond, Latencies Latencies)> LoadAsync(
        string[] numbers, int callers, TimeSpan length, Func<string, CancellationToken, Task> updateAsync, CancellationToken cancellationToken)
    {
        var clock = Stopwatch.StartNew();
        return await Callers.RunAsync(
            callers, i => clock.Elapsed < length ? numbers[i % numbers.Length] : null, updateAsync, cancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        await _host.StopAsync();
        _host.Dispose();
    }

    private static async Task<Receipt> SubmitAsync(
        IAzrClient client, string? number, IReadOnlyList<Entry> entries, CancellationToken cancellationToken)
    {
        var reply = await client.SubmitAsync(new Submission
        {
            SubmissionId = Guid.NewGuid(), Authority = client.Caller.Authority, Official = client.Caller.Official,
            Purpose = client.Caller.Purpose, FileReference = "bench", OccurredOn = Today, AzrNumber = number, Entries = entries,
            SearchFirst = number is null,
        }, cancellationToken);
        return reply.Outcome == SubmissionOutcome.Accepted
            ? reply.Receipt!
            : throw new InvalidOperationException($"A submission was {reply.Outcome}: {reply.Refusal?.Code} "
                + string.Join(' ', reply.Refusal?.Findings.Select(one => $"{one.Rule}/{one.Field}") ?? []));
    }
}
