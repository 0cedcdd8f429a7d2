using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using AzrActors.Api.Tests.Fakes;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace AzrActors.Api.Tests;

/// <summary>What the provider ends by itself is over here (OpenID Connect Back-Channel Logout 1.0).</summary>
public sealed class LogoutTests
{
    private const string Petra = "Petra Beispiel";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task When_the_provider_ends_the_sessions_of_an_official_they_are_over_here_and_those_of_others_and_later_ones_are_not()
    {
        var clock = new FakeTimeProvider(DateTimeOffset.UtcNow);
        await using var host = await ApiHost.StartAsync(
            settings: new Dictionary<string, string?> { ["Api:StreamHeartbeat"] = "00:00:00.050" },
            configure: builder => builder.Services.AddSingleton<TimeProvider>(clock));
        using var petra = await EnterAsync(host, "potsdam-foreigners");
        using var role = await petra.PostAsync("/rolle", "/rolle", new() { ["behoerde"] = "A12054", ["zweck"] = "24" });
        using var mehmet = await EnterAsync(host, "potsdam-residents");
        using var open = await petra.Client.GetAsync("/meldungen/stream", HttpCompletionOption.ResponseHeadersRead, Stop);
        using var events = new StreamReader(await open.Content.ReadAsStreamAsync(Stop));
        clock.Advance(TimeSpan.FromSeconds(2));
        var token = await EndAsync(petra, Petra);
        Assert.Contains("/anmelden", await petra.LeadAsync("/"), StringComparison.Ordinal);
        // A page that is still open is told no more.
        clock.Advance(TimeSpan.FromSeconds(1));
        await events.ReadToEndAsync(Stop);
        using var still = await mehmet.Client.GetAsync("/", Stop);
        Assert.Equal(HttpStatusCode.OK, still.StatusCode);

        clock.Advance(TimeSpan.FromSeconds(2));
        using var again = await EnterAsync(host, "potsdam-foreigners");
        Assert.Equal(HttpStatusCode.OK, await SendAsync(again, token));
        using var later = await again.Client.GetAsync("/", Stop);
        Assert.Equal(HttpStatusCode.OK, later.StatusCode);
    }

    [Fact]
    public async Task Only_a_logout_token_of_the_provider_ends_anything()
    {
        await using var host = await ApiHost.StartAsync();
        using var session = await EnterAsync(host, "potsdam-foreigners");
        var token = await EndAsync(session, "somebody else");
        var parts = token.Split('.');
        var claims = JsonNode.Parse(WebEncoders.Base64UrlDecode(parts[1]))!;
        claims["sub"] = Petra;
        var altered = WebEncoders.Base64UrlEncode(Encoding.UTF8.GetBytes(claims.ToJsonString()));
        var (idToken, accessToken) = await TokensAsync(session, host);
        foreach (var other in new[]
        {
            "", "x", $"{parts[0]}.{altered}.{parts[2]}", $"{WebEncoders.Base64UrlEncode("{\"alg\":\"none\"}"u8.ToArray())}.{altered}.", idToken, accessToken,
        })
            Assert.Equal(HttpStatusCode.BadRequest, await SendAsync(session, other));
        using var still = await session.Client.GetAsync("/", Stop);
        Assert.Equal(HttpStatusCode.OK, still.StatusCode);
    }

    private static async Task<Session> EnterAsync(ApiHost host, string ready)
    {
        var session = Session.Anonymous(host);
        using var entered = await session.SignInAsync(new() { ["ready"] = ready });
        Assert.Equal(HttpStatusCode.Found, entered.StatusCode);
        return session;
    }

    /// <summary>Has the development issuer end all sessions of an official.</summary>
    /// <returns>The token with which it did so.</returns>
    private static async Task<string> EndAsync(Session session, string official)
    {
        using var form = new FormUrlEncodedContent(new Dictionary<string, string> { ["official"] = official });
        using var reply = await session.Client.PostAsync("/dev/issuer/ended", form, Stop);
        Assert.Equal(HttpStatusCode.OK, reply.StatusCode);
        return (string)JsonNode.Parse(await reply.Content.ReadAsStringAsync(Stop))!["logout_token"]!;
    }

    private static async Task<HttpStatusCode> SendAsync(Session session, string token)
    {
        using var form = new FormUrlEncodedContent(new Dictionary<string, string> { ["logout_token"] = token });
        using var reply = await session.Client.PostAsync("/anmelden/ende", form, Stop);
        return reply.StatusCode;
    }

    /// <summary>What the issuer signs for other ends, about the same official and the same client.</summary>
    private static async Task<(string IdToken, string AccessToken)> TokensAsync(Session session, ApiHost host)
    {
        // The pair of RFC 7636, appendix B.
        const string verifier = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";
        var target = new Uri(host.Address, "/anmelden/rueckkehr").ToString();
        var issuer = QueryHelpers.AddQueryString("/dev/issuer/authorize", new Dictionary<string, string?>
        {
            ["client_id"] = "azr-pages", ["redirect_uri"] = target, ["response_type"] = "code",
            ["code_challenge"] = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM", ["code_challenge_method"] = "S256", ["nonce"] = "n", ["state"] = "s",
        });
        using var chosen = await session.PostAsync(issuer, issuer, new() { ["ready"] = "potsdam-foreigners" });
        using var form = new FormUrlEncodedContent(new Dictionary<string, string>
        {
            ["grant_type"] = "authorization_code", ["client_id"] = "azr-pages", ["redirect_uri"] = target, ["code_verifier"] = verifier,
            ["code"] = QueryHelpers.ParseQuery(chosen.Headers.Location!.Query)["code"]!,
        });
        using var reply = await session.Client.PostAsync("/dev/issuer/token", form, Stop);
        var tokens = JsonNode.Parse(await reply.Content.ReadAsStringAsync(Stop))!;
        return ((string)tokens["id_token"]!, (string)tokens["access_token"]!);
    }
}
