using System.Security.Cryptography;
using AzrActors.Client;
using AzrActors.Contracts.Doors;
using AzrActors.TestSupport;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Xunit;

namespace AzrActors.Cluster.Tests.Push;

/// <summary>The SDK with its own settings against a silo on real ports.</summary>
public sealed class ConnectionTests : IDisposable
{
    private const string Office = "M12054";

    private readonly StoredFeeds _feeds = new();
    private readonly string _keyFile = Path.GetTempFileName();
    private readonly int _siloPort = FreePorts.Find(1)[0];
    private readonly int _gatewayPort = FreePorts.Find(1)[0];

    public ConnectionTests()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        File.WriteAllText(_keyFile, key.ExportPkcs8PrivateKeyPem());
    }

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public void Dispose() => File.Delete(_keyFile);

    [Fact]
    public async Task All_faulty_settings_are_named_at_the_start()
    {
        using var client = NewClient(options =>
        {
            options.Gateways = ["localhost"];
            options.Authority = "m12";
            options.Official = "";
            options.SigningKeyFile = "/nowhere/key.pem";
        });
        var refused = await Assert.ThrowsAsync<OptionsValidationException>(() => client.StartAsync(Stop));
        Assert.Equal(
            ["Gateways", "Authority", "Official", "SigningKeyFile"],
            refused.Failures.Select(fault => fault.Split(':', ' ')[0]));
    }

    [Fact]
    public async Task A_client_that_starts_before_the_register_waits_for_it()
    {
        using var client = NewClient();
        var starting = client.StartAsync(Stop);
        using var silo = await StartSiloAsync();
        await starting;
        var page = await Azr(client).ReadNoticesAsync(0, 10, Stop);
        Assert.Equal(0, page.Last);
        await client.StopAsync(Stop);
    }

    [Fact]
    public async Task A_follower_outlasts_a_restart_of_the_register()
    {
        var silo = await StartSiloAsync();
        using var client = NewClient(options => options.SafetyPull = TimeSpan.FromMilliseconds(200));
        await client.StartAsync(Stop);
        var following = new Following(Azr(client), null, Stop);
        _feeds.Store(Office, 3);
        await following.UntilHandledAsync(3, Stop);

        await silo.StopAsync(Stop);
        silo.Dispose();
        _feeds.Store(Office, 3);
        using var next = await StartSiloAsync();
        await following.UntilHandledAsync(6, Stop);
        Assert.Equal([1, 2, 3, 4, 5, 6], following.Sequences);
        await following.DisposeAsync();
        await client.StopAsync(Stop);
    }

    [Fact]
    public async Task A_program_that_stops_unsubscribes_before_it_disconnects()
    {
        using var silo = await StartSiloAsync();
        using var client = NewClient();
        await client.StartAsync(Stop);
        await using var following = new Following(Azr(client), null, Stop);
        await _feeds.UntilAsync(() => _feeds.Pulls(Office) == 2, Stop);
        await client.StopAsync(Stop);
        var admitted = silo.Services.GetRequiredService<PushCluster.StreamCalls>();
        Assert.Equal(["RegisterConsumer", "UnregisterConsumer"], admitted.Names);
    }

    [Fact]
    public async Task A_register_that_stays_away_is_reported_when_patience_ends()
    {
        var silo = await StartSiloAsync();
        using var client = NewClient(options => options.Patience = TimeSpan.FromSeconds(1));
        await client.StartAsync(Stop);
        await silo.StopAsync(Stop);
        silo.Dispose();
        var unavailable = await Assert.ThrowsAsync<RegisterUnavailableException>(
            () => Azr(client).ReadNoticesAsync(0, 10, Stop));
        Assert.NotNull(unavailable.InnerException);
    }

    [Fact]
    public async Task A_busy_register_is_asked_again_and_a_refusal_is_final()
    {
        using var silo = await StartSiloAsync();
        using var client = NewClient();
        await client.StartAsync(Stop);

        _feeds.Failure = new RegisterBusyException();
        var reading = Azr(client).ReadNoticesAsync(0, 10, Stop);
        await _feeds.UntilAsync(() => _feeds.Failures >= 3, Stop);
        _feeds.Failure = null;
        Assert.Equal(0, (await reading).Last);

        var failures = _feeds.Failures;
        _feeds.Failure = new UnauthorizedAccessException();
        await Assert.ThrowsAsync<UnauthorizedAccessException>(() => Azr(client).ReadNoticesAsync(0, 10, Stop));
        Assert.Equal(failures + 1, _feeds.Failures);
    }

    private static IAzrClient Azr(IHost client) => client.Services.GetRequiredService<IAzrClient>();

    private IHost NewClient(Action<AzrClientOptions>? change = null)
    {
        var host = Host.CreateEmptyApplicationBuilder(null);
        host.Services.AddAzrClient(options =>
        {
            options.Gateways = [$"127.0.0.1:{_gatewayPort}"];
            (options.Authority, options.Official, options.Purpose) = (Office, "tester", "29");
            (options.SigningKeyFile, options.KeyId) = (_keyFile, "test");
            change?.Invoke(options);
        });
        return host.Build();
    }

    private async Task<IHost> StartSiloAsync()
    {
        var host = Host.CreateEmptyApplicationBuilder(null);
        host.UseOrleans(silo =>
        {
            silo.UseLocalhostClustering(_siloPort, _gatewayPort, serviceId: "azr", clusterId: "azr");
            PushCluster.ConfigureSilo(silo, _feeds, queues: 8);
        });
        var started = host.Build();
        await started.StartAsync(Stop);
        return started;
    }
}
