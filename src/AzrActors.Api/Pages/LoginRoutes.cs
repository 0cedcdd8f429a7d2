using AzrActors.Api.Doors;
using AzrActors.Client;
using AzrActors.Contracts.Doors;
using AzrActors.Contracts.Records;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;

namespace AzrActors.Api.Pages;

/// <summary>The development login and the way out.</summary>
internal static class LoginRoutes
{
    /// <summary>Asks for the directory before anyone is logged in.</summary>
    private static readonly Caller Doorman = new("REG000", "Anmeldung", "24");

    public static void MapLogin(this IEndpointRouteBuilder pages)
    {
        // The configuration was checked at the start; this holds even if the host listens elsewhere after all.
        var login = pages.MapGroup(PageRoutes.Login).AllowAnonymous().AddEndpointFilter((invocation, next) =>
            DevelopmentLogin.IsLocal(invocation.HttpContext) ? next(invocation)
                : ValueTask.FromResult<object?>(TypedResults.NotFound()));
        login.MapGet("", ShowAsync);
        login.MapPost("", LogInAsync);
    }

    public static void MapLogout(this IEndpointRouteBuilder pages) => pages.MapPost(PageRoutes.Logout, LogOutAsync);

    private static async Task<IResult> ShowAsync(
        string? returnUrl, IAzrClients clients, CancellationToken cancellationToken) =>
        PageResults.Page<LoginPage>(new
        {
            Authorities = await ListAsync(clients, cancellationToken),
            Form = new LoginForm { ReturnUrl = returnUrl }
        });

    private static async Task<IResult> LogInAsync(
        [FromForm] LoginForm form, HttpContext context, IAzrClients clients, CancellationToken cancellationToken)
    {
        var authorities = await ListAsync(clients, cancellationToken);
        if (form.Ready is { } ready) return await LogInAsAsync(ready, form, context, clients, authorities, cancellationToken);
        var found = AuthorityChoice.Find(authorities, form.Authority);
        var authority = found.Count == 1 ? found[0] : found.FirstOrDefault(known => known.Key == form.Candidate);
        var official = form.Official?.Trim() ?? "";
        if (authority is null || official.Length == 0)
        {
            List<FieldError> errors = [];
            if (authority is null) errors.Add(new FieldError("authority", AuthorityChoice.Explain(form.Authority, found)));
            if (official.Length == 0) errors.Add(new FieldError("official", "Bitte geben Sie Ihren Namen ein."));
            return PageResults.Page<LoginPage>(
                new
                {
                    Authorities = authorities, Form = form, Errors = (IReadOnlyList<FieldError>)errors,
                    Candidates = found.Count is > 1 and <= AuthorityChoice.CandidatesMax ? found : [],
                },
                StatusCodes.Status422UnprocessableEntity);
        }
        var purpose = Purposes.All.FirstOrDefault(known => known.Key == form.Purpose, Purposes.All[0]).Key;
        return await EnterAsync(new Caller(authority.Key, official, purpose), authority, [authority.Key], form, context, clients, authorities, cancellationToken);
    }

    private static async Task<IResult> LogInAsAsync(
        string ready, LoginForm form, HttpContext context, IAzrClients clients, IReadOnlyList<AuthorityInfo> authorities,
        CancellationToken cancellationToken)
    {
        if (DevelopmentIssuer.Officials.FirstOrDefault(known => known.Id == ready) is not { } official
            || authorities.FirstOrDefault(known => known.Key == official.Authorities[0]) is not { } authority)
            return Refused(form, authorities, new FieldError(null, "Diese Person gibt es hier nicht."));
        return await EnterAsync(
            new Caller(authority.Key, official.Name, Purposes.UsualFor(authority.Kind)), authority, official.Authorities, form, context, clients, authorities,
            cancellationToken);
    }

    private static async Task<IResult> EnterAsync(
        Caller caller, AuthorityInfo authority, IEnumerable<string> roles, LoginForm form, HttpContext context, IAzrClients clients,
        IReadOnlyList<AuthorityInfo> authorities, CancellationToken cancellationToken) =>
        await RoleRoutes.EnterAsync(context, clients, caller, authority, roles, left: null, cancellationToken) is { } refusal
            ? Refused(form, authorities, new FieldError(null, refusal.German))
            : TypedResults.LocalRedirect(ReturnAddress.OrStart(form.ReturnUrl));

    private static IResult Refused(LoginForm form, IReadOnlyList<AuthorityInfo> authorities, FieldError error) => PageResults.Page<LoginPage>(
        new { Authorities = authorities, Form = form, Errors = (IReadOnlyList<FieldError>)[error] }, StatusCodes.Status422UnprocessableEntity);

    private static async Task<IResult> LogOutAsync([FromForm] LogoutForm form, HttpContext context)
    {
        await context.SignOutAsync(SessionCookie.SchemeName);
        return TypedResults.LocalRedirect("/");
    }

    private static Task<IReadOnlyList<AuthorityInfo>> ListAsync(
        IAzrClients clients, CancellationToken cancellationToken) =>
        clients.For(Doorman).ListAuthoritiesAsync(cancellationToken);

    /// <summary>Empty, but a bound form is what makes the framework check the antiforgery token.</summary>
    private sealed class LogoutForm;
}
