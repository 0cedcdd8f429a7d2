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
        string? art, ClaimsPrincipal user, IAzrClients clients, TimeProvider time, CancellationToken cancellationToken)
    {
        var (items, last) = await Worklist.ListAsync(clients.For(user.ToCaller()), cancellationToken);
        return PageResults.Page<StartPage>(new { Items = items, Last = last, Now = time.GetUtcNow(), Kind = Worklist.Kinds.FirstOrDefault(kind => kind == art) });
    }
}
