using System.Text;
using System.Text.Json;
using AzrActors.Api.Doors;
using AzrActors.Api.OpenApi;
using AzrActors.Api.Problems;
using AzrActors.Client;
using AzrActors.Contracts.Doors;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.Extensions.DependencyInjection;

namespace AzrActors.Api.Http;

/// <summary>
/// The header <c>Idempotency-Key</c>. Every operation that takes it does the same thing twice only once and answers with what
/// is there; the key says that the second call is meant as the first, and is refused for anything else (ADR 26).
/// </summary>
internal static class IdempotencyKey
{
    public const string Header = "Idempotency-Key";
    private const int LengthMax = 255;

    public static RouteHandlerBuilder TakesKey(this RouteHandlerBuilder builder) => builder
        .Takes(Header, "Made by the client for this call and kept for its repetitions, 1 to 255 visible characters, for example a UUID. The same key "
            + "with another content is refused for seven days.")
        .ProducesProblems(409)
        .AddEndpointFilter(ClaimAsync);

    /// <summary>The key of the request, or null without one. It may stand in quotation marks.</summary>
    /// <exception cref="BadHttpRequestException">The header is not one key.</exception>
    public static string? Of(HttpRequest request)
    {
        var header = request.Headers[Header];
        if (header.Count == 0) return null;
        var key = header.Count == 1 ? header[0]!.Trim() : "";
        if (key is ['"', _, .., '"']) key = key[1..^1];
        return key.Length is > 0 and <= LengthMax && key.All(letter => letter is > ' ' and < '\u007f' and not '"')
            ? key : throw new BadHttpRequestException($"{Header} is one key of 1 to 255 visible characters.");
    }

    private static async ValueTask<object?> ClaimAsync(EndpointFilterInvocationContext invocation, EndpointFilterDelegate next)
    {
        var context = invocation.HttpContext;
        if (Of(context.Request) is not { } key) return await next(invocation);
        var client = context.RequestServices.GetRequiredService<IAzrClients>().For(context.User.ToCaller());
        return await client.ClaimKeyAsync(RequestKey.Of(key, CallOf(invocation)), context.RequestAborted)
            ? await next(invocation) : Problem.For(context, ProblemCatalogue.KeyReused);
    }

    // What was understood of the body, and not its bytes: a client that writes its fields in another order says the same.
    private static byte[] CallOf(EndpointFilterInvocationContext invocation)
    {
        var context = invocation.HttpContext;
        var json = DoorJson.OptionsOf(context);
        var bodyType = context.GetEndpoint()?.Metadata.GetMetadata<IAcceptsMetadata>()?.RequestType;
        var body = invocation.Arguments.FirstOrDefault(argument => argument?.GetType() == bodyType);
        return Encoding.UTF8.GetBytes($"{context.Request.Method} {context.Request.Path}{context.Request.QueryString}\n{JsonSerializer.Serialize(body, json)}");
    }
}
