using System.Text.Encodings.Web;
using AzrActors.Client.Tls;
using AzrActors.Contracts.Doors;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace AzrActors.Api.Doors;

/// <summary>
/// Accepts the client certificate of an agency. It names the authority keys; official and purpose come with the
/// request, in headers that another site's page in a browser cannot add to it.
/// </summary>
internal sealed class CertificateHandler(
    IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, UrlEncoder encoder, IServiceProvider services)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
{
    public const string SchemeName = "Certificate";

    protected override Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        if (Context.Connection.ClientCertificate is not { } certificate) return Task.FromResult(AuthenticateResult.NoResult());
        // Again, not only at the handshake: a connection lives on, a certificate may be revoked or expire meanwhile.
        if (services.GetService<TlsFolder>() is not { } tls || !tls.Admits(certificate, TlsPeer.Agency))
            return Task.FromResult(AuthenticateResult.Fail("The certificate is not trusted."));
        var caller = AgencyProof.CallerOf(
            Request, AgencyCertificate.AuthoritiesOf(certificate), Request.Headers[AgencyProof.OfficialHeader].ToString(), purpose: null);
        return Task.FromResult(caller is null
            ? AuthenticateResult.Fail("The request does not say who calls and why.")
            : AuthenticateResult.Success(AgencyProof.Ticket(caller, SchemeName)));
    }

    protected override Task HandleChallengeAsync(AuthenticationProperties properties) => AgencyProof.ChallengeAsync(Context);

    protected override Task HandleForbiddenAsync(AuthenticationProperties properties) => AgencyProof.ForbidAsync(Context);
}
