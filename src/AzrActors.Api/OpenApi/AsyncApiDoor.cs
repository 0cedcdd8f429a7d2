using System.Text.Json;
using System.Text.Json.Nodes;
using AzrActors.Api.Doors;
using AzrActors.Api.Http;
using AzrActors.Contracts.Notices;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.OpenApi;

namespace AzrActors.Api.OpenApi;

/// <summary>
/// The AsyncAPI 3 document: what the register tells by itself. Its schemas are those of the OpenAPI document, so that a notice
/// is described once.
/// </summary>
internal static class AsyncApiDoor
{
    public const string Path = "/asyncapi/v1.json";
    private const string Schemas = "#/components/schemas/";
    private static readonly JsonSerializerOptions Indented = new()
    {
        WriteIndented = true, Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>Open to everyone in development, to those who are logged in elsewhere.</summary>
    public static void MapAsyncApi(this IEndpointRouteBuilder endpoints, IHostEnvironment environment)
    {
        var document = endpoints.MapGet(Path, async (HttpContext context, CancellationToken cancellationToken) => TypedResults.Text(
            (await DescribeAsync(context.RequestServices, cancellationToken)).ToJsonString(Indented), "application/json")).ExcludeFromDescription();
        if (environment.IsDevelopment()) document.AllowAnonymous();
    }

    private static async Task<JsonObject> DescribeAsync(IServiceProvider services, CancellationToken cancellationToken)
    {
        var provider = services.GetRequiredKeyedService<IOpenApiDocumentProvider>(OpenApiDoor.DocumentName);
        var openApi = await provider.GetOpenApiDocumentAsync(cancellationToken);
        var described = JsonNode.Parse(await openApi.SerializeAsJsonAsync(OpenApiSpecVersion.OpenApi3_1, cancellationToken))!["components"]!["schemas"]!.AsObject();
        var schemas = new JsonObject { ["Heartbeat"] = Heartbeat() };
        Take(nameof(Notice), described, schemas);
        return new JsonObject
        {
            ["asyncapi"] = "3.0.0",
            ["info"] = new JsonObject
            {
                ["title"] = "AzrActors", ["version"] = OpenApiDoor.DocumentName,
                ["description"] = "What the register tells an authority by itself. Calls are in /openapi/v1.json.",
            },
            ["defaultContentType"] = "application/json",
            ["channels"] = new JsonObject { ["notices"] = Channel() },
            ["operations"] = new JsonObject
            {
                ["tellNotices"] = new JsonObject
                {
                    ["action"] = "send", ["channel"] = Reference("#/channels/notices"),
                    ["summary"] = "The register tells the caller its own notices, in order and without a gap (AZRG §§ 15a, 18e).",
                    ["security"] = new JsonArray(Reference("#/components/securitySchemes/" + BearerHandler.SchemeName)),
                    ["messages"] = new JsonArray(Reference("#/channels/notices/messages/notice"), Reference("#/channels/notices/messages/heartbeat")),
                },
            },
            ["components"] = new JsonObject
            {
                ["messages"] = new JsonObject
                {
                    ["notice"] = Message("notice", nameof(Notice), "A letter to the caller; it comes again when the client comes back without having seen it.",
                        new JsonObject { ["id"] = Text("integer", "Sequence of the notice; a client that comes back sends the last one as Last-Event-ID.") }),
                    ["heartbeat"] = Message("heartbeat", "Heartbeat", "Nothing happened for a while. It has no id: it is not where a client continues.", []),
                },
                ["schemas"] = schemas,
                ["securitySchemes"] = new JsonObject
                {
                    [BearerHandler.SchemeName] = new JsonObject { ["type"] = "http", ["scheme"] = "bearer", ["bearerFormat"] = "JWT" },
                },
            },
        };
    }

    private static JsonObject Channel() => new()
    {
        ["address"] = ApiRoutes.Root + "/notices/stream",
        ["title"] = "Notices",
        ["description"] = "Server-sent events (text/event-stream) over one GET. First the backlog above the query parameter 'after' or the header "
            + "Last-Event-ID, which wins; then live ones. The stream ends after a while: come back with Last-Event-ID, nothing is lost. A notice "
            + "counts as taken over when its receipt is given (giveReceipt), whatever the stream has sent.",
        ["messages"] = new JsonObject { ["notice"] = Reference("#/components/messages/notice"), ["heartbeat"] = Reference("#/components/messages/heartbeat") },
    };

    private static JsonObject Message(string name, string schema, string summary, JsonObject headers)
    {
        headers["event"] = new JsonObject { ["type"] = "string", ["const"] = name };
        return new JsonObject
        {
            ["name"] = name, ["summary"] = summary, ["payload"] = Reference(Schemas + schema),
            ["headers"] = new JsonObject { ["type"] = "object", ["description"] = "Fields of the event.", ["properties"] = headers },
        };
    }

    private static JsonObject Heartbeat() => new()
    {
        ["type"] = "object", ["required"] = new JsonArray("last"),
        ["properties"] = new JsonObject { ["last"] = Text("integer", "Sequence of the newest notice: if it stays above what came, read the feed.") },
    };

    private static void Take(string name, JsonObject from, JsonObject into)
    {
        if (into.ContainsKey(name)) return;
        into[name] = from[name]!.DeepClone();
        foreach (var reference in References(from[name]!)) Take(reference[Schemas.Length..], from, into);
    }

    private static IEnumerable<string> References(JsonNode? node) => node switch
    {
        JsonObject some => some.SelectMany(part => part is { Key: "$ref", Value: { } reference } ? [(string)reference!] : References(part.Value)),
        JsonArray list => list.SelectMany(References),
        _ => [],
    };

    private static JsonObject Reference(string to) => new() { ["$ref"] = to };

    private static JsonObject Text(string type, string description) => new() { ["type"] = type, ["description"] = description };
}
