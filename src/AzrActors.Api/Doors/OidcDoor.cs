using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.IdentityModel.Tokens;

namespace AzrActors.Api.Doors;

/// <summary>Bearer tokens of an issuer: the configured one and, in development, this host's own.</summary>
internal static class OidcDoor
{
    public const string SchemeName = "Oidc";

    // Signatures with a public key only: a shared secret would have to lie here.
    public static readonly string[] Algorithms =
    [
        SecurityAlgorithms.EcdsaSha256, SecurityAlgorithms.EcdsaSha384, SecurityAlgorithms.EcdsaSha512,
        SecurityAlgorithms.RsaSsaPssSha256, SecurityAlgorithms.RsaSsaPssSha384, SecurityAlgorithms.RsaSsaPssSha512,
        SecurityAlgorithms.RsaSha256, SecurityAlgorithms.RsaSha384, SecurityAlgorithms.RsaSha512,
    ];

    public static AuthenticationBuilder AddOidc(this AuthenticationBuilder builder, OidcOptions? oidc) => oidc is null
        ? builder
        : builder.AddJwtBearer(SchemeName, jwt =>
        {
            Harden(jwt, oidc, SchemeName);
            jwt.Authority = oidc.Authority;
            jwt.RequireHttpsMetadata = !DevelopmentOnly.IsLoopback(oidc.Authority);
        });

    public static AuthenticationBuilder AddDevelopmentIssuer(this AuthenticationBuilder builder, DevelopmentIssuerSwitch development)
    {
        if (!development.On) return builder;
        builder.Services.AddSingleton<DevelopmentCodes>().AddSingleton<DevelopmentIssuer>();
        builder.Services.AddOptions<JwtBearerOptions>(DevelopmentIssuer.SchemeName).Configure<DevelopmentIssuer>((jwt, issuer) =>
        {
            Harden(jwt, new OidcOptions(), DevelopmentIssuer.SchemeName);
            jwt.Configuration = new();
            jwt.TokenValidationParameters.IssuerSigningKey = issuer.Key;
            jwt.TokenValidationParameters.IssuerValidator = (name, _, _) => DevelopmentIssuer.IsName(name)
                ? name : throw new SecurityTokenInvalidIssuerException("Not the development issuer.");
        });
        return builder.AddJwtBearer(DevelopmentIssuer.SchemeName, _ => { });
    }

    private static void Harden(JwtBearerOptions jwt, OidcOptions oidc, string scheme)
    {
        jwt.MapInboundClaims = false;
        jwt.TokenValidationParameters.ValidAudience = oidc.Audience;
        jwt.TokenValidationParameters.ValidAlgorithms = Algorithms;
        jwt.TokenValidationParameters.ClockSkew = TimeSpan.FromSeconds(10);
        jwt.Events = new JwtBearerEvents
        {
            OnTokenValidated = context =>
            {
                var user = context.Principal!;
                var caller = AgencyProof.CallerOf(
                    context.Request, [.. user.FindAll(oidc.AuthorityClaim).Select(claim => claim.Value)],
                    user.FindFirst(oidc.OfficialClaim)?.Value, user.FindFirst(oidc.PurposeClaim)?.Value);
                if (caller is null) context.Fail("The token does not say who calls and why.");
                else context.Principal = caller.ToPrincipal(scheme);
                return Task.CompletedTask;
            },
            OnChallenge = context =>
            {
                context.HandleResponse();
                return AgencyProof.ChallengeAsync(context.HttpContext);
            },
            OnForbidden = context => AgencyProof.ForbidAsync(context.HttpContext),
        };
    }
}
