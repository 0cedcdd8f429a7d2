using System.Security.Claims;
using AzrActors.Api.Doors;
using AzrActors.Client;
using AzrActors.Contracts.Doors;
using AzrActors.Contracts.Records;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace AzrActors.Api.Pages;

/// <summary>The way in through the provider of the official, and the way out.</summary>
internal static partial class LoginRoutes
{
    private const string Category = "AzrActors.Api.SignIn";

    /// <summary>Asks for the directory before anyone is logged in.</summary>
    private static readonly Caller Doorman = new(Navigation.Operator, "Anmeldung", "24");

    public static void MapLogin(this IEndpointRouteBuilder pages, PageSignInSwitch signIn)
    {
        pages.MapPost(PageRoutes.Logout, LogOutAsync);
        // Whoever is signed in is not told the opposite.
        pages.MapGet(PageRoutes.SignedOut, (HttpContext context) => context.User.Identity?.IsAuthenticated == true
            ? TypedResults.LocalRedirect("/") : PageResults.Page<SignedOutPage>(new { })).AllowAnonymous();
        if (signIn.Options is null) return;
        pages.MapGet(PageRoutes.Login, LogInAsync).AllowAnonymous();
        BackChannelLogout.Map(pages);
        pages.MapGet(PageRoutes.Logout, (HttpContext context) => context.SignOutAsync(PageSignIn.SchemeName)).AllowAnonymous();
    }

    /// <summary>All authorities of the register, for who is not logged in yet.</summary>
    public static Task<IReadOnlyList<AuthorityInfo>> ListAuthoritiesAsync(IAzrClients clients, CancellationToken cancellationToken) =>
        clients.For(Doorman).ListAuthoritiesAsync(cancellationToken);

    /// <summary>
    /// Opens the session of an official whom the provider has named. Authority keys that the register does not know are no roles;
    /// who is left without one is not let in.
    /// </summary>
    public static async Task EnterAsync(HttpContext context, ClaimsPrincipal named, SignInOptions options, string? returnUrl)
    {
        var clients = context.RequestServices.GetRequiredService<IAzrClients>();
        var known = (await ListAuthoritiesAsync(clients, context.RequestAborted)).ToDictionary(authority => authority.Key, StringComparer.Ordinal);
        var roles = named.FindAll(options.AuthorityClaim).Select(claim => known.GetValueOrDefault(claim.Value)).OfType<AuthorityInfo>().Distinct().ToArray();
        var official = named.FindFirst(options.OfficialClaim)?.Value;
        if (roles.Length == 0 || !AgencyProof.IsText(official, CallerAssertion.OfficialLengthMax))
        {
            await CloseAsync(context, "Ihr Anmeldedienst nennt keine Behörde, für die Sie hier arbeiten dürfen, oder Ihren Namen nicht.");
            return;
        }
        var asked = named.FindFirst(options.PurposeClaim)?.Value;
        var purpose = Purposes.All.FirstOrDefault(one => one.Key == asked).Key ?? Purposes.UsualFor(roles[0].Kind);
        var refusal = await RoleRoutes.EnterAsync(
            context, clients, new Caller(roles[0].Key, official!, purpose), roles[0], roles.Select(role => role.Key), MarksOf(named), left: null,
            context.RequestAborted);
        if (refusal is not null) await CloseAsync(context, refusal.German);
        else context.Response.Redirect(ReturnAddress.OrStart(returnUrl));
    }

    private static IEnumerable<string> MarksOf(ClaimsPrincipal named)
    {
        if (named.FindFirst("sid") is { } session) yield return BackChannelLogout.MarkOfSession(session.Value);
        if (named.FindFirst("sub") is { } official) yield return BackChannelLogout.MarkOfOfficial(official.Value);
    }

    /// <summary>Says that nobody was signed in: what came back from the provider is late, not ours, or no.</summary>
    public static Task RefuseAsync(HttpContext context, Exception? fault)
    {
        // Only what kind of fault it is: its words come from outside.
        LogFailed(context.RequestServices.GetRequiredService<ILoggerFactory>().CreateLogger(Category), fault?.GetType().Name ?? "none");
        return PageResults.Page<SignInFailedPage>(
            new { Text = "Die Anmeldung wurde abgebrochen oder hat zu lange gedauert." }, StatusCodes.Status400BadRequest).ExecuteAsync(context);
    }

    private static Task CloseAsync(HttpContext context, string text) =>
        PageResults.Page<SignInFailedPage>(new { Text = text, OtherAccount = true }, StatusCodes.Status403Forbidden).ExecuteAsync(context);

    private static async Task LogInAsync(string? returnUrl, HttpContext context, ILoggerFactory loggers)
    {
        try
        {
            await context.ChallengeAsync(PageSignIn.SchemeName, new AuthenticationProperties { RedirectUri = ReturnAddress.OrStart(returnUrl) });
        }
        catch (InvalidOperationException fault) when (fault.InnerException is IOException or HttpRequestException)
        {
            LogUnreachable(loggers.CreateLogger(Category), fault);
            context.Response.Headers.RetryAfter = "5";
            await PageResults.Page<SignInFailedPage>(
                new { Text = "Der Anmeldedienst ist nicht erreichbar." }, StatusCodes.Status503ServiceUnavailable).ExecuteAsync(context);
        }
    }

    // The session here ends first, in a reply of its own: it must be over even if the provider cannot be reached.
    private static async Task<IResult> LogOutAsync([FromForm] LogoutForm form, HttpContext context, PageSignInSwitch signIn)
    {
        await context.SignOutAsync(SessionCookie.SchemeName);
        return TypedResults.LocalRedirect(signIn.Options is null ? PageRoutes.SignedOut : PageRoutes.Logout);
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "A sign-in came back without success: {Kind}")]
    private static partial void LogFailed(ILogger logger, string kind);

    [LoggerMessage(Level = LogLevel.Error, Message = "The provider of the officials cannot be reached")]
    private static partial void LogUnreachable(ILogger logger, Exception fault);

    /// <summary>Empty, but a bound form is what makes the framework check the antiforgery token.</summary>
    private sealed class LogoutForm;
}
