using System.Net;
using System.Text.Json.Nodes;
using AzrActors.Api.Tests.Fakes;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Time.Testing;

namespace AzrActors.Api.Tests;

/// <summary>Signing in to the pages at a provider, out again, and everything by which somebody might get in without.</summary>
public sealed class SignInTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_configured_provider_of_another_host_lets_its_official_in_with_all_roles()
    {
        await using var provider = await ApiHost.StartAsync();
        await using var host = await StartAsync(provider);
        using var session = Session.Anonymous(host);
        Assert.StartsWith(new Uri(provider.Address, "/dev/issuer/authorize?").ToString(), await session.LeadAsync("/anmelden"), StringComparison.Ordinal);
        using var reply = await session.SignInAsync(new() { ["ready"] = "burgenland-office" }, "/anmelden?returnUrl=%2Feingang");
        Assert.Equal("/eingang", reply.Headers.Location!.ToString());
        Assert.Equal(("A15084", "Berit Modell", "1"), Only(host));
        var roles = await session.Client.GetStringAsync("/rolle", Stop);
        Assert.Contains("value=\"A15084\"", roles, StringComparison.Ordinal);
        Assert.Contains("value=\"L15084\"", roles, StringComparison.Ordinal);
        // Whose session has ended meanwhile is led from a form to the provider; the policy has to allow that stop.
        using var page = await session.Client.GetAsync("/", Stop);
        Assert.Contains($"form-action 'self' {provider.Address.GetLeftPart(UriPartial.Authority)};",
            page.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("4711", HttpStatusCode.Found)]
    [InlineData("somebody else", HttpStatusCode.BadRequest)]
    public async Task A_provider_that_names_the_official_only_when_it_is_asked_is_asked(string subject, HttpStatusCode outcome)
    {
        await using var provider = await StrictProvider.StartAsync();
        provider.Subject = subject;
        await using var host = await ApiHost.StartAsync(settings: new Dictionary<string, string?> { ["Api:SignIn:Authority"] = provider.Issuer });
        using var session = Session.Anonymous(host);
        var back = await session.LeadAsync(await session.LeadAsync("/anmelden"));
        using var reply = await session.Client.GetAsync(back, Stop);
        Assert.Equal(outcome, reply.StatusCode);
        if (outcome != HttpStatusCode.Found) return;
        Assert.Equal(("A15084", "Petra Fremd", "1"), Only(host));
        Assert.Contains("value=\"L15084\"", await session.Client.GetStringAsync("/rolle", Stop), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_is_named_without_an_authority_of_this_register_is_not_let_in()
    {
        await using var provider = await ApiHost.StartAsync();
        await using var host = await StartAsync(provider, ("Api:SignIn:AuthorityClaim", "department"));
        using var session = Session.Anonymous(host);
        using var reply = await session.SignInAsync(new() { ["ready"] = "potsdam-foreigners" });
        Assert.Equal(HttpStatusCode.Forbidden, reply.StatusCode);
        var html = await reply.Content.ReadAsStringAsync(Stop);
        Assert.Contains("nennt keine Behörde", html, StringComparison.Ordinal);
        // The provider would name the same again.
        Assert.Contains("href=\"/abmelden\"", html, StringComparison.Ordinal);
        Assert.Empty(host.Register.Roles);
        Assert.Contains("/anmelden", await session.LeadAsync("/"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("code=invented")]
    [InlineData("code=invented&state=invented")]
    [InlineData("error=access_denied")]
    [InlineData("")]
    public async Task What_comes_back_without_a_sign_in_that_began_here_lets_nobody_in(string query)
    {
        await using var host = await ApiHost.StartAsync();
        using var session = Session.Anonymous(host);
        using var reply = await session.Client.GetAsync($"/anmelden/rueckkehr?{query}", Stop);
        Assert.Equal(HttpStatusCode.BadRequest, reply.StatusCode);
        Assert.Contains("Nicht angemeldet", await reply.Content.ReadAsStringAsync(Stop), StringComparison.Ordinal);
        Assert.Empty(host.Register.Roles);
    }

    [Fact]
    public async Task A_code_is_good_once_and_only_in_the_browser_in_which_the_sign_in_began()
    {
        await using var host = await ApiHost.StartAsync();
        using var mine = Session.Anonymous(host);
        using var theirs = Session.Anonymous(host);
        var issuer = await mine.LeadAsync("/anmelden");
        using var chosen = await mine.PostAsync(issuer, issuer, new() { ["ready"] = "potsdam-foreigners" });
        using var stolen = await theirs.Client.GetAsync(chosen.Headers.Location, Stop);
        Assert.Equal(HttpStatusCode.BadRequest, stolen.StatusCode);
        using var first = await mine.Client.GetAsync(chosen.Headers.Location, Stop);
        Assert.Equal(HttpStatusCode.Found, first.StatusCode);
        using var second = await mine.Client.GetAsync(chosen.Headers.Location, Stop);
        Assert.Equal(HttpStatusCode.BadRequest, second.StatusCode);
        Assert.Single(host.Register.Roles);
    }

    [Theory]
    [InlineData("code_verifier", "another")]
    [InlineData("client_id", "another")]
    [InlineData("redirect_uri", "http://127.0.0.1:1/anmelden/rueckkehr")]
    [InlineData(null, null)]
    public async Task The_development_issuer_gives_tokens_only_to_who_opens_the_challenge_of_the_code(string? spoilt, string? value)
    {
        await using var host = await ApiHost.StartAsync();
        using var session = Session.Anonymous(host);
        var fields = new Dictionary<string, string>
        {
            // The pair of RFC 7636, appendix B.
            ["grant_type"] = "authorization_code", ["client_id"] = "azr-pages", ["redirect_uri"] = new Uri(host.Address, "/anmelden/rueckkehr").ToString(),
            ["code_verifier"] = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk",
        };
        var issuer = QueryHelpers.AddQueryString("/dev/issuer/authorize", new Dictionary<string, string?>
        {
            ["client_id"] = fields["client_id"], ["redirect_uri"] = fields["redirect_uri"], ["response_type"] = "code",
            ["code_challenge"] = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM", ["code_challenge_method"] = "S256", ["nonce"] = "n", ["state"] = "s",
        });
        using var chosen = await session.PostAsync(issuer, issuer, new() { ["ready"] = "potsdam-foreigners" });
        fields["code"] = QueryHelpers.ParseQuery(chosen.Headers.Location!.Query)["code"]!;
        if (spoilt is not null) fields[spoilt] = value!;
        using var form = new FormUrlEncodedContent(fields);
        using var reply = await session.Client.PostAsync("/dev/issuer/token", form, Stop);
        var text = JsonNode.Parse(await reply.Content.ReadAsStringAsync(Stop))!;
        Assert.Equal(spoilt is null ? HttpStatusCode.OK : HttpStatusCode.BadRequest, reply.StatusCode);
        Assert.Equal(spoilt is null, text["id_token"] is not null);
    }

    [Theory]
    [InlineData("redirect_uri", "https://elsewhere.example/anmelden/rueckkehr")]
    [InlineData("redirect_uri", "http://127.0.0.1/elsewhere")]
    [InlineData("client_id", "another")]
    [InlineData("response_type", "token")]
    [InlineData("code_challenge_method", "plain")]
    public async Task The_development_issuer_sends_nobody_anywhere_else(string spoilt, string value)
    {
        await using var host = await ApiHost.StartAsync();
        using var session = Session.Anonymous(host);
        var asked = new Uri(await session.LeadAsync("/anmelden"));
        var query = QueryHelpers.ParseQuery(asked.Query).ToDictionary(one => one.Key, one => (string?)one.Value);
        query[spoilt] = value;
        using var reply = await session.Client.GetAsync(QueryHelpers.AddQueryString("/dev/issuer/authorize", query), Stop);
        Assert.Equal(HttpStatusCode.BadRequest, reply.StatusCode);
    }

    [Fact]
    public async Task Signing_out_ends_the_session_here_and_at_the_provider()
    {
        await using var provider = await ApiHost.StartAsync();
        await using var host = await StartAsync(provider);
        using var session = Session.Anonymous(host);
        using var entered = await session.SignInAsync(new() { ["ready"] = "potsdam-foreigners" });
        using var left = await session.PostAsync("/", "/abmelden", []);
        Assert.Contains("/anmelden", await session.LeadAsync("/"), StringComparison.Ordinal);
        var there = await session.LeadAsync(left.Headers.Location!.ToString());
        Assert.StartsWith(new Uri(provider.Address, "/dev/issuer/logout?").ToString(), there, StringComparison.Ordinal);
        Assert.DoesNotContain("Petra", there, StringComparison.Ordinal);
        Assert.Equal(new Uri(host.Address, "/abgemeldet").ToString(), await session.LeadAsync(await session.LeadAsync(there)));
        Assert.Contains("Wieder anmelden", await session.Client.GetStringAsync("/abgemeldet", Stop), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_session_ends_some_hours_after_it_began_however_busy_it_was_and_a_change_of_role_does_not_make_it_younger()
    {
        var clock = new FakeTimeProvider(DateTimeOffset.UtcNow);
        await using var host = await ApiHost.StartAsync(
            settings: new Dictionary<string, string?> { ["Api:SessionIdle"] = "12:00:00", ["Api:SessionMax"] = "02:00:00" },
            configure: builder => builder.Services.AddSingleton<TimeProvider>(clock));
        using var session = await Session.LogInAsync(host);
        clock.Advance(TimeSpan.FromMinutes(119));
        using var role = await session.PostAsync("/rolle", "/rolle", new() { ["behoerde"] = Samples.Potsdam, ["zweck"] = "24" });
        using var before = await session.Client.GetAsync("/", Stop);
        Assert.Equal(HttpStatusCode.OK, before.StatusCode);
        clock.Advance(TimeSpan.FromMinutes(2));
        Assert.Contains("/anmelden", await session.LeadAsync("/"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_provider_that_cannot_be_reached_is_said_in_words()
    {
        await using var host = await ApiHost.StartAsync(
            settings: new Dictionary<string, string?> { ["Api:SignIn:Authority"] = "http://127.0.0.1:1/issuer" });
        using var session = Session.Anonymous(host);
        using var reply = await session.Client.GetAsync("/anmelden", Stop);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, reply.StatusCode);
        Assert.Contains("Der Anmeldedienst ist nicht erreichbar.", await reply.Content.ReadAsStringAsync(Stop), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Api:SignIn:Authority", "http://127.0.0.1:8080/dev/issuer")]
    [InlineData("Api:SignIn:Authority", "https://register.example/dev/issuer")]
    [InlineData("Api:SignIn:Authority", "http://login.example")]
    [InlineData("Api:Oidc:Authority", "http://127.0.0.1:8080/dev/issuer")]
    public async Task A_development_issuer_is_no_provider_outside_development(string setting, string authority)
    {
        var stopped = await Assert.ThrowsAsync<InvalidOperationException>(
            () => ApiHost.StartAsync(Environments.Production, new Dictionary<string, string?> { [setting] = authority }));
        Assert.Contains(authority, stopped.Message, StringComparison.Ordinal);
    }

    private static Task<ApiHost> StartAsync(ApiHost provider, params (string Name, string Value)[] more) => ApiHost.StartAsync(
        settings: new Dictionary<string, string?>(more.Select(one => KeyValuePair.Create(one.Name, (string?)one.Value)))
        {
            ["Api:SignIn:Authority"] = new Uri(provider.Address, "/dev/issuer").ToString(), ["Api:DevelopmentIssuer"] = "false",
        });

    private static (string, string, string) Only(ApiHost host) =>
        Assert.Single(host.Register.Roles).Caller is var caller ? (caller.Authority, caller.Official, caller.Purpose) : default;
}
