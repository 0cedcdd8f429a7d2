using AzrActors.Api.Pages;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;

namespace AzrActors.Api.Doors;

/// <summary>Whether officials can sign in to the pages, and at whose provider.</summary>
internal sealed record PageSignInSwitch(SignInOptions? Options)
{
    /// <summary>Where forms may lead besides this host: ending a session, or sending one that has ended, goes on to the provider.</summary>
    public Uri? Origin => Options is { Authority.Length: > 0 } ? new Uri(Options.Authority) : null;
}

/// <summary>
/// Sign-in to the pages: authorization code flow with PKCE. What the provider says of the official is checked here and becomes a
/// session of this door; the browser never holds a token. In development the provider is this host, at its own address.
/// </summary>
internal static class PageSignIn
{
    public const string SchemeName = "SignIn";
    public const string CallbackPath = "/anmelden/rueckkehr";
    public const string SignedOutPath = "/anmelden/abgemeldet";

    /// <summary>Must agree with every silo's clock by this much.</summary>
    public static readonly TimeSpan ClockSkew = TimeSpan.FromSeconds(10);

    public static AuthenticationBuilder AddPageSignIn(this AuthenticationBuilder builder, PageSignInSwitch signIn)
    {
        if (signIn.Options is not { } options) return builder;
        builder.Services.AddOptions<OpenIdConnectOptions>(SchemeName).Configure<IServer>((oidc, server) =>
        {
            // Asked for with the first sign-in, when the host has an address.
            oidc.Authority = options.Authority is { Length: > 0 } named ? named
                : server.Features.GetRequiredFeature<IServerAddressesFeature>().Addresses.First() + DevelopmentIssuer.Path;
            oidc.RequireHttpsMetadata = !DevelopmentOnly.IsLoopback(oidc.Authority);
        });
        return builder.AddOpenIdConnect(SchemeName, oidc => Configure(oidc, options));
    }

    private static void Configure(OpenIdConnectOptions oidc, SignInOptions options)
    {
        oidc.ClientId = options.ClientId;
        if (options.ClientSecretFile is { } file) oidc.ClientSecret = File.ReadAllText(file).Trim();
        oidc.ResponseType = OpenIdConnectResponseType.Code;
        // A form that the provider posts here would come without our cookies, which stay on this site.
        oidc.ResponseMode = OpenIdConnectResponseMode.Query;
        oidc.UsePkce = true;
        oidc.Scope.Clear();
        foreach (var scope in options.Scope.Split(' ', StringSplitOptions.RemoveEmptyEntries)) oidc.Scope.Add(scope);
        oidc.MapInboundClaims = false;
        // Providers that keep to the standard say of the official in an id token that comes with a code no more than who it is; the rest
        // is asked for where they have an address for it (OpenID Connect Core 5.4).
        oidc.GetClaimsFromUserInfoEndpoint = true;
        foreach (var claim in new[] { options.AuthorityClaim, options.OfficialClaim, options.PurposeClaim }) oidc.ClaimActions.MapJsonKey(claim, claim);
        oidc.SaveTokens = false;
        oidc.SignInScheme = SessionCookie.SchemeName;
        oidc.CallbackPath = CallbackPath;
        oidc.SignedOutCallbackPath = SignedOutPath;
        oidc.SignedOutRedirectUri = PageRoutes.SignedOut;
        // A page of another site must not end a session here; the provider itself may (BackChannelLogout).
        oidc.RemoteSignOutPath = PathString.Empty;
        oidc.TokenValidationParameters.ValidAlgorithms = OidcDoor.Algorithms;
        oidc.TokenValidationParameters.ClockSkew = ClockSkew;
        foreach (var cookie in new[] { oidc.NonceCookie, oidc.CorrelationCookie })
            (cookie.SameSite, cookie.SecurePolicy) = (SameSiteMode.Lax, CookieSecurePolicy.SameAsRequest);
        oidc.Events = new OpenIdConnectEvents
        {
            OnRedirectToIdentityProviderForSignOut = SignOutAsync,
            OnTicketReceived = async context =>
            {
                context.HandleResponse();
                await LoginRoutes.EnterAsync(context.HttpContext, context.Principal!, options, context.ReturnUri);
            },
            OnRemoteFailure = async context =>
            {
                context.HandleResponse();
                await LoginRoutes.RefuseAsync(context.HttpContext, context.Failure);
            },
        };
    }

    // The session here has ended already; the provider's own is ended where it can be.
    private static Task SignOutAsync(RedirectContext context)
    {
        // Without the id token, which nobody kept, this says whose wish it is.
        context.ProtocolMessage.ClientId = context.Options.ClientId;
        if (!string.IsNullOrEmpty(context.ProtocolMessage.IssuerAddress)) return Task.CompletedTask;
        context.HandleResponse();
        context.Response.Redirect(PageRoutes.SignedOut);
        return Task.CompletedTask;
    }
}
