using System.ComponentModel;
using System.Security.Claims;
using AzrActors.Api.Doors;
using AzrActors.Api.Problems;
using AzrActors.Client;
using AzrActors.Contracts.Receipts;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace AzrActors.Api.Http;

internal static class DeliveryEndpoints
{
    public static void MapDeliveries(this IEndpointRouteBuilder api)
    {
        api.MapGet("/submissions/{submissionId}/deliveries", ListDeliveriesAsync)
            .WithName("listDeliveries")
            .WithTags("Submissions")
            .WithSummary("Who has received, refused or set aside the notices that a submission of the caller has caused")
            .WithDescription(
                "Shows who is responsible for the person from then on or no longer, and the caller's own notices. Letters to others "
                + "about single events are not shown, not even that there are any. The recipient's key is shown to foreigners' "
                + "authorities, the federal office and the register authority; others see the kind of authority.")
            .Produces<IReadOnlyList<Delivery>>()
            .ProducesProblems(400, 401, 404, 503);
        api.MapGet("/recipients", ListRecipientsAsync)
            .WithName("listRecipients")
            .WithTags("Notices")
            .WithSummary("How far every recipient of notices is behind (register authority only)")
            .Produces<IReadOnlyList<RecipientState>>()
            .ProducesProblems(401, 403, 503);
    }

    private static async Task<IResult> ListDeliveriesAsync(
        [Description("Id that the caller gave its submission.")] Guid submissionId,
        HttpContext context, ClaimsPrincipal user, IAzrClients clients, CancellationToken cancellationToken)
    {
        var reply = await clients.For(user.ToCaller()).Deliveries.ListDeliveriesAsync(submissionId, cancellationToken);
        return reply.Deliveries is { } deliveries ? TypedResults.Json(deliveries) : Problem.For(context, ProblemCatalogue.ResourceUnknown);
    }

    private static async Task<IResult> ListRecipientsAsync(
        HttpContext context, ClaimsPrincipal user, IAzrClients clients, CancellationToken cancellationToken)
    {
        var reply = await clients.For(user.ToCaller()).Deliveries.ListRecipientsAsync(cancellationToken);
        return reply.Refusal is { } refusal ? Problem.For(context, refusal) : TypedResults.Json(reply.Recipients);
    }
}
