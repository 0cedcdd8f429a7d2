using System.ComponentModel;
using System.Security.Claims;
using AzrActors.Api.Doors;
using AzrActors.Api.OpenApi;
using AzrActors.Api.Problems;
using AzrActors.Client;
using AzrActors.Contracts.Records;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace AzrActors.Api.Http;

internal static class HistoryEndpoints
{
    public static void MapHistory(this IEndpointRouteBuilder api)
    {
        api.MapGet("/records/{azrNumber}/history", ReadAsync)
            .WithName("readHistory")
            .WithTags("Records")
            .WithSummary("How a record came to be what it is: its versions, newest first, with every value before and after")
            .WithDescription(
                "Shows of the past what the caller may see today (ADR 22). Versions that changed nothing in its sight are left out. 'earlier' of "
                + "a page is 'before' of the next one. The entity tag is the version the record has now. Every page is logged like a view.")
            .Produces<RecordHistory>()
            .Takes("If-None-Match", "Version the client has, for example \"7\".")
            .Sends(200, "ETag").MaySend(200, "Link").Sends(304, "ETag").MaySend(304, "Link")
            .Produces(StatusCodes.Status304NotModified)
            .ProducesProblems(400, 401, 403, 404, 503);
        api.MapGet("/records/{azrNumber}/differences", CompareAsync)
            .WithName("compareVersions")
            .WithTags("Records")
            .WithSummary("What differs between two versions of a record")
            .Produces<VersionDifferences>()
            .ProducesProblems(400, 401, 403, 404, 503);
        api.MapPost("/roles", EnterAsync)
            .WithName("enterRole")
            .TakesKey()
            .WithTags("Authorities")
            .WithSummary("Has written down that the official works in the proven role and for the proven purpose from now on")
            .WithDescription("Pages do so at sign-in and whenever an official changes role or purpose. It is no condition of other calls: each is logged with its own.")
            .Produces(StatusCodes.Status204NoContent)
            .ProducesProblems(400, 401, 403, 413, 415, 503);
    }

    private static async Task<IResult> ReadAsync(
        [Description("AZR number, 12 digits.")] string azrNumber,
        [Description("Circumstances of the request, as in readRecord.")] string[]? stating,
        [Description("Only versions below this one; leave out for the newest.")] int? before,
        [Description("True for the record as it stands in the same answer, 'record'; the two are one retrieval.")] bool? withRecord,
        HttpContext context, ClaimsPrincipal user, IAzrClients clients, CancellationToken cancellationToken,
        [Description("Most versions to return, 1 to 500.")] int limit = 100)
    {
        if (limit is < 1 or > HistoryRequest.LimitMax) throw new BadHttpRequestException("'limit' is a number from 1 to 500.");
        if (before is < 1) throw new BadHttpRequestException("'before' is a version from 1.");
        var reply = await clients.For(user.ToCaller()).ReadHistoryAsync(
            new HistoryRequest { AzrNumber = azrNumber, Stating = stating, Before = before, Limit = limit, WithRecord = withRecord }, cancellationToken);
        if (reply.History is not { } history) return Problem.For(context, reply.Refusal!);
        if (history.Earlier is { } earlier) Paging.Next(context, "before", earlier);
        return VersionTag.Answer(context, history.Version, history);
    }

    private static async Task<IResult> CompareAsync(
        [Description("AZR number, 12 digits.")] string azrNumber,
        [Description("The earlier version, from 0 for the empty record.")] int from,
        [Description("The later version.")] int to,
        HttpContext context, ClaimsPrincipal user, IAzrClients clients, CancellationToken cancellationToken)
    {
        if (from < 0 || to <= from) throw new BadHttpRequestException("'from' is a version from 0, and 'to' a later one.");
        var reply = await clients.For(user.ToCaller()).ReadHistoryAsync(
            new HistoryRequest { AzrNumber = azrNumber, Before = to == int.MaxValue ? null : to + 1 }, cancellationToken);
        return reply.History is { } history
            ? TypedResults.Json(VersionDifferences.Of(history.Versions, from, to))
            : Problem.For(context, reply.Refusal!);
    }

    private static async Task<IResult> EnterAsync(
        RoleEntry entry, HttpContext context, ClaimsPrincipal user, IAzrClients clients, CancellationToken cancellationToken)
    {
        var reply = await clients.For(user.ToCaller()).EnterAsync(entry, cancellationToken);
        return reply.Refusal is { } refusal ? Problem.For(context, refusal) : TypedResults.NoContent();
    }
}
