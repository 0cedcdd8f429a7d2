using System.Security.Claims;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace AzrActors.Api.Doors;

/// <summary>Whether the development issuer exists in this host.</summary>
internal sealed record DevelopmentIssuerSwitch(bool On);

/// <summary>An official of the development issuer, with the authority keys under which they may work.</summary>
internal sealed record ReadyMadeOfficial(string Id, string Name, IReadOnlyList<string> Authorities);

/// <summary>
/// Issues tokens to ready-made officials without asking for proof, so that pages and API can be tried like with a real
/// provider: discovery document, keys, authorization code, token endpoint. Its key is made at the start and never written down.
/// </summary>
internal sealed class DevelopmentIssuer(DevelopmentCodes codes, TimeProvider clock)
{
    public const string Path = "/dev/issuer";
    public const string Authorize = Path + "/authorize";
    public const string Logout = Path + "/logout";

    /// <summary>Where a developer has all sessions of an official ended, as a provider does that has removed somebody.</summary>
    private const string Ended = "/ended";
    public const string SchemeName = "DevelopmentIssuer";
    private const string KeyId = "development-issuer";
    private static readonly string[] Grants = ["authorization_code", "client_credentials"];
    private static readonly string[] Scopes = ["openid", "profile"];
    private static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(10);

    internal static IReadOnlyList<ReadyMadeOfficial> Officials { get; } =
    [
        new("potsdam-foreigners", "Petra Beispiel", ["A12054"]),
        new("potsdam-residents", "Mehmet Muster", ["M12054"]),
        new("potsdam-benefits", "Lena Probe", ["L12054"]),
        new("burgenland-foreigners", "Anke Vorbild", ["A15084"]),
        new("burgenland-residents", "Moritz Entwurf", ["M15084"]),
        // One agency in two roles: the request says in which of them the official works.
        new("burgenland-office", "Berit Modell", ["A15084", "L15084"]),
        new("register-operation", "Rita Vorlage", ["REG000"]),
    ];

    public ECDsaSecurityKey Key { get; } = new(ECDsa.Create(ECCurve.NamedCurves.nistP256)) { KeyId = KeyId };

    public static bool IsName(string issuer) =>
        Uri.TryCreate(issuer, UriKind.Absolute, out var address) && address.AbsolutePath == Path && address.IsLoopback;

    /// <summary>A group of routes that answers this machine only, whatever the configuration said of the addresses.</summary>
    public static RouteGroupBuilder Group(IEndpointRouteBuilder endpoints) =>
        endpoints.MapGroup("").AllowAnonymous().WithMetadata(new ExcludeFromDescriptionAttribute())
            .AddEndpointFilter((invocation, next) => DevelopmentOnly.IsLocal(invocation.HttpContext) ? next(invocation)
                : ValueTask.FromResult<object?>(TypedResults.NotFound()));

    public static void Map(IEndpointRouteBuilder endpoints)
    {
        var issuer = Group(endpoints).MapGroup(Path);
        issuer.MapGet("/.well-known/openid-configuration", (HttpRequest request) => Describe(NameAt(request)));
        issuer.MapGet("/jwks", (DevelopmentIssuer self) => self.PublicKeys());
        issuer.MapGet("/officials", () => TypedResults.Ok(Officials));
        issuer.MapPost("/token", (HttpRequest request, DevelopmentIssuer self, [FromForm] IFormCollection form) => self.Issue(NameAt(request), form))
            // A client that asks for a token has no page and no session that could be abused.
            .DisableAntiforgery();
        issuer.MapPost(Ended, (HttpRequest request, DevelopmentIssuer self, [FromForm] string official, CancellationToken cancellationToken) =>
            self.EndAsync(NameAt(request), official, cancellationToken)).DisableAntiforgery();
    }

    /// <summary>Tells the pages of this host that the official has no sessions any more.</summary>
    /// <returns>What was sent, with the status of the answer.</returns>
    private async Task<IResult> EndAsync(string name, string official, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        var token = new JsonWebTokenHandler().CreateToken(new SecurityTokenDescriptor
        {
            Issuer = name,
            Audience = new SignInOptions().ClientId,
            IssuedAt = now,
            Expires = now + Lifetime,
            TokenType = BackChannelLogout.TokenType,
            Claims = new Dictionary<string, object>
            {
                ["sub"] = official,
                ["jti"] = Guid.CreateVersion7().ToString(),
                [BackChannelLogout.EventsClaim] = new Dictionary<string, object> { [BackChannelLogout.Event] = new Dictionary<string, object>() },
            },
            SigningCredentials = new SigningCredentials(Key, SecurityAlgorithms.EcdsaSha256),
        });
        var fields = new Dictionary<string, string> { ["logout_token"] = token };
        using var http = new HttpClient();
        using var content = new FormUrlEncodedContent(fields);
        using var reply = await http.PostAsync(new Uri(new Uri(name), BackChannelLogout.Path), content, cancellationToken);
        return TypedResults.Json(fields, statusCode: (int)reply.StatusCode);
    }

    private IResult Issue(string name, IFormCollection form) => form["grant_type"].ToString() switch
    {
        "client_credentials" when Officials.FirstOrDefault(known => known.Id == form["client_id"]) is { } official =>
            Reply(AccessToken(name, official, form["purpose"]), idToken: null),
        "client_credentials" => Refuse("invalid_client"),
        "authorization_code" when codes.Take(form["code"], form["client_id"], form["redirect_uri"], form["code_verifier"]) is { } given =>
            Reply(AccessToken(name, given.Official, given.Purpose),
                Token(name, form["client_id"]!, given.Official, given.Purpose, new Claim("name", given.Official.Name), new Claim("nonce", given.Nonce ?? ""),
                    new Claim("sid", Guid.NewGuid().ToString()))),
        "authorization_code" => Refuse("invalid_grant"),
        _ => Refuse("unsupported_grant_type"),
    };

    private string AccessToken(string name, ReadyMadeOfficial official, string? purpose) => Token(name, new OidcOptions().Audience, official, purpose);

    private string Token(string name, string audience, ReadyMadeOfficial official, string? purpose, params IEnumerable<Claim> more)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        return new JsonWebTokenHandler().CreateToken(new SecurityTokenDescriptor
        {
            Issuer = name,
            Audience = audience,
            IssuedAt = now,
            NotBefore = now,
            Expires = now + Lifetime,
            Subject = new ClaimsIdentity(
            [
                new Claim("sub", official.Name),
                .. official.Authorities.Select(key => new Claim("aut", key)),
                .. purpose is { Length: > 0 } ? [new Claim("pur", purpose)] : Array.Empty<Claim>(),
                .. more,
            ]),
            SigningCredentials = new SigningCredentials(Key, SecurityAlgorithms.EcdsaSha256),
        });
    }

    private static IResult Reply(string accessToken, string? idToken)
    {
        var reply = new Dictionary<string, object>
        {
            ["access_token"] = accessToken, ["token_type"] = "Bearer", ["expires_in"] = (int)Lifetime.TotalSeconds,
        };
        if (idToken is not null) reply["id_token"] = idToken;
        return TypedResults.Json(reply);
    }

    private IResult PublicKeys()
    {
        var key = JsonWebKeyConverter.ConvertFromECDsaSecurityKey(new ECDsaSecurityKey(PublicPart(Key.ECDsa)) { KeyId = KeyId });
        return TypedResults.Json(new Dictionary<string, object>
        {
            ["keys"] = new[]
            {
                new Dictionary<string, string>
                {
                    ["kty"] = key.Kty, ["crv"] = key.Crv, ["x"] = key.X, ["y"] = key.Y, ["kid"] = KeyId,
                    ["use"] = "sig", ["alg"] = SecurityAlgorithms.EcdsaSha256,
                },
            },
        });
    }

    private static IResult Describe(string name) => TypedResults.Json(new Dictionary<string, object>
    {
        ["issuer"] = name,
        ["jwks_uri"] = $"{name}/jwks",
        ["authorization_endpoint"] = $"{name}/authorize",
        ["token_endpoint"] = $"{name}/token",
        ["end_session_endpoint"] = $"{name}/logout",
        ["backchannel_logout_supported"] = true,
        ["backchannel_logout_session_supported"] = true,
        ["grant_types_supported"] = Grants,
        ["token_endpoint_auth_methods_supported"] = One("none"),
        ["response_types_supported"] = One("code"),
        ["response_modes_supported"] = One("query"),
        ["code_challenge_methods_supported"] = One("S256"),
        ["scopes_supported"] = Scopes,
        ["subject_types_supported"] = One("public"),
        ["id_token_signing_alg_values_supported"] = One(SecurityAlgorithms.EcdsaSha256),
    });

    private static string[] One(string value) => [value];

    private static IResult Refuse(string error) => TypedResults.Json(
        new Dictionary<string, string> { ["error"] = error }, statusCode: StatusCodes.Status400BadRequest);

    private static ECDsa PublicPart(ECDsa key) => ECDsa.Create(key.ExportParameters(includePrivateParameters: false));

    private static string NameAt(HttpRequest request) => $"{request.Scheme}://{request.Host}{Path}";
}
