using System.Security.Claims;
using System.Text.Json;
using AzrActors.Api.Doors;
using AzrActors.Api.Live;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace AzrActors.Api.Pages;

/// <summary>Input of "I am at this entry now"; empty for none.</summary>
public sealed class PresenceForm
{
    public string? Bei { get; set; }
}

/// <summary>What colleagues do, live on the lists of the same authority.</summary>
internal static class WorkRoutes
{
    public static void MapWork(this IEndpointRouteBuilder pages)
    {
        pages.MapGet(PageRoutes.WorkStream, FollowAsync);
        pages.MapPost(PageRoutes.Presence, BeAt);
    }

    private static IResult BeAt([FromForm] PresenceForm form, ClaimsPrincipal user, WorkNews news)
    {
        news.Tell(user.ToCaller(), WorkEvent.At, form.Bei is { Length: > 0 and <= WorkKeys.LengthMax } key ? [key] : []);
        return TypedResults.NoContent();
    }

    private static async Task FollowAsync(
        HttpContext context, ClaimsPrincipal user, WorkNews news, IOptions<AzrApiOptions> options, IHostApplicationLifetime lifetime,
        TimeProvider time)
    {
        using var old = new CancellationTokenSource(options.Value.StreamLifetime, time);
        using var end = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, lifetime.ApplicationStopping, old.Token);
        var stream = new EventStream(context.Response);
        try
        {
            await stream.OpenAsync(end.Token);
            await foreach (var one in news.FollowAsync(user.ToCaller(), end.Token))
                await stream.TellAsync(one.Name, JsonSerializer.Serialize(new { one.Official, one.Items }, JsonSerializerOptions.Web), end.Token);
        }
        catch (OperationCanceledException) when (end.IsCancellationRequested)
        {
            // The browser left, the host stops or the stream is old: the browser comes back by itself.
        }
    }
}
