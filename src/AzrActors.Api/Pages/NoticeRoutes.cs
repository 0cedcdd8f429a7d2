using System.Security.Claims;
using AzrActors.Api.Doors;
using AzrActors.Api.Live;
using AzrActors.Client;
using AzrActors.Contracts.Notices;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace AzrActors.Api.Pages;

internal static class NoticeRoutes
{
    private const int PageSize = 50;

    public static void MapNoticePages(this IEndpointRouteBuilder pages)
    {
        pages.MapGet(PageRoutes.Notices, ShowAsync);
        pages.MapGet(PageRoutes.Stream, Follow);
    }

    /// <summary>The newest notices, or those before one of them.</summary>
    private static async Task<IResult> ShowAsync(
        long? vor, ClaimsPrincipal user, IAzrClients clients, CancellationToken cancellationToken)
    {
        var client = clients.For(user.ToCaller());
        var last = await NoticeFeed.LastAsync(client, cancellationToken);
        var end = vor is > 0 && vor <= last ? vor.Value - 1 : last;
        var notices = await UpToAsync(client, end, PageSize, cancellationToken);
        return PageResults.Page<NoticesPage>(new { Notices = notices, Last = last, Older = end < last });
    }

    /// <summary>At most <paramref name="count"/> notices up to and including a sequence, newest first.</summary>
    public static async Task<IReadOnlyList<Notice>> UpToAsync(
        IAzrClient client, long end, int count, CancellationToken cancellationToken)
    {
        if (end == 0) return [];
        var after = Math.Max(0, end - count);
        return [.. (await client.ReadNoticesAsync(after, (int)(end - after), cancellationToken)).Notices.Reverse()];
    }

    private static IResult Follow(
        HttpContext context, ClaimsPrincipal user, NoticeStreams streams, NoticeCards<IncomingCard> incoming, NoticeCards<NoticeCard> notices,
        string? als, long after = 0) =>
        streams.Open(user.ToCaller(), EventStream.Position(context.Request, after), als == "eingang" ? incoming : notices);
}
