using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Extensions;

namespace AzrActors.Api.Http;

/// <summary>How every list says where it goes on: <c>Link: &lt;/api/v1/notices?after=100&gt;; rel="next"</c> (RFC 8288).</summary>
internal static class Paging
{
    /// <summary>The address of this call with another cursor.</summary>
    public static void Next(HttpContext context, string parameter, string cursor)
    {
        var query = new QueryBuilder(context.Request.Query.Where(one => one.Key != parameter)) { { parameter, cursor } };
        context.Response.Headers.Link = $"<{context.Request.Path.ToUriComponent()}{query.ToQueryString()}>; rel=\"next\"";
    }

    public static void Next(HttpContext context, string parameter, long cursor) =>
        Next(context, parameter, cursor.ToString(CultureInfo.InvariantCulture));

    /// <summary>After a page that is full more may follow; the last of its entries is the cursor.</summary>
    public static IReadOnlyList<T> Answer<T>(HttpContext context, IReadOnlyList<T> page, int limit, Func<T, long> cursorOf)
    {
        if (page.Count == limit) Next(context, "after", cursorOf(page[^1]));
        return page;
    }
}
