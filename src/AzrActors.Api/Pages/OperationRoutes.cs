using System.Security.Claims;
using AzrActors.Api.Doors;
using AzrActors.Api.Http;
using AzrActors.Api.Problems;
using AzrActors.Client;
using AzrActors.Contracts.Receipts;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;

namespace AzrActors.Api.Pages;

/// <summary>Input of the request to deliver a parked notice again.</summary>
public sealed class ReplayForm
{
    public string? Abo { get; set; }
    public long? Nummer { get; set; }
}

/// <summary>What operators see; the register itself says who is one.</summary>
internal static class OperationRoutes
{
    public static void MapOperation(this IEndpointRouteBuilder pages)
    {
        pages.MapGet(PageRoutes.Operation, ShowAsync);
        pages.MapPost(PageRoutes.Operation, ReplayAsync);
    }

    private static Task<IResult> ShowAsync(string? abo, ClaimsPrincipal user, IAzrClients clients, IEnumerable<IClusterView> clusters,
        CancellationToken cancellationToken) =>
        RenderAsync(string.IsNullOrWhiteSpace(abo) ? null : abo.Trim(), null, clients.For(user.ToCaller()), clusters, cancellationToken);

    private static async Task<IResult> ReplayAsync(
        [FromForm] ReplayForm form, ClaimsPrincipal user, IAzrClients clients, IEnumerable<IClusterView> clusters, CancellationToken cancellationToken)
    {
        var client = clients.For(user.ToCaller());
        if (!Navigation.IsOperator(client.Caller)) return Closed("Das darf nur die Registerbehörde.");
        NoticeEndpoints.CheckSubscription(form.Abo ?? "");
        var count = await client.Deliveries.ReplayAsync(form.Abo!, form.Nummer, cancellationToken);
        return await RenderAsync(form.Abo, $"{GermanText.Count(count, "Meldung wird", "Meldungen werden")} erneut zugestellt.", client, clusters, cancellationToken);
    }

    private static async Task<IResult> RenderAsync(string? subscription, string? done, IAzrClient client, IEnumerable<IClusterView> clusters, CancellationToken cancellationToken)
    {
        var reply = await client.Deliveries.ListRecipientsAsync(cancellationToken);
        if (reply.Refusal is { } refusal) return Closed(refusal.German);
        if (subscription is not null) NoticeEndpoints.CheckSubscription(subscription);
        var cluster = clusters.FirstOrDefault();
        return PageResults.Page<OperationPage>(new
        {
            Recipients = (IReadOnlyList<RecipientState>)[.. reply.Recipients.OrderByDescending(one => one.Last - one.ReceivedUpTo)],
            Names = (IReadOnlyDictionary<string, string>)(await client.ListAuthoritiesAsync(cancellationToken)).ToDictionary(one => one.Key, one => one.Name),
            Silos = cluster is null ? [] : await cluster.ListSilosAsync(cancellationToken),
            Register = cluster is null ? null : await cluster.LookAsync(cancellationToken),
            Dashboard = cluster?.DashboardPath,
            (await client.Webhooks.ListAllAsync(cancellationToken)).Webhooks,
            Subscription = subscription, Done = done,
            Parked = subscription is null ? [] : await client.Deliveries.ListParkedAsync(subscription, cancellationToken: cancellationToken),
        });
    }

    private static IResult Closed(string text) => PageResults.Page<StatusPage>(
        new { Heading = ProblemCatalogue.CallerNotAllowed.German.TrimEnd('.'), Text = text }, StatusCodes.Status403Forbidden);
}
