using System.Security.Cryptography;
using System.Text.Encodings.Web;
using AzrActors.Contracts.Doors;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace AzrActors.Api.Doors;

/// <summary>
/// Accepts a <see cref="CallerAssertion"/> as bearer token, for this method, target and body and once, and answers
/// everything else with a problem document.
/// </summary>
internal sealed partial class BearerHandler(
    IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, UrlEncoder encoder,
    ICallerVerifier verifier, IOptions<AzrApiOptions> door)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
{
    public const string SchemeName = "Bearer";

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        if (AgencyProof.BearerToken(Request) is not { } token) return AuthenticateResult.NoResult();
        switch (await verifier.VerifyAsync(token, await BindingAsync()))
        {
            case AssertionVerdict.Proven proven:
                return AuthenticateResult.Success(AgencyProof.Ticket(proven.Caller, SchemeName));
            case AssertionVerdict.KeeperUnknown unknown:
                Response.Headers[CallerAssertion.KeeperHeader] = unknown.Keeper;
                return AuthenticateResult.Fail("The assertion names no keeper that is there.");
            case AssertionVerdict.Refused refused:
                LogRefused(Logger, refused.Reason);
                return AuthenticateResult.Fail("The assertion is not valid.");
            default:
                throw new System.Diagnostics.UnreachableException("No answer to this verdict.");
        }
    }

    protected override Task HandleChallengeAsync(AuthenticationProperties properties) => AgencyProof.ChallengeAsync(Context);

    protected override Task HandleForbiddenAsync(AuthenticationProperties properties) => AgencyProof.ForbidAsync(Context);

    private async Task<CallBinding> BindingAsync()
    {
        // Kept in memory as a whole: what people's records hold does not belong into temporary files.
        Request.EnableBuffering(bufferThreshold: door.Value.BodyBytesMax);
        var hash = await SHA256.HashDataAsync(Request.Body, Context.RequestAborted);
        Request.Body.Position = 0;
        return CallBinding.OfHttp(Request.Method, Context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget, hash);
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Refused a request: assertion {Reason}")]
    private static partial void LogRefused(ILogger logger, string reason);
}
