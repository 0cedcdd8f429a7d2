using System.Security.Claims;
using AzrActors.Api.Doors;
using AzrActors.Client;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace AzrActors.Api.Pages;

internal static class SearchRoutes
{
    public static void MapSearch(this IEndpointRouteBuilder pages) => pages.MapGet(PageRoutes.Search, ShowAsync);

    private static async Task<IResult> ShowAsync(
        string? nummer, ClaimsPrincipal user, IAzrClients clients, CancellationToken cancellationToken)
    {
        var client = clients.For(user.ToCaller());
        string? error = null;
        if (nummer is not null)
        {
            var number = string.Concat(nummer.Where(letter => !char.IsWhiteSpace(letter)));
            error = number.Length == 0
                ? "Bitte geben Sie eine AZR-Nummer ein."
                : (await client.ReadAsync(number, cancellationToken)).Refusal?.German;
            if (error is null) return TypedResults.LocalRedirect(PageRoutes.Record(number));
        }
        return PageResults.Page<SearchPage>(
            new { client.Caller, AuthorityName = user.AuthorityName(), Number = nummer, Error = error },
            error is null ? StatusCodes.Status200OK : StatusCodes.Status422UnprocessableEntity);
    }
}
