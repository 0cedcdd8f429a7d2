using System.ComponentModel;
using System.Security.Claims;
using AzrActors.Api.Doors;
using AzrActors.Api.OpenApi;
using AzrActors.Api.Problems;
using AzrActors.Client;
using AzrActors.Contracts.Receipts;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace AzrActors.Api.Http;

/// <summary>What the caller says of its notices first to last.</summary>
public sealed record NoticeReceiptBody
{
    [Description("Sequence of the first notice: at most one above what was received. A notice that was parked gets a receipt for itself alone.")]
    public required long First { get; init; }

    [Description("Sequence of the last notice, at most 999 above the first.")]
    public required long Last { get; init; }

    [Description("Base64url of the SHA-256 over the SHA-256 hashes of the notices, in order; the form is ADR 16.")]
    public required string Hash { get; init; }

    [Description("Notices that are refused, by rising sequence; all others are taken over.")]
    public IReadOnlyList<NoticeRefusal> Refused { get; init; } = [];

    [Description("Notices that are set aside and not taken over yet, rising.")]
    public IReadOnlyList<long> Parked { get; init; } = [];

    [Description("The caller's own signature: a token like an assertion with mth azr.NoticeReceipt and bdy the hash of the receipt. "
        + "Without one the door signs that it has proven the caller.")]
    public string? Statement { get; init; }

    internal NoticeReceipt ToReceipt(string recipient) => new()
    {
        Recipient = recipient, First = First, Last = Last, Hash = Hash, Refused = Refused, Parked = Parked,
    };
}

/// <summary>How far the caller's receipts reach.</summary>
public sealed record ReceivedBody
{
    [Description("Every notice up to this sequence has a receipt or is parked.")]
    public required long ReceivedUpTo { get; init; }

    [Description("True when everything was said before; the earlier receipt counts.")]
    public bool Repeated { get; init; }
}

/// <summary>Which parked notices are to be delivered again.</summary>
public sealed record ReplayBody
{
    [Description("Name of the subscription.")]
    public required string Subscription { get; init; }

    [Description("A parked notice: it comes again with all others of its person, in order. Leave out for everything.")]
    public long? Sequence { get; init; }
}

/// <summary>How many notices will be delivered again.</summary>
public sealed record ReplayedBody(int Notices);

internal static class ReceiptEndpoints
{
    public static void MapReceipts(this IEndpointRouteBuilder api)
    {
        var notices = api.MapGroup("/notices").WithTags("Notices");
        notices.MapPost("/receipts", GiveAsync)
            .WithName("giveReceipt")
            .TakesKey()
            .WithSummary("Takes notices over, or refuses some with a reason, signed and bound to what they say")
            .WithDescription("Giving the same receipt again changes nothing. It stays for ever and says nothing about positions of subscriptions.")
            .Produces<ReceivedBody>()
            .ProducesProblems(400, 401, 403, 409, 413, 415, 503);
        notices.MapGet("/receipts", ReceivedAsync)
            .WithName("readReceived")
            .WithSummary("Sequence up to which the caller has given receipts")
            .Produces<ReceivedBody>()
            .ProducesProblems(401, 503);
        notices.MapGet("/standings", StandingsAsync)
            .WithName("listStandings")
            .WithSummary("What the caller has said of its notices: waiting, received, refused or parked")
            .Produces<IReadOnlyList<NoticeStanding>>()
            .MaySend(200, "Link")
            .ProducesProblems(400, 401, 503);
        notices.MapGet("/parked", ParkedAsync)
            .WithName("listParked")
            .WithSummary("Notices that a subscription of the caller has set aside")
            .Produces<IReadOnlyList<ParkedNotice>>()
            .MaySend(200, "Link")
            .ProducesProblems(400, 401, 503);
        notices.MapPost("/parked/replays", ReplayAsync)
            .WithName("replayParked")
            .TakesKey()
            .WithSummary("Has parked notices delivered again, those of one person in order")
            .Produces<ReplayedBody>()
            .ProducesProblems(400, 401, 413, 415, 503);
    }

    private static async Task<IResult> GiveAsync(
        NoticeReceiptBody body, HttpContext context, ClaimsPrincipal user, IAzrClients clients, CancellationToken cancellationToken)
    {
        var caller = user.ToCaller();
        var receipt = body.ToReceipt(caller.Authority);
        if (receipt.FindFault() is { } fault) throw new BadHttpRequestException(fault);
        var deliveries = clients.For(caller).Deliveries;
        var reply = body.Statement is { } statement
            ? await deliveries.PassOnAsync(new SignedNoticeReceipt { Receipt = receipt, Statement = statement }, cancellationToken)
            : await deliveries.GiveAsync(receipt, cancellationToken);
        return reply.Refusal is { } refusal
            ? Problem.For(context, refusal)
            : TypedResults.Json(new ReceivedBody { ReceivedUpTo = reply.ReceivedUpTo, Repeated = reply.Repeated });
    }

    private static async Task<IResult> ReceivedAsync(ClaimsPrincipal user, IAzrClients clients, CancellationToken cancellationToken) =>
        TypedResults.Json(new ReceivedBody { ReceivedUpTo = await clients.For(user.ToCaller()).Deliveries.GetReceivedAsync(cancellationToken) });

    private static async Task<IResult> StandingsAsync(
        HttpContext context, ClaimsPrincipal user, IAzrClients clients, CancellationToken cancellationToken,
        [Description("Last sequence the caller has seen.")] long after = 0,
        [Description("Most notices to return, 1 to 1,000.")] int limit = 100)
    {
        NoticeEndpoints.CheckPage(after, limit);
        var standings = await clients.For(user.ToCaller()).Deliveries.ListStandingsAsync(after, limit, cancellationToken);
        return TypedResults.Json(Paging.Answer(context, standings, limit, standing => standing.Sequence));
    }

    private static async Task<IResult> ParkedAsync(
        [Description("Name of the subscription.")] string subscription,
        HttpContext context, ClaimsPrincipal user, IAzrClients clients, CancellationToken cancellationToken,
        [Description("Last sequence the caller has seen.")] long after = 0,
        [Description("Most notices to return, 1 to 1,000.")] int limit = 100)
    {
        NoticeEndpoints.CheckSubscription(subscription);
        NoticeEndpoints.CheckPage(after, limit);
        var parked = await clients.For(user.ToCaller()).Deliveries.ListParkedAsync(subscription, after, limit, cancellationToken);
        return TypedResults.Json(Paging.Answer(context, parked, limit, notice => notice.Sequence));
    }

    private static async Task<IResult> ReplayAsync(
        ReplayBody replay, ClaimsPrincipal user, IAzrClients clients, CancellationToken cancellationToken)
    {
        NoticeEndpoints.CheckSubscription(replay.Subscription);
        return TypedResults.Json(new ReplayedBody(
            await clients.For(user.ToCaller()).Deliveries.ReplayAsync(replay.Subscription, replay.Sequence, cancellationToken)));
    }
}
