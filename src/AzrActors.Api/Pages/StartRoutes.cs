using System.Security.Claims;
using AzrActors.Api.Doors;
using AzrActors.Client;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace AzrActors.Api.Pages;

internal static class StartRoutes
{
    public static void MapStart(this IEndpointRouteBuilder pages) => pages.MapGet("/", ShowAsync);

    private static async Task<IResult> ShowAsync(
        string? nummer, ClaimsPrincipal user, IAzrClients clients, CancellationToken cancellationToken)
    {
        if (nummer is null) return Page(user, null, null);
        var number = string.Concat(nummer.Where(letter => !char.IsWhiteSpace(letter)));
        if (number.Length == 0) return Page(user, nummer, "Bitte geben Sie eine AZR-Nummer ein.");
        var reply = await clients.For(user.ToCaller()).ReadAsync(number, cancellationToken);
        return reply.Refusal is { } refusal ? Page(user, nummer, refusal.German) : TypedResults.Redirect(PageRoutes.Record(number));
    }

    private static IResult Page(ClaimsPrincipal user, string? number, string? error) => PageResults.Page<StartPage>(
        new { Caller = user.ToCaller(), AuthorityName = user.AuthorityName(), Number = number, Error = error },
        error is null ? StatusCodes.Status200OK : StatusCodes.Status422UnprocessableEntity);
}
