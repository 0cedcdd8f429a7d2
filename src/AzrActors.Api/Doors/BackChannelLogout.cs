using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace AzrActors.Api.Doors;

/// <summary>
/// The provider says by itself that a session has ended, or all of an official (OpenID Connect Back-Channel Logout 1.0). What it says
/// is believed if it is signed for this client, and no token that was made for something else passes for it.
/// </summary>
internal static partial class BackChannelLogout
{
    public const string Path = "/anmelden/ende";

    /// <summary>Claim that makes a token a logout token.</summary>
    public const string EventsClaim = "events";

    public const string Event = "http://schemas.openid.net/event/backchannel-logout";

    /// <summary>Type of such a token, where the provider states one.</summary>
    public const string TokenType = "logout+jwt";

    private const string Category = "AzrActors.Api.SignIn";

    private static readonly JsonWebTokenHandler Handler = new();

    public static void Map(IEndpointRouteBuilder pages) =>
        // The provider has no page and no cookie: the signature is what proves it.
        pages.MapPost(Path, EndAsync).AllowAnonymous().DisableAntiforgery();

    /// <summary>Mark of a session, as the provider calls it.</summary>
    public static string MarkOfSession(string id) => Mark("sid", id);

    /// <summary>Mark of everything that an official has open.</summary>
    public static string MarkOfOfficial(string subject) => Mark("sub", subject);

    private static string Mark(string claim, string value) => Base64Url.EncodeToString(SHA256.HashData(Encoding.UTF8.GetBytes($"{claim}:{value}")));

    private static async Task<IResult> EndAsync(
        [FromForm(Name = "logout_token")] string? token, IOptionsMonitor<OpenIdConnectOptions> schemes, IEndedSessions sessions, TimeProvider time,
        ILoggerFactory loggers, CancellationToken cancellationToken)
    {
        var logger = loggers.CreateLogger(Category);
        if (token is not { Length: > 0 } || await ReadAsync(token, schemes.Get(PageSignIn.SchemeName), time, cancellationToken) is not { } said)
        {
            LogRefused(logger);
            return TypedResults.Json(new Dictionary<string, string> { ["error"] = "invalid_request" }, statusCode: StatusCodes.Status400BadRequest);
        }
        // By when it was signed: sent again later, it ends nothing that began since.
        await sessions.EndAsync(said.Mark, said.At, cancellationToken);
        LogEnded(logger);
        return TypedResults.Ok();
    }

    private static async Task<(string Mark, DateTimeOffset At)?> ReadAsync(
        string token, OpenIdConnectOptions oidc, TimeProvider time, CancellationToken cancellationToken)
    {
        var provider = await oidc.ConfigurationManager!.GetConfigurationAsync(cancellationToken);
        var result = await Handler.ValidateTokenAsync(token, new TokenValidationParameters
        {
            ValidIssuer = provider.Issuer,
            ValidAudience = oidc.ClientId,
            IssuerSigningKeys = provider.SigningKeys,
            ValidAlgorithms = OidcDoor.Algorithms,
            RequireExpirationTime = true,
            LifetimeValidator = (_, expires, _, _) => expires + PageSignIn.ClockSkew > time.GetUtcNow().UtcDateTime,
        });
        // The provider may have taken a new key; what it sends next is held against its keys of then.
        if (result.Exception is SecurityTokenSignatureKeyNotFoundException) oidc.ConfigurationManager.RequestRefresh();
        // A nonce is what an id token has: one that was stolen must not end its session.
        if (!result.IsValid || result.SecurityToken is not JsonWebToken said || said.TryGetClaim("nonce", out _) || !IsLogout(said)) return null;
        if (said.IssuedAt == DateTime.MinValue || said.IssuedAt > time.GetUtcNow().UtcDateTime + PageSignIn.ClockSkew) return null;
        var mark = said.TryGetPayloadValue<string>("sid", out var session) ? MarkOfSession(session)
            : said.Subject is { Length: > 0 } subject ? MarkOfOfficial(subject) : null;
        return mark is null ? null : (mark, new DateTimeOffset(said.IssuedAt, TimeSpan.Zero));
    }

    private static bool IsLogout(JsonWebToken said) =>
        said.TryGetPayloadValue<JsonElement>(EventsClaim, out var events) && events.ValueKind == JsonValueKind.Object
        && events.TryGetProperty(Event, out var logout) && logout.ValueKind == JsonValueKind.Object;

    [LoggerMessage(Level = LogLevel.Information, Message = "The provider of the officials has ended a session")]
    private static partial void LogEnded(ILogger logger);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Somebody sent what is no logout token of the provider")]
    private static partial void LogRefused(ILogger logger);
}
