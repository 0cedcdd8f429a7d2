using System.Collections.Concurrent;
using AzrActors.Api.Doors;
using AzrActors.Api.Problems;
using AzrActors.Client;
using AzrActors.Contracts.Doors;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace AzrActors.Api.Live;

/// <summary>Opens notice streams and keeps count of them per official.</summary>
internal sealed class NoticeStreams(
    IAzrClients clients, IEndedSessions ended, IOptions<AzrApiOptions> options, IHostApplicationLifetime lifetime, TimeProvider time)
{
    private readonly ConcurrentDictionary<(string Authority, string Official), int> _open = new();

    public IResult Open(Caller caller, long after, INoticeRendering rendering) =>
        new NoticeStreamResult(this, caller, after, rendering);

    private bool TryTakeSeat(Caller caller)
    {
        var taken = _open.AddOrUpdate((caller.Authority, caller.Official), 1, (_, count) => count + 1);
        if (taken <= options.Value.StreamsPerOfficialMax) return true;
        LeaveSeat(caller);
        return false;
    }

    private void LeaveSeat(Caller caller)
    {
        var key = (caller.Authority, caller.Official);
        var left = _open.AddOrUpdate(key, 0, (_, count) => count - 1);
        if (left == 0) _open.TryRemove(KeyValuePair.Create(key, 0));
    }

    /// <summary>One open stream.</summary>
    private sealed class NoticeStreamResult(
        NoticeStreams streams, Caller caller, long after, INoticeRendering rendering) : IResult
    {
        public async Task ExecuteAsync(HttpContext httpContext)
        {
            if (!streams.TryTakeSeat(caller))
            {
                await Problem.For(httpContext, ProblemCatalogue.TooManyStreams).ExecuteAsync(httpContext);
                return;
            }
            try
            {
                await RunAsync(httpContext);
            }
            finally
            {
                streams.LeaveSeat(caller);
            }
        }

        private async Task RunAsync(HttpContext httpContext)
        {
            var settings = streams.Settings;
            using var old = new CancellationTokenSource(settings.StreamLifetime, streams.Time);
            using var end = CancellationTokenSource.CreateLinkedTokenSource(
                httpContext.RequestAborted, streams.Stopping, old.Token);
            var client = streams.For(caller);
            var stream = new EventStream(httpContext.Response);
            try
            {
                // Asked while the reply can still be a problem document: a position from another register, or from
                // before a backup was restored, would otherwise wait for ever.
                if (after > await NoticeFeed.LastAsync(client, end.Token))
                {
                    await Problem.For(httpContext, ProblemCatalogue.PositionUnknown).ExecuteAsync(httpContext);
                    return;
                }
                await stream.OpenAsync(end.Token);
                await foreach (var notice in NoticeFeed.FollowAsync(
                    client, after, settings.StreamHeartbeat, streams.Time, end.Token))
                {
                    // The provider may end the session of a page that stays open.
                    if (httpContext.User.HasEnded(streams.Ended)) break;
                    if (notice is null) await stream.BeatAsync(await NoticeFeed.LastAsync(client, end.Token), end.Token);
                    else await stream.SendAsync(
                        notice.Sequence, "notice", await rendering.RenderAsync(notice), end.Token);
                }
            }
            catch (OperationCanceledException) when (end.IsCancellationRequested)
            {
                // The client left, the silo stops or the stream is old: the reply just ends and the client comes back.
            }
            catch (RegisterUnavailableException) when (httpContext.Response.HasStarted)
            {
                // Too late for a problem document. The client comes back with Last-Event-ID and gets one then, or its
                // notices.
            }
        }
    }

    private AzrApiOptions Settings => options.Value;
    private IEndedSessions Ended => ended;
    private CancellationToken Stopping => lifetime.ApplicationStopping;
    private TimeProvider Time => time;
    private IAzrClient For(Caller caller) => clients.For(caller);
}
