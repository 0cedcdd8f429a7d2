using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using AzrActors.Client;
using AzrActors.Client.Tls;
using AzrActors.Silo;
using AzrActors.TestSupport;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace AzrActors.Cluster.Tests.Doors;

[Collection(TlsSuite.Name)]
public sealed class TlsTests(TlsPlace place)
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Silos_find_each_other_and_an_agency_is_served_in_each_of_its_roles()
    {
        await Eventually.HoldsAsync("two silos are members", () => Task.FromResult(place.Members == 2), TimeSpan.FromSeconds(30), Stop);
        foreach (var role in new[] { "A15084", "L15084" })
        {
            using var agency = await place.ConnectAsync(role, place.Certificates.AgencyFolder("burgenland"));
            // More than one call: the nonces go to one silo, the calls to whichever answers.
            for (var call = 0; call < 4; call++)
                Assert.NotEmpty(await agency.Services.GetRequiredService<IAzrClient>().ListAuthoritiesAsync(Stop));
            await agency.StopAsync(Stop);
        }
    }

    [Fact]
    public async Task The_http_door_of_each_silo_reaches_subscription_books_in_the_other()
    {
        // Twelve books on two silos: that all lie in the silo that asks is a matter of one in thousands.
        foreach (var silo in new[] { 0, 1 })
            foreach (var district in new[] { "12054", "15084", "11000", "02000", "03101", "01001" })
                await place.SubscribeAtAsync(silo, $"M{district}");
        Assert.DoesNotContain(place.Log.Lines, line => line.Contains("IPubSubRendezvousGrain", StringComparison.Ordinal)
            && line.Contains("Refused", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Without_tls_there_is_no_connection() => await Assert.ThrowsAnyAsync<Exception>(
        () => place.ConnectAsync("A15084", tls: null, patience: TimeSpan.FromSeconds(2)));

    [Fact]
    public async Task Each_port_takes_its_own_kind_of_certificate_only()
    {
        var (silo, agency) = (Pem(place.Certificates.SiloFolder, "silo.pem"), Pem(place.Certificates.AgencyFolder("burgenland"), "agency.pem"));
        Assert.True(await place.TakesAsync(place.GatewayPort(0), agency));
        Assert.True(await place.TakesAsync(place.SiloPort(0), silo));
        Assert.False(await place.TakesAsync(place.SiloPort(0), agency));
        Assert.False(await place.TakesAsync(place.GatewayPort(0), silo));
        Assert.False(await place.TakesAsync(place.GatewayPort(0), certificate: null));
        Assert.False(await place.TakesAsync(place.SiloPort(0), certificate: null));
    }

    [Fact]
    public async Task Certificates_of_foreign_authorities_and_expired_ones_are_refused()
    {
        var elsewhere = new CertificateMaker(Path.Combine(place.Folder, "elsewhere"), TimeSpan.FromDays(1), TimeProvider.System);
        elsewhere.MakeSilo();
        elsewhere.MakeAgency("burgenland", ["A15084"]);
        Assert.False(await place.TakesAsync(place.GatewayPort(0), Pem(elsewhere.AgencyFolder("burgenland"), "agency.pem")));
        Assert.False(await place.TakesAsync(place.SiloPort(0), Pem(elsewhere.SiloFolder, "silo.pem")));
        var expired = new CertificateMaker(place.Folder, TimeSpan.FromMinutes(-1), TimeProvider.System);
        expired.MakeAgency("late", ["A15084"]);
        Assert.False(await place.TakesAsync(place.GatewayPort(0), Pem(expired.AgencyFolder("late"), "agency.pem")));
    }

    [Fact]
    public async Task Certificates_are_renewed_and_revoked_without_a_restart()
    {
        var before = place.SiloTls.Own.Thumbprint;
        place.Certificates.MakeSilo();
        Assert.NotEqual(before, place.SiloTls.Own.Thumbprint);
        place.Certificates.MakeAgency("dismissed", ["A15084"]);
        var dismissed = Pem(place.Certificates.AgencyFolder("dismissed"), "agency.pem");
        Assert.True(await place.TakesAsync(place.GatewayPort(0), dismissed));
        await File.WriteAllTextAsync(
            Path.Combine(place.Certificates.SiloFolder, TlsFolder.RevokedCertificates),
            dismissed.GetCertHashString(System.Security.Cryptography.HashAlgorithmName.SHA256) + "\n", Stop);
        Assert.False(await place.TakesAsync(place.GatewayPort(0), dismissed));
        // Half a file on its way changes nothing.
        await File.WriteAllTextAsync(Path.Combine(place.Certificates.SiloFolder, TlsFolder.SiloCertificate), "-----BEGIN", Stop);
        Assert.True(place.SiloTls.Own.HasPrivateKey);
        place.Certificates.MakeSilo();
    }

    /// <summary>Who connects under the name of a client is sent what is meant for it.</summary>
    [Fact]
    public async Task The_name_of_a_client_belongs_to_the_agency_that_brought_it()
    {
        place.Certificates.MakeAgency("elsewhere", ["A12054"]);
        using var first = await place.ConnectAsync("A15084", place.Certificates.AgencyFolder("burgenland"));
        var name = NamedClient.NameOf(first);
        await Assert.ThrowsAnyAsync<Exception>(() => place.ConnectAsync(
            "A15084", place.Certificates.AgencyFolder("elsewhere"), TimeSpan.FromSeconds(2), name));
        Assert.Contains(place.Log.Lines, line => line.Contains("the name of another agency's client", StringComparison.Ordinal));
        // It comes again with the next certificate, before the register knows that its old connection is gone.
        place.Certificates.MakeAgency("burgenland", ["A15084", "L15084"]);
        using var again = await place.ConnectAsync("A15084", place.Certificates.AgencyFolder("burgenland"), patience: null, name);
        Assert.NotEmpty(await again.Services.GetRequiredService<IAzrClient>().ListAuthoritiesAsync(Stop));
        await again.StopAsync(Stop);
        await first.StopAsync(Stop);
        await Assert.ThrowsAnyAsync<Exception>(() => place.ConnectAsync(
            "A15084", place.Certificates.AgencyFolder("elsewhere"), TimeSpan.FromSeconds(2), name));
    }

    [Fact]
    public async Task A_key_is_of_no_use_with_the_certificate_of_another_agency()
    {
        place.Certificates.MakeAgency("elsewhere", ["A12054"]);
        using var thief = await place.ConnectAsync("A15084", place.Certificates.AgencyFolder("elsewhere"));
        await Assert.ThrowsAsync<UnauthorizedAccessException>(
            () => thief.Services.GetRequiredService<IAzrClient>().ListAuthoritiesAsync(Stop));
        Assert.Contains(place.Log.Lines, line => line.Contains("certificate of another agency", StringComparison.Ordinal));
        await thief.StopAsync(Stop);
    }

    [Fact]
    public async Task A_client_that_stays_silent_is_hung_up_on()
    {
        using var tcp = new TcpClient();
        await tcp.ConnectAsync(IPAddress.Loopback, place.GatewayPort(0), Stop);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(Stop);
        limit.CancelAfter(4 * TlsConnections.HandshakeTimeout);
        try
        {
            Assert.Equal(0, await tcp.GetStream().ReadAsync(new byte[1], limit.Token));
        }
        catch (IOException reset)
        {
            Assert.IsType<SocketException>(reset.InnerException);
        }
    }

    [Theory]
    [InlineData("A15084", "1", HttpStatusCode.OK)]
    [InlineData("L15084", "22", HttpStatusCode.OK)]
    [InlineData("M15084", "29", HttpStatusCode.Unauthorized)]
    [InlineData("", "1", HttpStatusCode.Unauthorized)]
    [InlineData("A15084", "", HttpStatusCode.Unauthorized)]
    public async Task The_api_takes_an_agency_by_its_certificate(string role, string purpose, HttpStatusCode expected)
    {
        using var http = Http(Pem(place.Certificates.AgencyFolder("burgenland"), "agency.pem"));
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/v1/authorities");
        if (role.Length > 0) request.Headers.Add("AZR-Authority", role);
        if (purpose.Length > 0) request.Headers.Add("AZR-Purpose", purpose);
        request.Headers.Add("AZR-Official", "Frau Beispiel");
        using var reply = await http.SendAsync(request, Stop);
        Assert.Equal(expected, reply.StatusCode);
    }

    [Fact]
    public async Task Without_a_certificate_the_api_wants_another_proof()
    {
        using var http = Http(null);
        using var reply = await http.GetAsync("/api/v1/authorities", Stop);
        Assert.Equal(HttpStatusCode.Unauthorized, reply.StatusCode);
    }

    [Fact]
    public async Task The_api_takes_no_certificate_of_a_silo()
    {
        using var http = Http(Pem(place.Certificates.SiloFolder, "silo.pem"));
        await Assert.ThrowsAsync<HttpRequestException>(() => http.GetAsync("/api/v1/authorities", Stop));
    }

    [Fact]
    public void An_address_that_others_can_reach_needs_certificates()
    {
        Assert.Contains("--tls-folder", new RegisterSettings { Address = IPAddress.Parse("192.0.2.1") }.Refusal, StringComparison.Ordinal);
        Assert.Contains("--tls-folder", new RegisterSettings { Address = IPAddress.Any }.Refusal, StringComparison.Ordinal);
        Assert.Null(new RegisterSettings { Address = IPAddress.Parse("192.0.2.1"), TlsFolder = "tls" }.Refusal);
        Assert.Null(new RegisterSettings().Refusal);
    }

    [Fact]
    public void One_authority_for_silos_and_agencies_is_refused()
    {
        var shared = Path.Combine(place.Folder, "shared");
        Directory.CreateDirectory(shared);
        foreach (var file in Directory.EnumerateFiles(place.Certificates.SiloFolder)) File.Copy(file, Path.Combine(shared, Path.GetFileName(file)));
        File.Copy(Path.Combine(shared, TlsFolder.SiloAuthorities), Path.Combine(shared, TlsFolder.AgencyAuthorities), overwrite: true);
        Assert.Throws<InvalidDataException>(() => new TlsFolder(
            shared, TlsPeer.Silo, TimeProvider.System, Microsoft.Extensions.Logging.Abstractions.NullLogger<TlsFolder>.Instance));
    }

    private HttpClient Http(X509Certificate2? certificate)
    {
        var handler = new SocketsHttpHandler();
        handler.SslOptions.RemoteCertificateValidationCallback = place.IsSilo;
        if (certificate is not null) handler.SslOptions.LocalCertificateSelectionCallback = (_, _, _, _, _) => certificate;
        return new HttpClient(handler) { BaseAddress = place.Web };
    }

    private static X509Certificate2 Pem(string folder, string name) => X509Certificate2.CreateFromPemFile(Path.Combine(folder, name));
}
