using System.Security.Cryptography;
using System.Text.Json;
using AzrActors.Api.OpenApi;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.IdentityModel.Tokens;
using Microsoft.Net.Http.Headers;

namespace AzrActors.Api.Http;

/// <summary>Entity tag of what programs fetch again and again and what hardly changes: a hash of what is answered.</summary>
internal static class ContentTag
{
    public static RouteHandlerBuilder AnswersTagged(this RouteHandlerBuilder builder) => builder
        .Takes("If-None-Match", "Tag of the list that the client has.")
        .Produces(StatusCodes.Status304NotModified)
        .Sends(200, "ETag").Sends(304, "ETag");

    /// <summary>Whether what is there now is what the client has seen; true for a request without If-Match. Strong, as RFC 9110 § 13.1.1 says.</summary>
    /// <param name="there">Null if there is nothing.</param>
    public static bool IsExpected<T>(HttpContext context, T? there) where T : class
    {
        if (context.Request.Headers.IfMatch.Count == 0) return true;
        if (there is null) return false;
        var tag = Of(JsonSerializer.SerializeToUtf8Bytes(there, DoorJson.OptionsOf(context)));
        return context.Request.GetTypedHeaders().IfMatch.Any(known => known.Equals(EntityTagHeaderValue.Any) || known.Compare(tag, useStrongComparison: true));
    }

    private static EntityTagHeaderValue Of(byte[] content) => new($"\"{Base64UrlEncoder.Encode(SHA256.HashData(content))}\"");

    /// <summary>The list with its tag, or that the client has it already.</summary>
    public static IResult Answer<T>(HttpContext context, T list)
    {
        var content = JsonSerializer.SerializeToUtf8Bytes(list, DoorJson.OptionsOf(context));
        var tag = Of(content);
        context.Response.GetTypedHeaders().ETag = tag;
        return context.Request.GetTypedHeaders().IfNoneMatch.Any(known => known.Equals(EntityTagHeaderValue.Any) || known.Compare(tag, useStrongComparison: false))
            ? TypedResults.StatusCode(StatusCodes.Status304NotModified) : TypedResults.Bytes(content, "application/json; charset=utf-8");
    }
}
