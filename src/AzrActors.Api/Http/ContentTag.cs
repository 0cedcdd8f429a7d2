using System.Security.Cryptography;
using System.Text.Json;
using AzrActors.Api.OpenApi;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.IdentityModel.Tokens;
using Microsoft.Net.Http.Headers;

namespace AzrActors.Api.Http;

/// <summary>Entity tag of lists that programs fetch again and again and that hardly change: a hash of what is answered.</summary>
internal static class ContentTag
{
    public static RouteHandlerBuilder AnswersTagged(this RouteHandlerBuilder builder) => builder
        .Takes("If-None-Match", "Tag of the list that the client has.")
        .Produces(StatusCodes.Status304NotModified)
        .Sends(200, "ETag").Sends(304, "ETag");

    /// <summary>The list with its tag, or that the client has it already.</summary>
    public static IResult Answer<T>(HttpContext context, T list)
    {
        var json = DoorJson.OptionsOf(context);
        var content = JsonSerializer.SerializeToUtf8Bytes(list, json);
        var tag = new EntityTagHeaderValue($"\"{Base64UrlEncoder.Encode(SHA256.HashData(content))}\"");
        context.Response.GetTypedHeaders().ETag = tag;
        return context.Request.GetTypedHeaders().IfNoneMatch.Any(known => known.Equals(EntityTagHeaderValue.Any) || known.Compare(tag, useStrongComparison: false))
            ? TypedResults.StatusCode(StatusCodes.Status304NotModified) : TypedResults.Bytes(content, "application/json; charset=utf-8");
    }
}
