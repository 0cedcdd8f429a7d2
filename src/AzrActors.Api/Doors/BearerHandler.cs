using System.Text.Encodings.Web;
using AzrActors.Api.Problems;
using AzrActors.Contracts.Doors;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace AzrActors.Api.Doors;

/// <summary>
/// Accepts a <see cref="CallerAssertion"/> as bearer token and answers everything else with a problem document.
/// </summary>
internal sealed class BearerHandler(
    IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, UrlEncoder encoder,
    ICallerVerifier verifier)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
{
    public const string SchemeName = "Bearer";
    private const string Prefix = SchemeName + " ";

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        var header = Request.Headers.Authorization.ToString();
        if (!header.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase)) return AuthenticateResult.NoResult();
        var caller = await verifier.VerifyAsync(header[Prefix.Length..].Trim());
        return caller is null
            ? AuthenticateResult.Fail("The assertion is not valid.")
            : AuthenticateResult.Success(new AuthenticationTicket(caller.ToPrincipal(SchemeName), SchemeName));
    }

    protected override Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        Response.Headers.WWWAuthenticate = SchemeName;
        return Problem.For(Context, ProblemCatalogue.CallerUnproven).ExecuteAsync(Context);
    }

    protected override Task HandleForbiddenAsync(AuthenticationProperties properties) =>
        Problem.For(Context, ProblemCatalogue.CallerNotAllowed).ExecuteAsync(Context);
}
