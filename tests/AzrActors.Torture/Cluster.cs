using System.Globalization;
using System.Net;
using AzrActors.Torture.Bugs;
using AzrActors.Torture.History;
using AzrActors.Torture.Processes;

namespace AzrActors.Torture;

/// <summary>All processes of a run: the database, silos, agencies, and those who follow notices.</summary>
internal sealed class Cluster : IAsyncDisposable
{
    private static readonly TimeSpan StartMax = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan Beat = TimeSpan.FromMilliseconds(200);
    private const string SiloProgram = "AzrActors.Silo.dll";

    private static readonly string Self = typeof(Cluster).Assembly.Location;

    private readonly TorturePlace _place;
    private readonly TortureSettings _settings;
    private readonly Guardian _guardian;
    private readonly HttpClient _http = new() { Timeout = TimeSpan.FromSeconds(5) };
    private readonly Dictionary<string, Worker> _workers = [];

    private Cluster(TorturePlace place, TortureSettings settings, Guardian guardian, DatabaseServer database) =>
        (_place, _settings, _guardian, Database) = (place, settings, guardian, database);

    public DatabaseServer Database { get; }

    public IReadOnlyDictionary<string, Worker> Workers => _workers;

    public IReadOnlyList<string> Silos => [.. Enumerable.Range(1, _settings.Silos).Select(silo => $"silo-{silo}")];

    public static IReadOnlyList<string> Agencies { get; } = [.. Offices.Foreigners.Select(office => ClientHistory.Name(ClientHistory.Agency, office))];

    public static IReadOnlyList<string> Followers { get; } =
    [
        .. Offices.Foreigners.Select(office => ClientHistory.Name(ClientHistory.Subscriber, office)),
        .. Offices.Residents.Select(office => ClientHistory.Name(ClientHistory.Mirror, office)),
    ];

    public IReadOnlyList<string> Gateways => _place.Gateways(_settings.Silos);

    public static async Task<Cluster> StartAsync(TorturePlace place, TortureSettings settings, CancellationToken cancellationToken)
    {
        var guardian = new Guardian(place.Folder);
        try
        {
            return new Cluster(place, settings, guardian, await DatabaseServer.StartAsync(place.Folder, cancellationToken));
        }
        catch
        {
            await guardian.DisposeAsync();
            throw;
        }
    }

    /// <summary>The first silo makes the keys that the others share.</summary>
    public async Task StartSilosAsync(CancellationToken cancellationToken)
    {
        for (var silo = 0; silo < _settings.Silos; silo++)
        {
            StartSilo(silo);
            if (silo == 0) await UntilReadyAsync(1, cancellationToken);
        }
        await UntilReadyAsync(_settings.Silos, cancellationToken);
    }

    public void StartClients(DateTimeOffset begin)
    {
        foreach (var client in Agencies.Concat(Followers)) StartClient(client, begin);
    }

    /// <summary>Waits until all agencies have an answer and all followers a notice: a fault that nobody notices proves nothing.</summary>
    /// <exception cref="TimeoutException">They are not within five minutes.</exception>
    public Task UntilAtWorkAsync(CancellationToken cancellationToken) => UntilAsync("clients are at work", StartMax, () => Task.FromResult(
        Agencies.Concat(Followers).All(IsAtWork)), cancellationToken);

    /// <summary>Waits until silos, from the first on, serve.</summary>
    /// <exception cref="TimeoutException">They do not within five minutes.</exception>
    public Task UntilReadyAsync(int silos, CancellationToken cancellationToken) => UntilAsync("silos are ready", StartMax, async () =>
    {
        for (var silo = 0; silo < silos; silo++)
            if (!await IsReadyAsync(silo, cancellationToken)) return false;
        return true;
    }, cancellationToken);

    /// <exception cref="TimeoutException">It does not hold within the time; the message names the fact.</exception>
    public static async Task UntilAsync(string fact, TimeSpan within, Func<Task<bool>> holds, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(within);
        try
        {
            while (!await holds()) await Task.Delay(Beat, limit.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new TimeoutException($"Not within {within.TotalSeconds:0} s: {fact}.");
        }
    }

    public async ValueTask DisposeAsync()
    {
        await Task.WhenAll(_workers.Values.Select(worker => worker.DisposeAsync().AsTask()));
        await Database.DisposeAsync();
        _http.Dispose();
        // Last, because it removes the folder.
        await _guardian.DisposeAsync();
    }

    private void StartSilo(int silo)
    {
        Start(
            $"silo-{silo + 1}",
            life =>
            [
                .. ProgramOf(silo, life), "--data", _place.Data, "--urls", $"http://127.0.0.1:{_place.HttpPort(silo)}",
                "--silo-port", Text(_place.SiloPort(silo)), "--gateway-port", Text(_place.GatewayPort(silo)),
            ],
            new()
            {
                ["ConnectionStrings__Register"] = Database.Running, ["ConnectionStrings__Migration"] = Database.Owner,
                ["ASPNETCORE_ENVIRONMENT"] = "Development", ["DOTNET_ENVIRONMENT"] = "Development",
            });
    }

    /// <summary>With a former build each silo is of it in every other life, and neighbours are of different ones.</summary>
    private string[] ProgramOf(int silo, int life) => _settings switch
    {
        { Bug: { } bug } when FaultySilo.Has(bug) => [Self, "silo", "--bug", $"{bug}"],
        { Former: { } former } when (silo + life) % 2 == 0 => [Path.Combine(former.FullName, SiloProgram), "--demo", "none"],
        _ => [Path.Combine(AppContext.BaseDirectory, SiloProgram), "--demo", "none"],
    };

    private void StartClient(string client, DateTimeOffset begin)
    {
        var kind = client.Split('-');
        Start(
            client,
            _ =>
            [
                Self, "client", "--kind", kind[0], "--authority", kind[1], "--folder", _place.Folder, "--seed", Text(_settings.Seed),
                "--begin", begin.ToString("O", CultureInfo.InvariantCulture),
                .. Gateways.SelectMany(gateway => new[] { "--gateway", gateway }),
                .. _settings.Bug is { } bug ? new[] { "--bug", $"{bug}" } : [],
            ],
            []);
    }

    private void Start(string name, Func<int, IReadOnlyList<string>> command, Dictionary<string, string> environment) =>
        _workers.Add(name, new Worker(name, command, environment, _guardian, _place.Logs));

    private async Task<bool> IsReadyAsync(int silo, CancellationToken cancellationToken)
    {
        try
        {
            using var reply = await _http.GetAsync(new Uri($"http://127.0.0.1:{_place.HttpPort(silo)}/health/ready"), cancellationToken);
            return reply.StatusCode == HttpStatusCode.OK;
        }
        catch (Exception away) when (away is HttpRequestException || (away is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            return false;
        }
    }

    private bool IsAtWork(string client) =>
        ClientHistory.Read(_place.Histories, client).Lines.Any(line => line is HistoryLine.Replied or HistoryLine.Took);

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
