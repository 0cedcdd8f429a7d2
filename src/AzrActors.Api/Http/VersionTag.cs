using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace AzrActors.Api.Http;

/// <summary>The version of a record as entity tag: <c>"7"</c>.</summary>
internal static class VersionTag
{
    public static void Set(HttpResponse response, int version) =>
        response.Headers.ETag = $"\"{version.ToString(CultureInfo.InvariantCulture)}\"";

    /// <summary>The content with its tag, or that the client has this version already.</summary>
    public static IResult Answer<T>(HttpContext context, int version, T content)
    {
        Set(context.Response, version);
        // Two authorities see different parts of the same version.
        context.Response.Headers.Append("Vary", "Authorization");
        return IsKnown(context.Request, version) ? TypedResults.StatusCode(StatusCodes.Status304NotModified) : TypedResults.Json(content);
    }

    /// <summary>Version that If-Match asks for, or null without the header or with <c>*</c>.</summary>
    /// <exception cref="BadHttpRequestException">The header is not one strong tag with a version.</exception>
    public static int? Expected(HttpRequest request)
    {
        var header = request.Headers.IfMatch;
        if (header.Count == 0 || header == "*") return null;
        return header.Count == 1
            && EntityTagHeaderValue.TryParse(header[0], out var tag)
            && !tag.IsWeak
            && int.TryParse(tag.Tag.AsSpan().Trim('"'),
                NumberStyles.None, CultureInfo.InvariantCulture, out var version)
            ? version
            : throw new BadHttpRequestException("If-Match holds the version of the record, for example \"7\".");
    }

    /// <summary>
    /// True when the client has this version already. If-None-Match compares weakly (RFC 9110 section 13.1.2).
    /// </summary>
    private static bool IsKnown(HttpRequest request, int version)
    {
        var current = new EntityTagHeaderValue($"\"{version.ToString(CultureInfo.InvariantCulture)}\"");
        return request.GetTypedHeaders().IfNoneMatch
            .Any(tag => tag.Equals(EntityTagHeaderValue.Any) || tag.Compare(current, useStrongComparison: false));
    }
}
