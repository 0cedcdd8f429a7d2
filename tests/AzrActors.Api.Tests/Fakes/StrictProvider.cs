using System.Security.Claims;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Logging;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace AzrActors.Api.Tests.Fakes;

/// <summary>
/// A provider that keeps to the letter of OpenID Connect Core 5.4: its id token names the subject and nothing else of the official;
/// who that is, and for whom, it says at its UserInfo endpoint. It knows one official, who is always signed in.
/// </summary>
internal sealed class StrictProvider : IAsyncDisposable
{
    private const string AccessToken = "opaque";
    private static readonly string[] Authorities = ["A15084", "L15084"];

    private readonly WebApplication _app;
    private readonly RsaSecurityKey _key = new(RSA.Create(2_048)) { KeyId = "strict" };
    private string? _nonce;

    private StrictProvider(WebApplication app) => _app = app;

    public string Issuer => _app.Urls.First();

    /// <summary>Whose UserInfo is answered; somebody else's must not be believed.</summary>
    public string Subject { get; set; } = "4711";

    public static async Task<StrictProvider> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        var provider = new StrictProvider(builder.Build());
        provider.Map();
        await provider._app.StartAsync();
        return provider;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private void Map()
    {
        _app.MapGet("/.well-known/openid-configuration", () => new Dictionary<string, string>
        {
            ["issuer"] = Issuer, ["authorization_endpoint"] = Issuer + "/authorize", ["token_endpoint"] = Issuer + "/token",
            ["userinfo_endpoint"] = Issuer + "/userinfo", ["jwks_uri"] = Issuer + "/jwks",
        });
        _app.MapGet("/jwks", () => new
        {
            keys = new[] { JsonWebKeyConverter.ConvertFromRSASecurityKey(new RsaSecurityKey(_key.Rsa.ExportParameters(false)) { KeyId = _key.KeyId }) },
        });
        _app.MapGet("/authorize", (string redirect_uri, string state, string nonce) =>
        {
            _nonce = nonce;
            return Results.Redirect(QueryHelpers.AddQueryString(redirect_uri, new Dictionary<string, string?> { ["code"] = "once", ["state"] = state }));
        });
        _app.MapPost("/token", () => new Dictionary<string, object>
        {
            ["access_token"] = AccessToken, ["token_type"] = "Bearer", ["expires_in"] = 600,
            ["id_token"] = new JsonWebTokenHandler().CreateToken(new SecurityTokenDescriptor
            {
                Issuer = Issuer, Audience = "azr-pages", Subject = new ClaimsIdentity([new Claim("sub", "4711"), new Claim("nonce", _nonce!)]),
                SigningCredentials = new SigningCredentials(_key, SecurityAlgorithms.RsaSha256),
            }),
        });
        _app.MapGet("/userinfo", (HttpRequest request) => request.Headers.Authorization == "Bearer " + AccessToken
            ? Results.Json(new Dictionary<string, object> { ["sub"] = Subject, ["name"] = "Petra Fremd", ["aut"] = Authorities, ["pur"] = "1" })
            : Results.Unauthorized());
    }
}
