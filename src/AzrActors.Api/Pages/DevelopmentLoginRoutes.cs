using AzrActors.Api.Doors;
using AzrActors.Api.Web;
using AzrActors.Client;
using AzrActors.Contracts.Records;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.WebUtilities;

namespace AzrActors.Api.Pages;

/// <summary>
/// The page at which the development issuer asks who signs in, and believes it. To the pages it is a provider like any other: they
/// learn who it was from its token.
/// </summary>
internal static class DevelopmentLoginRoutes
{
    public static void MapDevelopmentLogin(this IEndpointRouteBuilder endpoints)
    {
        var issuer = DevelopmentIssuer.Group(endpoints);
        issuer.MapGet(DevelopmentIssuer.Authorize, ShowAsync);
        issuer.MapPost(DevelopmentIssuer.Authorize, ChooseAsync);
        issuer.MapGet(DevelopmentIssuer.Logout, ([FromQuery(Name = "post_logout_redirect_uri")] string? next, string? state) =>
            Uri.TryCreate(next, UriKind.Absolute, out var target) && target is { IsLoopback: true, AbsolutePath: PageSignIn.SignedOutPath }
                ? Results.Redirect(QueryHelpers.AddQueryString(next, "state", state ?? "")) : Results.BadRequest());
    }

    private static async Task<IResult> ShowAsync(
        [AsParameters] AuthorizationRequest request, HttpContext context, IAzrClients clients, CancellationToken cancellationToken) =>
        request.IsValid
            ? Page(request, context, await LoginRoutes.ListAuthoritiesAsync(clients, cancellationToken), new LoginForm())
            : Results.BadRequest();

    private static async Task<IResult> ChooseAsync(
        [AsParameters] AuthorizationRequest request, [FromForm] LoginForm form, HttpContext context, IAzrClients clients, DevelopmentCodes codes,
        CancellationToken cancellationToken)
    {
        if (!request.IsValid) return Results.BadRequest();
        var authorities = await LoginRoutes.ListAuthoritiesAsync(clients, cancellationToken);
        if (form.Ready is { } ready)
            return DevelopmentIssuer.Officials.FirstOrDefault(known => known.Id == ready) is { } chosen
                ? Return(chosen, purpose: null)
                : Page(request, context, authorities, form, [new FieldError(null, "Diese Person gibt es hier nicht.")]);
        var found = AuthorityChoice.Find(authorities, form.Authority);
        var authority = found.Count == 1 ? found[0] : found.FirstOrDefault(known => known.Key == form.Candidate);
        var official = form.Official?.Trim() ?? "";
        if (authority is not null && official.Length > 0) return Return(new ReadyMadeOfficial(official, official, [authority.Key]), form.Purpose);
        List<FieldError> errors = [];
        if (authority is null) errors.Add(new FieldError("authority", AuthorityChoice.Explain(form.Authority, found)));
        if (official.Length == 0) errors.Add(new FieldError("official", "Bitte geben Sie Ihren Namen ein."));
        return Page(request, context, authorities, form, errors, found.Count is > 1 and <= AuthorityChoice.CandidatesMax ? found : []);

        IResult Return(ReadyMadeOfficial who, string? purpose)
        {
            SecurityHeaders.AllowFormTarget(context, request.Target!);
            return Results.Redirect(QueryHelpers.AddQueryString(request.RedirectUri!, new Dictionary<string, string?>
            {
                ["code"] = codes.Give(request, who, purpose), ["state"] = request.State,
            }));
        }
    }

    private static IResult Page(
        AuthorizationRequest request, HttpContext context, IReadOnlyList<AuthorityInfo> authorities, LoginForm form,
        IReadOnlyList<FieldError>? errors = null, IReadOnlyList<AuthorityInfo>? candidates = null)
    {
        SecurityHeaders.AllowFormTarget(context, request.Target!);
        return PageResults.Page<LoginPage>(
            new
            {
                Action = context.Request.Path + context.Request.QueryString, Authorities = authorities, Form = form, Errors = errors ?? [],
                Candidates = candidates ?? [],
            },
            errors is null ? StatusCodes.Status200OK : StatusCodes.Status422UnprocessableEntity);
    }
}
