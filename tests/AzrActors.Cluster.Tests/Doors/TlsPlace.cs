using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using AzrActors.Client;
using AzrActors.Client.Tls;
using AzrActors.Contracts.Doors;
using AzrActors.Journal.Keys;
using AzrActors.Silo;
using AzrActors.TestSupport;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;

namespace AzrActors.Cluster.Tests.Doors;

/// <summary>Two silos of one register with mutual TLS on all ports, as an operator starts them, and keys of one agency.</summary>
public sealed class TlsPlace(PostgresFixture postgres) : IAsyncLifetime
{
    private readonly List<(WebApplication App, RegisterDatabase Database, RegisterSettings Settings)> _silos = [];

    public string Folder { get; } = ThrowAwayFolder.Name(inMemory: true);

    public CertificateMaker Certificates { get; private set; } = null!;

    public CapturedLog Log { get; } = new();

    public Uri Web { get; private set; } = null!;

    public string Keys => Path.Combine(Folder, "keys");

    private string MasterKeys => Path.Combine(Folder, "master");

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        Certificates = new CertificateMaker(Folder, TimeSpan.FromDays(1), TimeProvider.System);
        Certificates.MakeSilo();
        Certificates.MakeAgency("burgenland", ["A15084", "L15084"]);
        Directory.CreateDirectory(Keys);
        Directory.CreateDirectory(MasterKeys);
        await File.WriteAllTextAsync(Path.Combine(MasterKeys, "1.key"), MasterKey.Create("1").Export());
        using (var key = ECDsa.Create(ECCurve.NamedCurves.nistP256))
        {
            await File.WriteAllTextAsync(Path.Combine(Folder, "signing.pem"), key.ExportPkcs8PrivateKeyPem());
            await File.WriteAllTextAsync(Path.Combine(Keys, "office.pem"), key.ExportSubjectPublicKeyInfoPem());
        }
        await File.WriteAllTextAsync(
            Path.Combine(Keys, "keys.json"), """{"keys":[{"kid":"office","file":"office.pem","authorities":["A15084","L15084"]}]}""");
        var connection = await postgres.CreateDatabaseAsync(CancellationToken.None);
        for (var silo = 0; silo < 2; silo++) await StartSiloAsync(connection);
        Web = new Uri(_silos[0].App.Services.GetRequiredService<IServer>()
            .Features.GetRequiredFeature<IServerAddressesFeature>().Addresses.First());
    }

    public int SiloPort(int silo) => _silos[silo].Settings.SiloPort;

    public int GatewayPort(int silo) => _silos[silo].Settings.GatewayPort;

    public TlsFolder SiloTls => _silos[0].App.Services.GetRequiredService<TlsFolder>();

    /// <summary>How many silos the first one knows to be active.</summary>
    public int Members => _silos[0].App.Services.GetRequiredService<ISiloStatusOracle>().GetApproximateSiloStatuses(onlyActive: true).Count;

    /// <summary>The SDK of the agency.</summary>
    /// <param name="name">The name under which it connects, null for one that Orleans chooses.</param>
    public async Task<IHost> ConnectAsync(string authority, string? tls, TimeSpan? patience = null, string? name = null)
    {
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Services.AddAzrClient(options =>
        {
            options.Gateways = [$"127.0.0.1:{GatewayPort(0)}", $"127.0.0.1:{GatewayPort(1)}"];
            (options.Authority, options.Official, options.Purpose) = (authority, "Frau Beispiel", "1");
            (options.SigningKeyFile, options.KeyId) = (Path.Combine(Folder, "signing.pem"), "office");
            options.TlsFolder = tls;
            if (patience is { } short_) options.Patience = short_;
        });
        var host = builder.Build();
        if (name is not null) NamedClient.Rename(host, name);
        try
        {
            await host.StartAsync(Stop);
            return host;
        }
        catch
        {
            host.Dispose();
            throw;
        }
    }

    /// <summary>Follows at the HTTP door of one silo until the stream is subscribed.</summary>
    public async Task SubscribeAtAsync(int silo, string authority)
    {
        using var enough = CancellationTokenSource.CreateLinkedTokenSource(Stop);
        var client = _silos[silo].App.Services.GetRequiredService<IAzrClients>().For(new Caller(authority, "Frau Beispiel", "29"));
        var said = $"Subscribed to the notices of {authority}";
        var before = Log.Lines.Count(line => line.Contains(said, StringComparison.Ordinal));
        var following = client.FollowAsync(0, (_, _) => Task.CompletedTask, enough.Token);
        await Eventually.HoldsAsync(
            said, () => Task.FromResult(Log.Lines.Count(line => line.Contains(said, StringComparison.Ordinal)) > before),
            TimeSpan.FromSeconds(20), Stop);
        await enough.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => following);
    }

    /// <summary>
    /// True when the port takes this certificate. It has nothing to say first, so that it says nothing is a yes; with TLS
    /// 1.3 a client learns only from what follows the handshake that it was refused.
    /// </summary>
    public async Task<bool> TakesAsync(int port, X509Certificate2? certificate)
    {
        using var tcp = new TcpClient();
        await tcp.ConnectAsync(IPAddress.Loopback, port, Stop);
        await using var tls = new SslStream(tcp.GetStream(), leaveInnerStreamOpen: false, IsSilo);
        try
        {
            await tls.AuthenticateAsClientAsync(new SslClientAuthenticationOptions
            {
                TargetHost = "localhost", EnabledSslProtocols = SslProtocols.Tls13,
                LocalCertificateSelectionCallback = (_, _, _, _, _) => certificate!,
            }, Stop);
            using var silence = CancellationTokenSource.CreateLinkedTokenSource(Stop);
            silence.CancelAfter(TimeSpan.FromSeconds(2));
            return await tls.ReadAsync(new byte[1], silence.Token) > 0;
        }
        catch (OperationCanceledException) when (!Stop.IsCancellationRequested)
        {
            return true;
        }
        catch (Exception refused) when (refused is IOException or AuthenticationException)
        {
            return false;
        }
    }

    /// <summary>What a client checks of the other end.</summary>
    public bool IsSilo(object sender, X509Certificate? certificate, X509Chain? chain, SslPolicyErrors errors) =>
        certificate is X509Certificate2 shown && SiloTls.AdmitsServer(shown);

    public async ValueTask DisposeAsync()
    {
        foreach (var (app, database, _) in _silos)
        {
            await app.StopAsync();
            await app.DisposeAsync();
            await database.DisposeAsync();
        }
        Directory.Delete(Folder, recursive: true);
    }

    private async Task StartSiloAsync(string connection)
    {
        var settings = new RegisterSettings
        {
            Urls = "https://127.0.0.1:0", DataFolder = Path.Combine(Folder, $"data-{_silos.Count}"), ConnectionString = connection,
            Demo = DemoChoice.None, SiloPort = FreePorts.Find(1)[0], GatewayPort = FreePorts.Find(1)[0], AuthorityKeys = Keys, MasterKeys = MasterKeys,
            TlsFolder = Certificates.SiloFolder,
        };
        var database = await RegisterDatabase.OpenAsync(settings, NullLogger.Instance, CancellationToken.None);
        var app = RegisterHost.Build(
            settings, database, ["--environment=Production"], builder => builder.Logging.ClearProviders().AddProvider(Log));
        await app.StartAsync();
        _silos.Add((app, database, settings));
    }
}

[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class TlsSuite : ICollectionFixture<TlsPlace>
{
    public const string Name = "Tls";
}
