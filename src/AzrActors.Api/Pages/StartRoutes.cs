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
        string? art, HttpContext context, ClaimsPrincipal user, IAzrClients clients, PendingDiscards discards, TimeProvider time,
        CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        return PageResults.Page<StartPage>(new
        {
            Work = await Worklist.ListAsync(clients.For(user.ToCaller()), now, cancellationToken), Now = now,
            Kind = Worklist.Kinds.FirstOrDefault(kind => kind == art), MustDiscard = discards.Find(context, user.ToCaller()) is not null,
        });
    }
}
