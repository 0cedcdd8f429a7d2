using System.Net;
using System.Net.Http.Headers;
using System.Security.Claims;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using AzrActors.Api.Tests.Fakes;
using Microsoft.Extensions.Hosting;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace AzrActors.Api.Tests;

/// <summary>Bearer tokens of an issuer: this host's own in development, and a configured one.</summary>
public sealed class TokenTests
{
    private const string Authorities = "/api/v1/authorities";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("potsdam-foreigners", null, HttpStatusCode.OK)]
    [InlineData("burgenland-office", "A15084", HttpStatusCode.OK)]
    [InlineData("burgenland-office", "L15084", HttpStatusCode.OK)]
    [InlineData("burgenland-office", null, HttpStatusCode.Unauthorized)]
    [InlineData("burgenland-office", "M15084", HttpStatusCode.Unauthorized)]
    [InlineData("potsdam-foreigners", "A15084", HttpStatusCode.Unauthorized)]
    public async Task A_ready_made_official_works_in_their_roles_and_in_no_other(string official, string? role, HttpStatusCode expected)
    {
        await using var host = await ApiHost.StartAsync();
        Assert.Equal(expected, await GetAsync(host, await IssueAsync(host, official), role));
    }

    [Fact]
    public async Task A_token_without_purpose_needs_one_on_the_request()
    {
        await using var host = await ApiHost.StartAsync();
        var token = await IssueAsync(host, "potsdam-foreigners", purpose: null);
        Assert.Equal(HttpStatusCode.Unauthorized, await GetAsync(host, token));
        Assert.Equal(HttpStatusCode.OK, await GetAsync(host, token, purpose: "1"));
    }

    [Fact]
    public async Task A_configured_issuer_is_found_by_its_discovery_document()
    {
        await using var issuer = await ApiHost.StartAsync();
        await using var host = await StartWithIssuerAsync(issuer);
        Assert.Equal(HttpStatusCode.OK, await GetAsync(host, await IssueAsync(issuer, "potsdam-foreigners")));
    }

    [Fact]
    public async Task A_token_of_another_issuer_is_refused()
    {
        await using var issuer = await ApiHost.StartAsync();
        await using var other = await ApiHost.StartAsync();
        await using var host = await StartWithIssuerAsync(issuer);
        Assert.Equal(HttpStatusCode.Unauthorized, await GetAsync(host, await IssueAsync(other, "potsdam-foreigners")));
    }

    [Theory]
    [InlineData("expired")]
    [InlineData("another audience")]
    [InlineData("no signature")]
    [InlineData("changed")]
    [InlineData("public key as secret")]
    [InlineData("unknown key")]
    public async Task A_spoilt_token_is_refused(string fault)
    {
        await using var host = await ApiHost.StartAsync();
        using var stranger = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var client = host.Client(authority: null);
        var key = JsonNode.Parse(await client.GetStringAsync("/dev/issuer/jwks", Stop))!["keys"]![0]!;
        var token = new SecurityTokenDescriptor
        {
            Issuer = new Uri(host.Address, "/dev/issuer").ToString(), Audience = "azr", IssuedAt = DateTime.UtcNow.AddMinutes(-5),
            NotBefore = DateTime.UtcNow.AddMinutes(-5), Expires = DateTime.UtcNow.AddMinutes(5),
            Subject = new ClaimsIdentity([new Claim("sub", "Petra Beispiel"), new Claim("aut", "A12054"), new Claim("pur", "1")]),
            SigningCredentials = new(new ECDsaSecurityKey(stranger) { KeyId = (string)key["kid"]! }, SecurityAlgorithms.EcdsaSha256),
        };
        var text = fault switch
        {
            "no signature" => Write(token, spoilt => spoilt.SigningCredentials = null),
            "public key as secret" => Write(token, spoilt => spoilt.SigningCredentials = new(
                new SymmetricSecurityKey(Encoding.UTF8.GetBytes(key.ToJsonString())) { KeyId = (string)key["kid"]! },
                SecurityAlgorithms.HmacSha256)),
            "unknown key" => Write(token, _ => { }),
            "expired" => Write(token, spoilt => spoilt.Expires = DateTime.UtcNow.AddMinutes(-1)),
            "another audience" => Write(token, spoilt => spoilt.Audience = "another"),
            _ => Changed(await IssueAsync(host, "potsdam-foreigners")),
        };
        Assert.Equal(HttpStatusCode.Unauthorized, await GetAsync(host, text));
    }

    [Theory]
    [InlineData("/dev/issuer/.well-known/openid-configuration")]
    [InlineData("/dev/issuer/jwks")]
    [InlineData("/dev/issuer/officials")]
    [InlineData("/dev/issuer/token")]
    [InlineData("/dev/issuer/authorize")]
    [InlineData("/dev/issuer/logout")]
    public async Task The_development_issuer_does_not_exist_in_production(string path)
    {
        await using var host = await ApiHost.StartAsync(Environments.Production);
        using var client = host.Client(authority: null);
        using var read = await client.GetAsync(path, Stop);
        Assert.Contains(read.StatusCode, new[] { HttpStatusCode.Unauthorized, HttpStatusCode.NotFound });
        using var form = new FormUrlEncodedContent(new Dictionary<string, string>
        {
            ["grant_type"] = "client_credentials", ["client_id"] = "potsdam-foreigners",
        });
        using var asked = await client.PostAsync(path, form, Stop);
        Assert.DoesNotContain("access_token", await asked.Content.ReadAsStringAsync(Stop), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Production_does_not_take_a_token_of_the_development_issuer()
    {
        await using var development = await ApiHost.StartAsync();
        await using var production = await ApiHost.StartAsync(Environments.Production);
        Assert.Equal(HttpStatusCode.Unauthorized, await GetAsync(production, await IssueAsync(development, "potsdam-foreigners")));
    }

    [Theory]
    [InlineData("password", "potsdam-foreigners")]
    [InlineData("client_credentials", "nobody")]
    public async Task The_development_issuer_knows_two_grants_and_its_own_officials(string grant, string official)
    {
        await using var host = await ApiHost.StartAsync();
        using var client = host.Client(authority: null);
        using var form = new FormUrlEncodedContent(new Dictionary<string, string> { ["grant_type"] = grant, ["client_id"] = official });
        using var reply = await client.PostAsync("/dev/issuer/token", form, Stop);
        Assert.Equal(HttpStatusCode.BadRequest, reply.StatusCode);
    }

    private static Task<ApiHost> StartWithIssuerAsync(ApiHost issuer) => ApiHost.StartAsync(
        settings: new Dictionary<string, string?>
        {
            ["Api:Oidc:Authority"] = new Uri(issuer.Address, "/dev/issuer").ToString(), ["Api:DevelopmentIssuer"] = "false",
        });

    private static async Task<string> IssueAsync(ApiHost issuer, string official, string? purpose = "1")
    {
        using var client = issuer.Client(authority: null);
        var fields = new Dictionary<string, string> { ["grant_type"] = "client_credentials", ["client_id"] = official };
        if (purpose is not null) fields["purpose"] = purpose;
        using var form = new FormUrlEncodedContent(fields);
        using var reply = await client.PostAsync("/dev/issuer/token", form, Stop);
        var text = await reply.Content.ReadAsStringAsync(Stop);
        Assert.True(reply.IsSuccessStatusCode, text);
        return (string)JsonNode.Parse(text)!["access_token"]!;
    }

    private static async Task<HttpStatusCode> GetAsync(ApiHost host, string token, string? role = null, string? purpose = null)
    {
        using var client = host.Client(authority: null);
        using var request = new HttpRequestMessage(HttpMethod.Get, Authorities);
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        if (role is not null) request.Headers.Add("AZR-Authority", role);
        if (purpose is not null) request.Headers.Add("AZR-Purpose", purpose);
        using var reply = await client.SendAsync(request, Stop);
        return reply.StatusCode;
    }

    private static string Write(SecurityTokenDescriptor token, Action<SecurityTokenDescriptor> spoil)
    {
        spoil(token);
        return new JsonWebTokenHandler { SetDefaultTimesOnTokenCreation = false }.CreateToken(token);
    }

    private static string Changed(string token)
    {
        var parts = token.Split('.');
        var claims = Base64UrlEncoder.Decode(parts[1]).Replace("A12054", "A15084", StringComparison.Ordinal);
        return $"{parts[0]}.{Base64UrlEncoder.Encode(claims)}.{parts[2]}";
    }
}
