using System.ComponentModel;
using System.Security.Claims;
using AzrActors.Api.Doors;
using AzrActors.Api.Problems;
using AzrActors.Client;
using AzrActors.Contracts.Law;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace AzrActors.Api.Http;

internal static class LawEndpoints
{
    public static void MapLaw(this IEndpointRouteBuilder api)
    {
        api.MapGet("/law/explain", ExplainAsync)
            .WithName("explainLaw")
            .WithTags("Law")
            .WithSummary("Whether the law lets a kind of authority write or read an item, and why")
            .WithDescription("The same tables decide about submissions, views and notices. The answer names paragraph, row and letter.")
            .Produces<LawAnswer>()
            .ProducesProblems(400, 401, 503);

        api.MapGet("/law/rights", ListRightsAsync)
            .WithName("listRights")
            .WithTags("Law")
            .WithSummary("Every right of a kind of authority, item by item and group by group")
            .Produces<IReadOnlyList<LawRow>>()
            .AnswersTagged()
            .ProducesProblems(400, 401, 503);

        api.MapGet("/law/items", ListItemsAsync)
            .WithName("listItems")
            .WithTags("Law")
            .WithSummary("Stored items of the annex with the fields in which they are submitted")
            .Produces<IReadOnlyList<LawItem>>()
            .AnswersTagged()
            .ProducesProblems(400, 401, 503);

        api.MapGet("/law/kinds", ListKindsAsync)
            .WithName("listKinds")
            .WithTags("Law")
            .WithSummary("Kinds of authorities that the law knows")
            .Produces<IReadOnlyList<LawKind>>()
            .AnswersTagged()
            .ProducesProblems(401, 503);

        api.MapGet("/law/codes/{list}", ListCodesAsync)
            .WithName("listCodes")
            .WithTags("Law")
            .WithSummary("Codes of a list that fields are chosen from, with their German names; empty for an unknown list")
            .Produces<IReadOnlyList<LawCode>>()
            .AnswersTagged()
            .ProducesProblems(400, 401, 503);

        api.MapGet("/law/circumstances", ListCircumstancesAsync)
            .WithName("listCircumstances")
            .WithTags("Law")
            .WithSummary("Circumstances that a request for a record may state")
            .WithDescription("Without authority those that the caller may state for the purpose that it has proven.")
            .Produces<IReadOnlyList<LawCircumstance>>()
            .ProducesProblems(401, 503);
    }

    private static async Task<IResult> ListCircumstancesAsync(
        [Description("Kind of authority, for example Court.")] string? authority,
        [Description("Purpose, number of AZRG-DV § 8 (3); leave out if none is stated.")] string? purpose,
        ClaimsPrincipal user, IAzrClients clients, CancellationToken cancellationToken) =>
        TypedResults.Json(await clients.For(user.ToCaller()).ListCircumstancesAsync(authority, purpose, cancellationToken));

    private static async Task<IResult> ExplainAsync(
        [Description("Kind of authority, for example ResidentsOffice.")] string authority,
        [Description("Row and letter of the annex, for example 5b.a.")] string item,
        [Description("Group of persons, 1 to 3.")] int? group,
        [Description("Purpose, number of AZRG-DV § 8 (3); leave out if none is stated.")] string? purpose,
        [Description("read or write.")] string? direction,
        [Description("Day that chooses the legal state; default today.")] DateOnly? day,
        [Description("Circumstances that the request would state, may be repeated; none for a request without any. "
            + "Leave out to be told of the conditions.")] string[]? stating,
        HttpContext context, ClaimsPrincipal user, IAzrClients clients, CancellationToken cancellationToken)
    {
        var reply = await clients.For(user.ToCaller()).ExplainAsync(
            new LawQuestion
            {
                Authority = authority, Item = item, Group = group ?? 1, Purpose = purpose, Direction = direction ?? LawQuestion.Read, Day = day,
                Stating = LawQuestion.ToStating(stating),
            },
            cancellationToken);
        return reply.Answer is { } answer
            ? TypedResults.Json(answer)
            : Problem.For(context, ProblemCatalogue.RequestInvalid,
                $"{reply.Fault}: {context.Request.Preferred().Pick(reply.German!, reply.English!)}");
    }

    private static async Task<IResult> ListRightsAsync(
        [Description("Kind of authority, for example ResidentsOffice.")] string authority,
        [Description("Day that chooses the legal state; default today.")] DateOnly? day,
        HttpContext context, ClaimsPrincipal user, IAzrClients clients, CancellationToken cancellationToken) =>
        ContentTag.Answer(context, await clients.For(user.ToCaller()).ListRightsAsync(authority, day, cancellationToken));

    private static async Task<IResult> ListItemsAsync(
        [Description("Day that chooses the legal state; default today.")] DateOnly? day,
        HttpContext context, ClaimsPrincipal user, IAzrClients clients, CancellationToken cancellationToken) =>
        ContentTag.Answer(context, await clients.For(user.ToCaller()).ListItemsAsync(day, cancellationToken));

    private static async Task<IResult> ListCodesAsync(
        [Description("Name of the list as listItems names it; also states and residence-statuses.")] string list,
        [Description("Day whose codes count; default today.")] DateOnly? day,
        HttpContext context, ClaimsPrincipal user, IAzrClients clients, CancellationToken cancellationToken) =>
        ContentTag.Answer(context, await clients.For(user.ToCaller()).ListCodesAsync(list, day, cancellationToken));

    private static async Task<IResult> ListKindsAsync(
        HttpContext context, ClaimsPrincipal user, IAzrClients clients, CancellationToken cancellationToken) =>
        ContentTag.Answer(context, await clients.For(user.ToCaller()).ListKindsAsync(cancellationToken));
}
