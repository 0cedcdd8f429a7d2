using System.Text.Json.Nodes;
using AzrActors.Api.Tests.Contract;
using AzrActors.Client;
using AzrActors.Client.Calls;
using AzrActors.Contracts.Doors;
using AzrActors.Silo;
using AzrActors.TestSupport;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

namespace AzrActors.Api.Tests.Register;

/// <summary>
/// The whole register in this process, as an operator starts it: silo, push and HTTP door over a PostgreSQL database of
/// its own. Every test takes authorities nobody else uses (<see cref="TakeDistrict"/>), so feeds start empty.
/// </summary>
public sealed class LiveRegister(PostgresFixture postgres) : IAsyncLifetime
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("azr-register-");
    private readonly DistrictPool _districts = new();
    private RegisterDatabase? _database;
    private WebApplication? _app;
    private PemCallerSigner? _signer;
    private string? _owner;

    public Uri Address { get; private set; } = null!;

    /// <summary>Everything the process has logged, at the levels of its own settings or lower.</summary>
    public CapturedLog Log { get; } = new();

    /// <summary>The register behind the door, for facts that HTTP does not tell.</summary>
    public IAzrClients Behind => _app!.Services.GetRequiredService<IAzrClients>();

    public async ValueTask InitializeAsync()
    {
        var owner = _owner = await postgres.CreateDatabaseAsync(CancellationToken.None);
        var settings = new RegisterSettings
        {
            Urls = "http://127.0.0.1:0",
            DataFolder = _folder.FullName,
            ConnectionString = postgres.AsRunningRegister(owner),
            MigrationConnectionString = owner,
            Demo = DemoChoice.None,
            SiloPort = FreePorts.Find(1)[0],
            GatewayPort = FreePorts.Find(1)[0],
        };
        _database = await RegisterDatabase.OpenAsync(settings, NullLogger.Instance, CancellationToken.None);
        _app = RegisterHost.Build(settings, _database, ["--environment=Development", "--OrleansDashboard=true"], Listen);
        await _app.StartAsync();
        Address = new Uri(_app.Services.GetRequiredService<IServer>()
            .Features.GetRequiredFeature<IServerAddressesFeature>().Addresses.First());
        _signer = new PemCallerSigner(
            Path.Combine(_folder.FullName, RegisterKeys.DevelopmentKeyFile), RegisterKeys.DevelopmentKeyId,
            TimeProvider.System);
    }

    /// <summary>What the access log holds of retrievals and searches with this query, oldest first.</summary>
    public async Task<IReadOnlyList<JsonNode>> LoggedAsync(string query)
    {
        await using var database = NpgsqlDataSource.Create(_owner!);
        await using var command = database.CreateCommand("""
            select convert_from(content, 'UTF8') from access_log
            where convert_from(content, 'UTF8')::jsonb ->> 'query' = $1 and not convert_from(content, 'UTF8')::jsonb ? 'submission' order by id
            """);
        command.Parameters.Add(new() { Value = query });
        await using var reader = await command.ExecuteReaderAsync(TestContext.Current.CancellationToken);
        var entries = new List<JsonNode>();
        while (await reader.ReadAsync(TestContext.Current.CancellationToken)) entries.Add(JsonNode.Parse(reader.GetString(0))!);
        return entries;
    }

    /// <summary>Authorities of one district that no other test of this register uses.</summary>
    public LocalAuthorities TakeDistrict() => _districts.Take();

    /// <summary>The HTTP door as one authority uses it.</summary>
    public Desk DeskOf(string authority) => DeskOf(new Caller(authority, "Erika Muster", PurposeOf(authority)));

    public Desk DeskOf(Caller caller) => DeskOf(caller, log: null);

    /// <summary>The same with its calls counted.</summary>
    internal Desk DeskOf(Caller caller, ContractLog? log) => new(Address, _signer!, caller, log);

    /// <summary>An assertion of the development issuer's key, by hand.</summary>
    internal string Sign(string authority, CallBinding binding, string? keeper) =>
        _signer!.Sign(new Caller(authority, "Erika Muster", PurposeOf(authority)), binding, keeper);

    public async ValueTask DisposeAsync()
    {
        if (_app is not null) await _app.DisposeAsync();
        if (_database is not null) await _database.DisposeAsync();
        _signer?.Dispose();
        _folder.Delete(recursive: true);
    }

    private void Listen(WebApplicationBuilder builder)
    {
        builder.Logging.ClearProviders().AddProvider(Log);
        // Nobody waits for half an hour until a notice is parked.
        foreach (var (name, value) in new[] { ("TriesMax", "3"), ("FirstPause", "00:00:00.050"), ("Pace", "00:00:00.050"), ("Patience", "00:00:05") })
            builder.Configuration[$"Webhooks:{name}"] = value;
        // Whatever an operator may switch on for our own code must be free of personal data.
        builder.Logging.AddFilter<CapturedLog>("AzrActors", LogLevel.Trace);
    }

    private static string PurposeOf(string authority) => authority[0] switch
    {
        'M' => "29",
        'L' => "22",
        _ => "1",
    };
}

/// <summary>Test classes that share one <see cref="LiveRegister"/>.</summary>
[CollectionDefinition]
public sealed class OnLiveRegister : ICollectionFixture<LiveRegister>;
