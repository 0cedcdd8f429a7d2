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

internal static class RecordEndpoints
{
    private const int AuthoritiesMax = 5_000;

    public static void MapRecords(this IEndpointRouteBuilder api)
    {
        api.MapGet("/records/{azrNumber}", ReadAsync)
            .WithName("readRecord")
            .WithTags("Records")
            .WithSummary("Shows what the caller may see of a record (AZRG § 10)")
            .WithDescription(
                "Every value comes with its source. The entity tag is the version; send it as If-None-Match to poll cheaply. "
                + "Some values are given only under a circumstance that the requesting authority states and answers for (AZRG "
                + "§ 22 (3)); listCircumstances says which it may state. The access log names them.")
            .Produces<RecordView>()
            .Takes("If-None-Match", "Version the client has, for example \"7\".")
            .MaySend(200, "ETag").Sends(304, "ETag")
            .Produces(StatusCodes.Status304NotModified)
            .ProducesProblems(400, 401, 403, 404, 503);

        api.MapGet("/authorities", ListAuthoritiesAsync)
            .WithName("listAuthorities")
            .WithTags("Authorities")
            .WithSummary("Authorities the register knows, ordered by key")
            .Produces<IReadOnlyList<AuthorityInfo>>()
            .MaySend(200, "Link").MaySend(304, "Link")
            .AnswersTagged()
            .ProducesProblems(400, 401, 503);

        api.MapGet("/authorities/{key}", ShowAuthorityAsync)
            .WithName("showAuthority")
            .WithTags("Authorities")
            .WithSummary("One authority, with the tag that putAuthority takes")
            .Produces<AuthorityInfo>()
            .AnswersTagged()
            .ProducesProblems(401, 404, 503);

        api.MapPut("/authorities/{key}", PutAuthorityAsync)
            .WithName("putAuthority")
            .WithTags("Authorities")
            .WithSummary("Enters an authority into the directory or changes it (register authority only)")
            .WithDescription("With If-Match only if it still is what the caller has read with showAuthority. Every silo knows a change within half a minute.")
            .Takes("If-Match", "Tag of the authority as the caller has read it, or * if it must be there.")
            .Produces(StatusCodes.Status204NoContent)
            .ProducesProblems(400, 401, 403, 412, 413, 415, 422, 503);
    }

    private static async Task<IResult> ShowAuthorityAsync(
        [Description("Authority key, 6 characters.")] string key,
        HttpContext context, ClaimsPrincipal user, IAzrClients clients, CancellationToken cancellationToken) =>
        await FindAuthorityAsync(clients.For(user.ToCaller()), key, cancellationToken) is { } authority
            ? ContentTag.Answer(context, authority) : Problem.For(context, ProblemCatalogue.ResourceUnknown);

    private static async Task<AuthorityInfo?> FindAuthorityAsync(IAzrClient client, string key, CancellationToken cancellationToken) =>
        (await client.ListAuthoritiesAsync(cancellationToken)).FirstOrDefault(known => known.Key == key);

    private static async Task<IResult> PutAuthorityAsync(
        [Description("Authority key, 6 characters.")] string key, AuthorityInfo authority,
        HttpContext context, ClaimsPrincipal user, IAzrClients clients, CancellationToken cancellationToken)
    {
        var client = clients.For(user.ToCaller());
        var there = context.Request.Headers.IfMatch.Count == 0 ? null : await FindAuthorityAsync(client, key, cancellationToken);
        if (!ContentTag.IsExpected(context, there)) return Problem.For(context, ProblemCatalogue.OfRefusal("authority.changed"));
        // What the tag stood for goes along, so that whoever came first in the meantime is not overwritten.
        var reply = there is null ? await client.PutAuthorityAsync(authority with { Key = key }, cancellationToken)
            : await client.PutAuthorityAsync(authority with { Key = key }, there, cancellationToken);
        return reply.Refusal is { } refusal ? Problem.For(context, refusal) : TypedResults.NoContent();
    }

    private static async Task<IResult> ReadAsync(
        [Description("AZR number, 12 digits.")] string azrNumber,
        [Description("Circumstances of the request, for example consent; may be repeated.")] string[]? stating,
        [Description("Legal day: shows what the register knew at its end. Leave out for now.")] DateOnly? knownOn,
        [Description("Legal day: shows what of that held on it. Leave out for everything known.")] DateOnly? validOn,
        HttpContext context, ClaimsPrincipal user, IAzrClients clients, CancellationToken cancellationToken)
    {
        var request = new RecordRequest { AzrNumber = azrNumber, Stating = stating, KnownOn = knownOn, ValidOn = validOn };
        var reply = await clients.For(user.ToCaller()).ReadAsync(request, cancellationToken);
        if (reply.View is not { } view) return Problem.For(context, reply.Refusal!);
        // What was true of a day may yet be corrected: a version says nothing about it.
        return knownOn is not null || validOn is not null ? TypedResults.Json(view) : VersionTag.Answer(context, view.Version, view);
    }

    private static async Task<IResult> ListAuthoritiesAsync(
        [Description("Last key the caller has seen; leave out for the first page.")] string? after,
        HttpContext context, ClaimsPrincipal user, IAzrClients clients, CancellationToken cancellationToken,
        [Description("Most authorities to return, 1 to 5,000.")] int limit = 1_000)
    {
        if (limit is < 1 or > AuthoritiesMax) throw new BadHttpRequestException("'limit' is a number from 1 to 5,000.");
        var rest = (await clients.For(user.ToCaller()).ListAuthoritiesAsync(cancellationToken))
            .Where(authority => string.CompareOrdinal(authority.Key, after) > 0).OrderBy(authority => authority.Key, StringComparer.Ordinal).ToList();
        if (rest.Count > limit) Paging.Next(context, "after", rest[limit - 1].Key);
        return ContentTag.Answer(context, rest.Take(limit));
    }
}
