using System.Globalization;
using System.Security.Claims;
using AzrActors.Api.Doors;
using AzrActors.Client;
using AzrActors.Contracts.Doors;
using AzrActors.Contracts.Records;
using AzrActors.Contracts.Submissions;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace AzrActors.Api.Pages;

/// <summary>Input of the change of role.</summary>
public sealed class RoleForm
{
    public string? Behoerde { get; set; }
    public string? Zweck { get; set; }
}

/// <summary>
/// In which role and for which purpose an official works. The session names the roles it may choose from; a change is a
/// step of its own and known to the access log before the new role sees anything.
/// </summary>
internal static class RoleRoutes
{
    public static void MapRole(this IEndpointRouteBuilder pages)
    {
        pages.MapGet(PageRoutes.Role, ShowAsync);
        pages.MapPost(PageRoutes.Role, ChangeAsync);
    }

    /// <summary>Opens a session in a role; null when the register let the official in, else why not.</summary>
    /// <param name="marks">Under which the provider may end it.</param>
    public static async Task<Refusal?> EnterAsync(
        HttpContext context, IAzrClients clients, Caller caller, AuthorityInfo authority, IEnumerable<string> roles, IEnumerable<string> marks,
        Caller? left, CancellationToken cancellationToken)
    {
        var reply = await clients.For(caller).EnterAsync(
            new RoleEntry { LeftAuthority = left?.Authority, LeftPurpose = left?.Purpose }, cancellationToken);
        if (reply.Refusal is { } refusal) return refusal;
        var principal = caller.ToPrincipal(SessionCookie.SchemeName);
        var identity = (ClaimsIdentity)principal.Identity!;
        identity.AddClaim(new Claim(CallerClaims.AuthorityNameClaim, authority.Name));
        // A change of role does not make the session younger.
        var began = left is null ? null : context.User.FindFirstValue(CallerClaims.BeganClaim);
        var now = context.RequestServices.GetRequiredService<TimeProvider>().GetUtcNow().ToUnixTimeSeconds();
        identity.AddClaim(new Claim(CallerClaims.BeganClaim, began ?? now.ToString(CultureInfo.InvariantCulture)));
        identity.AddClaims(roles.Select(role => new Claim(CallerClaims.RoleClaim, role)));
        identity.AddClaims(marks.Select(mark => new Claim(CallerClaims.MarkClaim, mark)));
        await context.SignInAsync(SessionCookie.SchemeName, principal);
        return null;
    }

    private static async Task<IResult> ShowAsync(ClaimsPrincipal user, IAzrClients clients, CancellationToken cancellationToken) =>
        PageResults.Page<RolePage>(new { Current = user.ToCaller(), Roles = await RolesAsync(user, clients, cancellationToken) });

    private static async Task<IResult> ChangeAsync(
        [FromForm] RoleForm form, HttpContext context, ClaimsPrincipal user, IAzrClients clients, CancellationToken cancellationToken)
    {
        var (current, roles) = (user.ToCaller(), await RolesAsync(user, clients, cancellationToken));
        var authority = roles.FirstOrDefault(role => role.Key == form.Behoerde);
        var purpose = Purposes.All.FirstOrDefault(known => known.Key == form.Zweck).Key;
        if (authority is null || purpose is null)
            return Refused(current, roles, new FieldError(authority is null ? "behoerde" : "zweck", "Bitte wählen Sie aus der Liste."));
        var refusal = await EnterAsync(
            context, clients, current with { Authority = authority.Key, Purpose = purpose }, authority, user.Roles(),
            user.FindAll(CallerClaims.MarkClaim).Select(mark => mark.Value), current, cancellationToken);
        return refusal is null ? TypedResults.LocalRedirect("/") : Refused(current, roles, new FieldError(null, refusal.German));
    }

    private static IResult Refused(Caller current, IReadOnlyList<AuthorityInfo> roles, FieldError error) => PageResults.Page<RolePage>(
        new { Current = current, Roles = roles, Errors = (IReadOnlyList<FieldError>)[error] }, StatusCodes.Status422UnprocessableEntity);

    private static async Task<IReadOnlyList<AuthorityInfo>> RolesAsync(
        ClaimsPrincipal user, IAzrClients clients, CancellationToken cancellationToken)
    {
        var known = await clients.For(user.ToCaller()).ListAuthoritiesAsync(cancellationToken);
        return [.. known.Where(authority => user.Roles().Contains(authority.Key))];
    }
}
