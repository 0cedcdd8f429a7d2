using System.Text.Encodings.Web;
using System.Text.Unicode;
using AzrActors.Api.Doors;
using AzrActors.Api.Http;
using AzrActors.Api.Live;
using AzrActors.Api.OpenApi;
using AzrActors.Api.Pages;
using AzrActors.Api.Problems;
using AzrActors.Api.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.WebEncoders;

namespace AzrActors.Api;

/// <summary>
/// The HTTP door of the register: an API for agencies without the SDK and pages for caseworkers. It is a client like
/// any other and needs <c>IAzrClients</c> and <c>ICallerVerifier</c> from its host.
/// </summary>
public static class AzrApi
{
    /// <summary>Health checks with this tag decide whether the host is ready for calls.</summary>
    public const string ReadyTag = "ready";

    /// <summary>Policy of what only the operators of the register open in a browser.</summary>
    public const string OperatorPolicy = "Operator";

    /// <summary>Where a host that has the dashboard of Orleans shows it to operators; its styles have a policy of their own.</summary>
    public const string DashboardPath = PageRoutes.Operation + "/orleans";

    private const string ProofOrSession = "ProofOrSession";

    public static IServiceCollection AddAzrApi(
        this IServiceCollection services, IConfiguration configuration, IHostEnvironment environment)
    {
        var settings = configuration.GetSection(AzrApiOptions.Section);
        services.AddOptions<AzrApiOptions>().Bind(settings).ValidateDataAnnotations().ValidateOnStart();
        var options = settings.Get<AzrApiOptions>() ?? new AzrApiOptions();
        // Decided now, so that a forbidden setting stops the start before anything listens.
        var issuer = new DevelopmentIssuerSwitch(DevelopmentOnly.IsAllowed(
            nameof(AzrApiOptions.DevelopmentIssuer), options.DevelopmentIssuer, configuration, environment));
        if (!environment.IsDevelopment())
            foreach (var named in new[] { options.SignIn?.Authority, options.Oidc?.Authority }) DevelopmentOnly.RefuseAsProvider(named);
        var signIn = new PageSignInSwitch(options.SignIn ?? (issuer.On ? new SignInOptions() : null));
        services.AddSingleton(issuer).AddSingleton(signIn);

        AddDoors(services, options, signIn, issuer);
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton<NoticeStreams>();
        services.AddSingleton<WorkNews>();
        services.TryAddSingleton<IEndedSessions, EndedSessions>();
        services.AddSingleton(typeof(NoticeCards<>));
        services.AddSingleton<EntryDrafts>();
        services.AddSingleton<PendingDiscards>();
        services.AddHealthChecks();
        services.AddExceptionHandler<FailureHandler>();
        services.ConfigureHttpJsonOptions(json => ApiJson.Configure(json.SerializerOptions));
        services.Configure<RouteHandlerOptions>(route => route.ThrowOnBadRequest = true);
        services.AddRazorComponents();
        services.AddAntiforgery(antiforgery =>
        {
            antiforgery.Cookie.Name = "azr-antiforgery";
            antiforgery.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
            antiforgery.Cookie.SameSite = SameSiteMode.Strict;
            antiforgery.SuppressXFrameOptionsHeader = true;
        });
        // Names keep their letters in the page source instead of becoming character references.
        services.Configure<WebEncoderOptions>(
            encoder => encoder.TextEncoderSettings = new TextEncoderSettings(UnicodeRanges.All));
        services.AddCallerLimits(options.RateLimits);
        services.AddAzrOpenApi();
        return services;
    }

    /// <summary>
    /// Adds the middleware and all routes. Call it once, before routes of the host that need its doors.
    /// </summary>
    public static WebApplication MapAzrApi(this WebApplication app)
    {
        var options = app.Services.GetRequiredService<IOptions<AzrApiOptions>>().Value;

        var signIn = app.Services.GetRequiredService<PageSignInSwitch>();
        app.Use(SecurityHeaders.AddAsync);
        if (signIn.Origin is { } provider) app.Use((context, next) =>
        {
            SecurityHeaders.AllowFormTarget(context, provider);
            return next(context);
        });
        app.UseExceptionHandler(new ExceptionHandlerOptions
        {
            // The failure handler answers everything and logs what is worth it; the middleware insists on a fallback.
            ExceptionHandler = _ => Task.CompletedTask,
            SuppressDiagnosticsCallback = _ => true,
        });
        app.UseStatusCodePages(FailureHandler.CompleteAsync);
        app.UseRouting();
        app.UseAuthentication();
        app.UseRateLimiter();
        app.UseAuthorization();
        app.UseAntiforgery();

        app.MapApiRoutes(options);
        var issuer = app.Services.GetRequiredService<DevelopmentIssuerSwitch>();
        app.MapPages(options, signIn, issuer);
        if (issuer.On) DevelopmentIssuer.Map(app);
        app.MapAssets();
        app.MapAzrOpenApi(app.Environment);
        app.MapAsyncApi(app.Environment);
        app.MapHealthChecks("/health/live", new HealthCheckOptions { Predicate = _ => false }).AllowAnonymous();
        app.MapHealthChecks(
            "/health/ready", new HealthCheckOptions { Predicate = check => check.Tags.Contains(ReadyTag) })
            .AllowAnonymous();
        return app;
    }

    private static void AddDoors(
        IServiceCollection services, AzrApiOptions options, PageSignInSwitch signIn, DevelopmentIssuerSwitch issuer)
    {
        var protection = services.AddDataProtection().SetApplicationName("azr");
        if (options.SessionKeyFolder is { } folder) protection.PersistKeysToFileSystem(new DirectoryInfo(folder));
        services.AddHostedService<LoopbackWatch>();
        services.AddAuthentication(ProofOrSession)
            .AddPolicyScheme(ProofOrSession, null, scheme => scheme.ForwardDefaultSelector = context =>
                context.Request.Path.StartsWithSegments("/api") ? AgencyProof.SchemeName : SessionCookie.SchemeName)
            .AddPolicyScheme(AgencyProof.SchemeName, null, scheme => scheme.ForwardDefaultSelector =
                context => AgencyProof.SchemeOf(context, options, issuer))
            .AddScheme<AuthenticationSchemeOptions, BearerHandler>(BearerHandler.SchemeName, null)
            .AddScheme<AuthenticationSchemeOptions, CertificateHandler>(CertificateHandler.SchemeName, null)
            .AddOidc(options.Oidc)
            .AddDevelopmentIssuer(issuer)
            .AddPageSignIn(signIn)
            .AddCookie(SessionCookie.SchemeName, cookie =>
            {
                cookie.CookieManager = new SessionCookie();
                cookie.Cookie.Name = SessionCookie.Name;
                cookie.Cookie.HttpOnly = true;
                cookie.Cookie.SameSite = SameSiteMode.Lax;
                cookie.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
                cookie.LoginPath = PageRoutes.Login;
                cookie.ReturnUrlParameter = PageRoutes.ReturnParameter;
                cookie.ExpireTimeSpan = options.SessionIdle;
                // Where there is no login, sending strangers to it would send them in a circle.
                if (signIn.Options is null) cookie.Events.OnRedirectToLogin = RefuseAsync;
                cookie.Events.OnRedirectToAccessDenied = context =>
                {
                    context.Response.StatusCode = StatusCodes.Status403Forbidden;
                    return Task.CompletedTask;
                };
                cookie.Events.OnValidatePrincipal = context => SessionCookie.EndAsync(context, options.SessionMax);
                // A stream comes back by itself; only what a person does keeps the session alive.
                cookie.Events.OnCheckSlidingExpiration = context =>
                {
                    if (context.Request.Path.StartsWithSegments(PageRoutes.Stream)
                        || context.Request.Path.StartsWithSegments(PageRoutes.WorkStream)
                        || context.Request.Path.StartsWithSegments(PageRoutes.MergeStanding)) context.ShouldRenew = false;
                    return Task.CompletedTask;
                };
            });
        services.AddAuthorizationBuilder()
            .AddPolicy(OperatorPolicy, policy => policy.AddAuthenticationSchemes(SessionCookie.SchemeName).RequireAuthenticatedUser()
                // All are asked, also where nobody is signed in.
                .RequireAssertion(context => context.User.Identity?.IsAuthenticated == true && Navigation.IsOperator(context.User.ToCaller())))
            .SetFallbackPolicy(new AuthorizationPolicyBuilder().RequireAuthenticatedUser().Build());
    }

    private static Task RefuseAsync(RedirectContext<CookieAuthenticationOptions> context)
    {
        context.Response.StatusCode = StatusCodes.Status401Unauthorized;
        return Task.CompletedTask;
    }
}
