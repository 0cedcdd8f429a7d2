using System.ComponentModel;
using System.Security.Claims;
using AzrActors.Api.Doors;
using AzrActors.Api.Problems;
using AzrActors.Client;
using AzrActors.Contracts.Webhooks;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace AzrActors.Api.Http;

/// <summary>Where the caller's notices are to be sent.</summary>
public sealed record WebhookBody
{
    [Description("Absolute https address without user name and fragment, at most 500 characters, that is public or in a network the operator allows. "
        + "On a register in development also http and https on this machine.")]
    public required string Url { get; init; }

    [Description("A new webhook begins behind this sequence. Leave out to begin with what comes next; an existing one goes on where it is.")]
    public long? After { get; init; }
}

/// <summary>A webhook and, when it is made or rotated, its secret.</summary>
public sealed record WebhookSecretBody
{
    public required Webhook Webhook { get; init; }

    [Description("'whsec_' and base64 of the 32 bytes that sign (HMAC-SHA256). Told when the webhook is made or rotated, and never else.")]
    public string? Secret { get; init; }
}

/// <summary>How a secret is changed.</summary>
public sealed record RotationBody
{
    [Description("Seconds for which the former secret signs beside the new one, 0 to 604,800.")]
    public int OverlapSeconds { get; init; } = 24 * 60 * 60;
}

internal static class WebhookEndpoints
{
    public static void MapWebhooks(this IEndpointRouteBuilder api)
    {
        var webhooks = api.MapGroup("/webhooks").WithTags("Webhooks");
        webhooks.MapGet("", ListAsync)
            .WithName("listWebhooks")
            .WithSummary("The caller's webhooks, and how each stands")
            .Produces<IReadOnlyList<Webhook>>()
            .ProducesProblems(401, 503);
        webhooks.MapPut("/{name}", PutAsync)
            .WithName("putWebhook")
            .WithSummary("Has the caller's notices sent to an address, as the Standard Webhooks specification says")
            .WithDescription(
                "Each notice is one POST of {\"type\": \"notice.changed\", \"timestamp\": …, \"data\": notice}, where notice is what readNotices shows "
                + "(described in /asyncapi/v1.json), with the headers webhook-id (the same for every try), webhook-timestamp and webhook-signature "
                + "(v1, one per secret in force). Answer 2xx within 10 seconds; anything else is tried again after growing pauses (12 tries in 37 minutes) and "
                + "then parked under the name of the webhook: see listParked and replayParked. Redirects are not followed. A 2xx says that the "
                + "message arrived; it is no receipt.")
            .Produces<WebhookSecretBody>()
            .Produces<WebhookSecretBody>(StatusCodes.Status201Created)
            .ProducesProblems(400, 401, 409, 413, 415, 422, 503);
        webhooks.MapPost("/{name}/secrets", RotateAsync)
            .WithName("rotateWebhookSecret")
            .TakesKey()
            .WithSummary("Makes a new secret, beside which the former still signs for a while")
            .WithDescription("While two are in force none is made: the newest is told again, and the former ends after overlapSeconds if that is earlier.")
            .Produces<WebhookSecretBody>()
            .ProducesProblems(400, 401, 404, 413, 415, 503);
        webhooks.MapPost("/{name}/probes", ProbeAsync)
            .WithName("probeWebhook")
            .WithSummary("Sends a signed message about nobody to the address now, and says what came back")
            .WithDescription(
                "One POST of {\"type\": \"webhook.probe\", \"timestamp\": …, \"data\": {\"recipient\": authority, \"webhook\": name}} with the headers of a notice. It is "
                + "sent once, and notices, position and what is parked stay as they are. Answer it like a notice, with 2xx.")
            .Produces<WebhookProbe>()
            .ProducesProblems(400, 401, 404, 503);
        webhooks.MapDelete("/{name}", RemoveAsync)
            .WithName("removeWebhook")
            .WithSummary("Sends no more and forgets what was parked; the feed itself keeps everything")
            .Produces(StatusCodes.Status204NoContent)
            .ProducesProblems(400, 401, 404, 503);
        api.MapGet("/recipients/webhooks", ListAllAsync)
            .WithName("listAllWebhooks")
            .WithTags("Webhooks")
            .WithSummary("The webhooks of all authorities, and how each stands (register authority only)")
            .Produces<IReadOnlyList<Webhook>>()
            .ProducesProblems(401, 403, 503);
    }

    private static async Task<IResult> ListAsync(ClaimsPrincipal user, IAzrClients clients, CancellationToken cancellationToken) =>
        TypedResults.Json(await clients.For(user.ToCaller()).Webhooks.ListAsync(cancellationToken));

    private static async Task<IResult> PutAsync(
        [Description("Name that the caller gives it, 1 to 64 characters of a-z, 0-9 and '-'; also that of its position and of what it parks.")] string name,
        WebhookBody body, HttpContext context, ClaimsPrincipal user, IAzrClients clients, CancellationToken cancellationToken)
    {
        NoticeEndpoints.CheckSubscription(name);
        if (body.After < 0) throw new BadHttpRequestException("'after' is a sequence from 0.");
        var reply = await clients.For(user.ToCaller()).Webhooks.PutAsync(new WebhookAddress { Name = name, Url = body.Url, After = body.After }, cancellationToken);
        return reply.Refusal is { } refusal ? Problem.For(context, refusal)
            : Answer(context, reply, reply.Secret is null ? StatusCodes.Status200OK : StatusCodes.Status201Created);
    }

    private static async Task<IResult> RotateAsync(
        [Description("Name of the webhook.")] string name, RotationBody body, HttpContext context, ClaimsPrincipal user, IAzrClients clients,
        CancellationToken cancellationToken)
    {
        NoticeEndpoints.CheckSubscription(name);
        if (body.OverlapSeconds is < 0 or > Webhook.OverlapSecondsMax) throw new BadHttpRequestException("'overlapSeconds' is a number from 0 to 604,800.");
        return Answer(context, await clients.For(user.ToCaller()).Webhooks.RotateAsync(name, body.OverlapSeconds, cancellationToken), StatusCodes.Status200OK);
    }

    private static async Task<IResult> ProbeAsync(
        [Description("Name of the webhook.")] string name, HttpContext context, ClaimsPrincipal user, IAzrClients clients, CancellationToken cancellationToken)
    {
        NoticeEndpoints.CheckSubscription(name);
        return await clients.For(user.ToCaller()).Webhooks.ProbeAsync(name, cancellationToken) is { } probe
            ? TypedResults.Json(probe) : Problem.For(context, ProblemCatalogue.ResourceUnknown);
    }

    private static async Task<IResult> RemoveAsync(
        [Description("Name of the webhook.")] string name, HttpContext context, ClaimsPrincipal user, IAzrClients clients, CancellationToken cancellationToken)
    {
        NoticeEndpoints.CheckSubscription(name);
        return await clients.For(user.ToCaller()).Webhooks.RemoveAsync(name, cancellationToken)
            ? TypedResults.NoContent() : Problem.For(context, ProblemCatalogue.ResourceUnknown);
    }

    private static async Task<IResult> ListAllAsync(HttpContext context, ClaimsPrincipal user, IAzrClients clients, CancellationToken cancellationToken)
    {
        var reply = await clients.For(user.ToCaller()).Webhooks.ListAllAsync(cancellationToken);
        return reply.Refusal is { } refusal ? Problem.For(context, refusal) : TypedResults.Json(reply.Webhooks);
    }

    private static IResult Answer(HttpContext context, WebhookReply reply, int status) => reply.Webhook is { } webhook
        ? TypedResults.Json(new WebhookSecretBody { Webhook = webhook, Secret = reply.Secret }, statusCode: status)
        : Problem.For(context, ProblemCatalogue.ResourceUnknown);
}
