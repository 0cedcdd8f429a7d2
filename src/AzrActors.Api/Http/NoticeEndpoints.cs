using System.ComponentModel;
using System.Security.Claims;
using AzrActors.Api.Doors;
using AzrActors.Api.Live;
using AzrActors.Api.OpenApi;
using AzrActors.Client;
using AzrActors.Contracts.Notices;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace AzrActors.Api.Http;

/// <summary>Everything up to a sequence is dealt with.</summary>
public sealed record Acknowledgement
{
    [Description("Name of the subscription, chosen by the authority, at most 64 characters.")]
    public required string Subscription { get; init; }

    [Description("Last sequence that is dealt with. A lower one than before changes nothing.")]
    public required long Sequence { get; init; }
}

internal static class NoticeEndpoints
{
    private const int LimitMax = 1_000;
    private const int SubscriptionLengthMax = 64;

    public static void MapNotices(this IEndpointRouteBuilder api)
    {
        var notices = api.MapGroup("/notices").WithTags("Notices");
        notices.MapGet("", ReadAsync)
            .WithName("readNotices")
            .WithSummary("One page of the caller's own notices, oldest first (AZRG §§ 15a, 18e)")
            .Produces<NoticePage>()
            .MaySend(200, "Link")
            .ProducesProblems(400, 401, 503);
        notices.MapGet("/stream", StreamAsync)
            .WithName("followNotices")
            .WithSummary("The caller's notices as server-sent events")
            .WithDescription(
                "First the backlog above 'after' (or Last-Event-ID, which wins), then live ones. Event 'notice', "
                + "id = sequence, data = one Notice as JSON. Idle streams carry event 'heartbeat' with the sequence of the newest notice "
                + "as {\"last\": n}: if it stays above what came, read the feed. The stream ends after a while: "
                + "reconnect with a fresh assertion and Last-Event-ID; nothing is lost or repeated.")
            .Produces<Notice>(StatusCodes.Status200OK, EventStream.MediaType)
            .Takes("Last-Event-ID", "Last sequence received; a reconnecting browser sends it by itself.")
            .ProducesProblems(400, 401, 409, 503);
        notices.MapPost("/acknowledgements", AcknowledgeAsync)
            .WithName("acknowledge")
            .TakesKey()
            .WithSummary("Acknowledges everything up to a sequence under a subscription name")
            .Produces(StatusCodes.Status204NoContent)
            .ProducesProblems(400, 401, 413, 415, 503);
    }

    /// <exception cref="BadHttpRequestException">It cannot be the name of a subscription.</exception>
    public static void CheckSubscription(string name)
    {
        if (name.Length is 0 or > SubscriptionLengthMax || name.Any(letter => letter is not (>= 'a' and <= 'z') and not (>= '0' and <= '9') and not '-'))
            throw new BadHttpRequestException("'subscription' has 1 to 64 characters of a-z, 0-9 and '-'.");
    }

    /// <exception cref="BadHttpRequestException">There is no such page.</exception>
    public static void CheckPage(long after, int limit)
    {
        if (after < 0) throw new BadHttpRequestException("'after' is a sequence from 0.");
        if (limit is < 1 or > LimitMax) throw new BadHttpRequestException("'limit' is a number from 1 to 1,000.");
    }

    private static async Task<IResult> ReadAsync(
        HttpContext context, ClaimsPrincipal user, IAzrClients clients, CancellationToken cancellationToken,
        [Description("Last sequence the caller has seen.")] long after = 0,
        [Description("Most notices to return, 1 to 1,000.")] int limit = 100)
    {
        CheckPage(after, limit);
        var page = await clients.For(user.ToCaller()).ReadNoticesAsync(after, limit, cancellationToken);
        if (page.Notices is [.., var newest] && newest.Sequence < page.Last) Paging.Next(context, "after", newest.Sequence);
        return TypedResults.Json(page);
    }

    private static IResult StreamAsync(
        HttpContext context, ClaimsPrincipal user, NoticeStreams streams,
        [Description("Last sequence the caller has seen.")] long after = 0) =>
        streams.Open(user.ToCaller(), EventStream.Position(context.Request, after), new JsonRendering(context));

    private static async Task<IResult> AcknowledgeAsync(
        Acknowledgement acknowledgement, ClaimsPrincipal user, IAzrClients clients, CancellationToken cancellationToken)
    {
        CheckSubscription(acknowledgement.Subscription);
        if (acknowledgement.Sequence < 0) throw new BadHttpRequestException("'sequence' is a number from 0.");
        await clients.For(user.ToCaller())
            .AcknowledgeAsync(acknowledgement.Subscription, acknowledgement.Sequence, cancellationToken);
        return TypedResults.NoContent();
    }
}
