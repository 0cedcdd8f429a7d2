using AzrActors.Api.Problems;
using AzrActors.Contracts.Doors;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http;
using Microsoft.IdentityModel.JsonWebTokens;

namespace AzrActors.Api.Doors;

/// <summary>
/// The ways in which an agency proves itself at the API: an assertion it signs itself, a token of an issuer, a client
/// certificate. One of them decides; a bad token is not helped by a good certificate.
/// </summary>
internal static class AgencyProof
{
    public const string SchemeName = "AgencyProof";

    /// <summary>Selects one of several authority keys that a token or a certificate names.</summary>
    public const string AuthorityHeader = "AZR-Authority";
    public const string OfficialHeader = "AZR-Official";
    public const string PurposeHeader = "AZR-Purpose";
    private const string Prefix = "Bearer ";
    private static readonly JsonWebTokenHandler Reader = new() { MaximumTokenSizeInBytes = 16_384 };

    public static string? BearerToken(HttpRequest request)
    {
        var header = request.Headers.Authorization.ToString();
        return header.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase) ? header[Prefix.Length..].Trim() : null;
    }

    /// <summary>The scheme that has to decide on this request.</summary>
    public static string SchemeOf(HttpContext context, AzrApiOptions options, DevelopmentIssuerSwitch development)
    {
        if (BearerToken(context.Request) is not { } token)
            return context.Connection.ClientCertificate is null ? BearerHandler.SchemeName : CertificateHandler.SchemeName;
        // An assertion has no issuer: its key says whose it is.
        return IssuerOf(token) switch
        {
            "" => BearerHandler.SchemeName,
            var issuer when development.On && DevelopmentIssuer.IsName(issuer) => DevelopmentIssuer.SchemeName,
            _ when options.Oidc is not null => OidcDoor.SchemeName,
            _ => BearerHandler.SchemeName,
        };
    }

    /// <summary>
    /// The caller whom somebody trusted has named. The authority is one of those named and never another; the purpose,
    /// which changes from call to call, may come with the request.
    /// </summary>
    public static Caller? CallerOf(HttpRequest request, IReadOnlyList<string> authorities, string? official, string? purpose)
    {
        var asked = request.Headers[AuthorityHeader].ToString();
        var authority = asked.Length == 0 && authorities.Count == 1 ? authorities[0] : authorities.FirstOrDefault(named => named == asked);
        purpose ??= request.Headers[PurposeHeader].ToString();
        return authority is not null
            && IsText(official, CallerAssertion.OfficialLengthMax) && IsText(purpose, CallerAssertion.PurposeLengthMax)
            ? new Caller(authority, official!, purpose)
            : null;
    }

    public static Task ChallengeAsync(HttpContext context)
    {
        context.Response.Headers.WWWAuthenticate = BearerHandler.SchemeName;
        return Problem.For(context, ProblemCatalogue.CallerUnproven).ExecuteAsync(context);
    }

    public static Task ForbidAsync(HttpContext context) => Problem.For(context, ProblemCatalogue.CallerNotAllowed).ExecuteAsync(context);

    public static AuthenticationTicket Ticket(Caller caller, string scheme) => new(caller.ToPrincipal(scheme), scheme);

    /// <summary>True for a name or purpose that can be signed, logged and shown.</summary>
    public static bool IsText(string? text, int lengthMax) =>
        text is { Length: > 0 } && text.Length <= lengthMax && !text.Any(char.IsControl);

    private static string IssuerOf(string token)
    {
        try
        {
            return Reader.CanReadToken(token) ? Reader.ReadJsonWebToken(token).Issuer : "";
        }
        catch (ArgumentException)
        {
            // No token at all: the handler of assertions refuses it.
            return "";
        }
    }
}
