using AzrActors.Client;
using AzrActors.Contracts.Doors;
using AzrActors.Grains.Authorities;
using AzrActors.Grains.Doors;
using AzrActors.Grains.Findings;
using AzrActors.Grains.PersonRecords;
using AzrActors.Journal;
using AzrActors.Journal.AccessLog;
using AzrActors.Journal.Keys;
using AzrActors.Silo;
using AzrActors.TestSupport;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Npgsql;
using Orleans.Configuration;
using Orleans.TestingHost;
using Xunit;

namespace AzrActors.Cluster.Tests.Register;

/// <summary>
/// Two silos composed as in operation, over a database of their own, and the SDK connected to them. Only the journal is
/// wrapped, so that a test can make it fail.
/// </summary>
public sealed class RegisterCluster(PostgresFixture postgres) : IAsyncLifetime
{
    private const int Silos = 2;

    /// <summary>Generous for a shared machine, and less than the patience of the test runner.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(45);

    private InProcessTestCluster? _cluster;
    private ServiceProvider? _sdk;

    public InProcessTestCluster Cluster => _cluster ?? throw new InvalidOperationException("The cluster is not deployed.");

    internal RegisterRows Rows { get; private set; } = null!;

    internal JournalFaults Faults { get; } = new();

    /// <summary>By which the register dates what it stores; it starts with the time of day.</summary>
    internal JumpingClock Clock { get; } = new();

    /// <summary>Seals the access log of both silos.</summary>
    internal LogKeyRing LogKeyRing { get; } = new(LogKeys.Of(LogKey.Create()));

    /// <summary>Both silos have it.</summary>
    internal MasterKeys MasterKeys { get; } = new(MasterKey.Create("test"));

    /// <summary>Its key may speak for every authority.</summary>
    internal TestSigner Issuer { get; } = new("issuer");

    /// <summary>Its key may speak for the residents' office of Potsdam only.</summary>
    internal TestSigner ResidentsOffice { get; } = new("residents-office");

    /// <summary>Its key may speak for two authorities: one agency in two roles.</summary>
    internal TestSigner TwoRoles { get; } = new("two-roles");

    /// <summary>What the silos have logged.</summary>
    internal CapturedLog Log { get; } = new();

    /// <summary>The journal behind the back of the grains.</summary>
    internal IJournal Journal => Cluster.GetSiloServiceProvider().GetRequiredService<PostgresJournal>();

    /// <summary>The SDK outside the cluster.</summary>
    public IAzrClients Clients => _sdk!.GetRequiredService<IAzrClients>();

    public async ValueTask InitializeAsync()
    {
        var connectionString = await postgres.CreateDatabaseAsync(CancellationToken.None);
        var secret = await ClusterSecret.OpenAsync(connectionString, CancellationToken.None);
        Rows = new RegisterRows(NpgsqlDataSource.Create(connectionString));
        var builder = new InProcessTestClusterBuilder(Silos);
        var running = postgres.AsRunningRegister(connectionString);
        builder.ConfigureSilo((_, silo) => ConfigureSilo(silo, running, secret));
        builder.ConfigureClient(client => client.AddNoticeStreams().AddOutgoingGrainCallFilter<ProofByHand>()
            .Configure<ClientMessagingOptions>(messaging => messaging.ResponseTimeout = new AzrClientOptions().AttemptTimeout));
        // The testing host would ask the silos how they are through its client, and the door refuses that.
        builder.Options.InitializeClientOnDeploy = false;
        _cluster = builder.Build();
        await _cluster.DeployAsync();
        await _cluster.InitializeClientAsync();
        _sdk = new ServiceCollection()
            .AddLogging()
            .AddSingleton(_cluster.Client)
            .AddAzrClientOnCluster(_ => Issuer, Patience)
            .BuildServiceProvider();
    }

    /// <summary>The register as an authority sees it from outside the cluster.</summary>
    internal Desk Desk(string authority) => new(Clients.For(CallerOf(authority)));

    /// <summary>The same authority served by the HTTP door of one silo, whose client is inside the cluster.</summary>
    internal Desk DeskAt(int silo, string authority) =>
        new(Cluster.Silos[silo].ServiceProvider.GetRequiredService<IAzrClients>().For(CallerOf(authority)));

    /// <summary>Subscribes for an authority from the beginning of its feed.</summary>
    internal Listener Listen(string authority) =>
        Listener.Subscribe(Clients.For(CallerOf(authority)), "test", TestContext.Current.CancellationToken);

    /// <summary>Every silo reads the directory of authorities again, else within half a minute.</summary>
    internal void ForgetAuthorities()
    {
        foreach (var silo in Cluster.Silos) silo.ServiceProvider.GetRequiredService<AuthoritiesCache>().Forget();
    }

    /// <summary>A call without the patience of the SDK: what the register does is what the test sees.</summary>
    /// <param name="prove">Makes the assertion for what an honest client would sign; null sends none.</param>
    internal async Task<T> CallOnceAsync<T>(Func<CallBinding, string?> prove, Func<IClusterClient, Task<T>> call)
    {
        ProofByHand.Use(prove);
        return await call(Cluster.Client);
    }

    /// <summary>An honest proof of this caller, for one call.</summary>
    internal Func<CallBinding, string?> ProofOf(TestSigner signer, string authority) =>
        binding => signer.Sign(CallerOf(authority), binding, Keeper(0));

    /// <summary>The silo that stores next dies with the reply in its hands.</summary>
    /// <returns>Completes when it is dead.</returns>
    internal Task KillAfterNextCommit()
    {
        var killed = new TaskCompletionSource();
        Faults.Next(JournalMoment.AfterCommit, silo =>
        {
            _ = KillAsync(silo);
            return Task.Delay(Timeout.Infinite, TestContext.Current.CancellationToken);
        });
        return killed.Task;

        async Task KillAsync(SiloAddress silo)
        {
            try
            {
                // Off the grain's scheduler, which is about to die.
                await Task.Run(() => Cluster.KillSiloAsync(Cluster.GetSiloForAddress(silo)!), TestContext.Current.CancellationToken);
                killed.SetResult();
            }
            catch (Exception failure)
            {
                killed.SetException(failure);
            }
        }
    }

    /// <summary>The name of a silo as keeper of nonces.</summary>
    internal string Keeper(int silo) => Cluster.Silos[silo].ServiceProvider.GetRequiredService<INonces>().Own;

    public async ValueTask DisposeAsync()
    {
        if (_sdk is not null) await _sdk.DisposeAsync();
        if (_cluster is not null) await _cluster.DisposeAsync();
        if (Rows is not null) await Rows.DisposeAsync();
    }

    internal static Caller CallerOf(string authority) => new(authority, "Frau Beispiel", "1");

    private void ConfigureSilo(ISiloBuilder silo, string connectionString, ClusterSecret secret)
    {
        silo.UseRegister(connectionString, secret, LogKeyRing, MasterKeys, checkpointFile: null);
        silo.Services.AddSingleton<ILoggerProvider>(Log);
        silo.Services.Replace(ServiceDescriptor.Singleton(new DayWorkerOptions { Every = TimeSpan.FromMilliseconds(200), Claim = TimeSpan.FromSeconds(5) }));
        silo.Services.AddSingleton<PostgresJournal>();
        silo.Services.Replace(ServiceDescriptor.Singleton<IJournal>(services => new FaultyJournal(
            services.GetRequiredService<PostgresJournal>(), Faults, services.GetRequiredService<ILocalSiloDetails>().SiloAddress)));
        silo.Services.AddSingleton<PostgresNoticeFeed>();
        silo.Services.Replace(ServiceDescriptor.Singleton<INoticeFeed>(services =>
            new RepeatingFeed(services.GetRequiredService<PostgresNoticeFeed>(), Faults)));
        silo.Services.Replace(ServiceDescriptor.Singleton(new RegisterClock(Clock)));
        var keys = new TrustedKeys();
        keys.Trust(TrustedKey.Of(Issuer.KeyId, Issuer.Key, null));
        keys.Trust(TrustedKey.Of(ResidentsOffice.KeyId, ResidentsOffice.Key, Offices.PotsdamResidents));
        keys.Trust(TrustedKey.Of(TwoRoles.KeyId, TwoRoles.Key, Offices.BurgenlandForeigners, Offices.BurgenlandBenefits));
        silo.Services.Replace(ServiceDescriptor.Singleton(keys));
        silo.Services.AddAzrClientOnCluster(_ => Issuer, Patience);
    }
}

/// <summary>Tests on one cluster, one after the other: they would only take time from each other and from others.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class RegisterSuite : ICollectionFixture<RegisterCluster>
{
    public const string Name = "Register";
}
