using System.Net;
using AzrActors.Api.Tests.Fakes;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;

namespace AzrActors.Api.Tests;

public sealed class DoorTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_development_login_does_not_exist_in_production()
    {
        await using var host = await ApiHost.StartAsync(Environments.Production);
        using var session = Session.Anonymous(host);
        using var login = await session.Client.GetAsync("/anmelden", Stop);
        Assert.NotEqual(HttpStatusCode.OK, login.StatusCode);
        Assert.DoesNotContain(
            "name=\"authority\"", await login.Content.ReadAsStringAsync(Stop), StringComparison.Ordinal);
        using var docs = await session.Client.GetAsync("/openapi/v1.json", Stop);
        Assert.NotEqual(HttpStatusCode.OK, docs.StatusCode);
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/meldungen")]
    [InlineData("/anmelden")]
    public async Task Where_there_is_no_login_a_stranger_is_refused_and_not_sent_in_a_circle(string path)
    {
        await using var host = await ApiHost.StartAsync(Environments.Production);
        using var session = Session.Anonymous(host);
        using var reply = await session.Client.GetAsync(path, Stop);
        Assert.Equal(HttpStatusCode.Unauthorized, reply.StatusCode);
        Assert.Contains("<html lang=\"de\"", await reply.Content.ReadAsStringAsync(Stop), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("DevelopmentIssuer", "Production", "http://127.0.0.1:0")]
    [InlineData("DevelopmentIssuer", "Staging", "http://127.0.0.1:0")]
    [InlineData("DevelopmentIssuer", "Development", "http://0.0.0.0:0")]
    [InlineData("DevelopmentIssuer", "Development", "http://127.0.0.1:0;http://*:0")]
    public async Task Asking_for_the_development_issuer_where_it_must_not_be_stops_the_start(
        string setting, string environment, string urls)
    {
        var stopped = await Assert.ThrowsAsync<InvalidOperationException>(() => ApiHost.StartAsync(
            environment, new Dictionary<string, string?> { [$"Api:{setting}"] = "true", ["urls"] = urls }));
        Assert.Contains(setting, stopped.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_development_login_does_not_exist_while_other_machines_can_reach_the_server()
    {
        await using var host = await ApiHost.StartAsync(
            settings: new Dictionary<string, string?> { ["urls"] = "http://0.0.0.0:0" });
        using var client = new HttpClient();
        using var login = await client.GetAsync(
            new UriBuilder(host.Address) { Host = "127.0.0.1", Path = "/anmelden" }.Uri, Stop);
        Assert.DoesNotContain(
            "name=\"authority\"", await login.Content.ReadAsStringAsync(Stop), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_address_set_in_code_that_the_configuration_did_not_show_stops_the_start()
    {
        await Assert.ThrowsAsync<InvalidOperationException>(() => ApiHost.StartAsync(
            configure: builder => builder.WebHost.ConfigureKestrel(kestrel => kestrel.ListenAnyIP(0))));
    }

    [Fact]
    public async Task Every_page_carries_a_strict_content_security_policy_and_is_not_stored()
    {
        await using var host = await ApiHost.StartAsync();
        using var session = await Session.LogInAsync(host);
        foreach (var path in new[] { "/abgemeldet", "/", $"/datensatz/{Samples.Number}", "/meldungen", "/gibt-es-nicht" })
        {
            using var reply = await session.Client.GetAsync(path, Stop);
            Assert.Equal(
                "default-src 'none'; connect-src 'self'; base-uri 'none'; frame-ancestors 'none'; form-action 'self'; "
                + "script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'",
                Assert.Single(reply.Headers.GetValues("Content-Security-Policy")));
            Assert.Equal("nosniff", Assert.Single(reply.Headers.GetValues("X-Content-Type-Options")));
            Assert.Equal("no-referrer", Assert.Single(reply.Headers.GetValues("Referrer-Policy")));
            Assert.True(reply.Headers.CacheControl!.NoStore, path);
        }
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/datensatz/129417350668")]
    [InlineData("/meldungen")]
    [InlineData("/meldungen/stream")]
    public async Task Pages_send_a_stranger_to_the_login(string path)
    {
        await using var host = await ApiHost.StartAsync();
        using var session = Session.Anonymous(host);
        using var reply = await session.Client.GetAsync(path, Stop);
        Assert.Equal(HttpStatusCode.Found, reply.StatusCode);
        Assert.StartsWith("/anmelden", reply.Headers.Location!.AbsolutePath, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/datensatz/129417350668/anschrift")]
    [InlineData("/abmelden")]
    [InlineData("/webhooks")]
    [InlineData("/webhooks/haus/adresse")]
    [InlineData("/webhooks/haus/geheimnis")]
    [InlineData("/webhooks/haus/zustellungen")]
    [InlineData("/webhooks/haus/ende")]
    public async Task A_form_without_its_antiforgery_token_is_400(string action)
    {
        await using var host = await ApiHost.StartAsync();
        using var session = await Session.LogInAsync(host);
        using var content = new FormUrlEncodedContent(new Dictionary<string, string> { ["street"] = "Am Kanal" });
        using var reply = await session.Client.PostAsync(action, content, Stop);
        Assert.Equal(HttpStatusCode.BadRequest, reply.StatusCode);
        Assert.Contains("Bitte laden Sie die vorige Seite neu", await reply.Content.ReadAsStringAsync(Stop),
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_session_cookie_is_out_of_reach_of_scripts_and_other_sites()
    {
        await using var host = await ApiHost.StartAsync();
        using var session = Session.Anonymous(host);
        using var reply = await session.SignInAsync(
            new() { ["authority"] = Samples.Potsdam, ["official"] = "Erika Muster" }, "/anmelden?returnUrl=%2F%2Felsewhere.example");
        Assert.Equal("/", reply.Headers.Location!.ToString());
        var cookie = reply.Headers.GetValues("Set-Cookie")
            .Single(value => value.StartsWith("azr-session=", StringComparison.Ordinal));
        Assert.Contains("httponly", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("samesite=lax", cookie, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task Ready_asks_the_checks_of_the_host_and_live_does_not()
    {
        await using var host = await ApiHost.StartAsync(configure: builder => builder.Services.AddHealthChecks()
            .AddCheck("register", () => HealthCheckResult.Unhealthy(), [AzrApi.ReadyTag]));
        using var client = host.Client(authority: null);
        using var live = await client.GetAsync("/health/live", Stop);
        Assert.Equal(HttpStatusCode.OK, live.StatusCode);
        using var ready = await client.GetAsync("/health/ready", Stop);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, ready.StatusCode);
    }
}
