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
/// Issues tokens to ready-made officials without asking for proof, so that the API can be tried like with a real
/// provider: discovery document, keys, token endpoint. Its key is made at the start and never written down.
/// </summary>
internal sealed class DevelopmentIssuer(TimeProvider clock)
{
    public const string Path = "/dev/issuer";
    public const string SchemeName = "DevelopmentIssuer";
    private const string KeyId = "development-issuer";
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

    public static void Map(IEndpointRouteBuilder endpoints)
    {
        var issuer = endpoints.MapGroup(Path).AllowAnonymous().WithMetadata(new ExcludeFromDescriptionAttribute())
            .AddEndpointFilter((invocation, next) => DevelopmentLogin.IsLocal(invocation.HttpContext) ? next(invocation)
                : ValueTask.FromResult<object?>(TypedResults.NotFound()));
        issuer.MapGet("/.well-known/openid-configuration", (HttpRequest request) => Describe(NameAt(request)));
        issuer.MapGet("/jwks", (DevelopmentIssuer self) => self.PublicKeys());
        issuer.MapGet("/officials", () => TypedResults.Ok(Officials));
        issuer.MapPost("/token", (
                HttpRequest request, DevelopmentIssuer self, [FromForm(Name = "grant_type")] string? grant,
                [FromForm(Name = "client_id")] string? id, [FromForm(Name = "purpose")] string? purpose) =>
            self.Issue(NameAt(request), grant, id, purpose))
            // A client that asks for a token has no page and no session that could be abused.
            .DisableAntiforgery();
    }

    private IResult Issue(string name, string? grant, string? id, string? purpose)
    {
        if (grant != "client_credentials") return Refuse("unsupported_grant_type");
        if (Officials.FirstOrDefault(known => known.Id == id) is not { } official) return Refuse("invalid_client");
        var now = clock.GetUtcNow().UtcDateTime;
        var token = new JsonWebTokenHandler().CreateToken(new SecurityTokenDescriptor
        {
            Issuer = name,
            Audience = new OidcOptions().Audience,
            IssuedAt = now,
            NotBefore = now,
            Expires = now + Lifetime,
            Subject = new ClaimsIdentity(
            [
                new Claim("sub", official.Name),
                .. official.Authorities.Select(key => new Claim("aut", key)),
                .. purpose is { Length: > 0 } ? [new Claim("pur", purpose)] : Array.Empty<Claim>(),
            ]),
            SigningCredentials = new SigningCredentials(Key, SecurityAlgorithms.EcdsaSha256),
        });
        return TypedResults.Json(new Dictionary<string, object>
        {
            ["access_token"] = token, ["token_type"] = "Bearer", ["expires_in"] = (int)Lifetime.TotalSeconds,
        });
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
        ["token_endpoint"] = $"{name}/token",
        ["grant_types_supported"] = One("client_credentials"),
        ["token_endpoint_auth_methods_supported"] = One("none"),
        ["response_types_supported"] = One("none"),
        ["subject_types_supported"] = One("public"),
        ["id_token_signing_alg_values_supported"] = One(SecurityAlgorithms.EcdsaSha256),
    });

    private static string[] One(string value) => [value];

    private static IResult Refuse(string error) => TypedResults.Json(
        new Dictionary<string, string> { ["error"] = error }, statusCode: StatusCodes.Status400BadRequest);

    private static ECDsa PublicPart(ECDsa key) => ECDsa.Create(key.ExportParameters(includePrivateParameters: false));

    private static string NameAt(HttpRequest request) => $"{request.Scheme}://{request.Host}{Path}";
}
