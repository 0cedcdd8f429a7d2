using System.Text.Json.Nodes;

namespace AzrActors.Api.Tests.Contract;

/// <summary>One call that the document promises.</summary>
internal sealed record ContractOperation(string Id, string Method, string Path, JsonObject Node)
{
    public IReadOnlyList<JsonNode> Parameters => [.. Node["parameters"]?.AsArray().Select(parameter => parameter!) ?? []];

    public bool HasBody => Node.ContainsKey("requestBody");

    /// <summary>How well the template fits a path: its literal segments, or null when it does not.</summary>
    public int? Fit(string path)
    {
        var (template, given) = (Path.Split('/'), path.Split('/'));
        if (template.Length != given.Length) return null;
        var literal = 0;
        for (var i = 0; i < template.Length; i++)
            if (template[i] == given[i]) literal++;
            else if (!template[i].StartsWith('{')) return null;
        return literal;
    }
}

/// <summary>The OpenAPI document as a contract: what is not in it may not happen.</summary>
internal sealed class ApiContract
{
    /// <summary>Headers that every web server sends, or that keep browsers from harm; the document is silent about them.</summary>
    private static readonly HashSet<string> General = new(StringComparer.OrdinalIgnoreCase)
    {
        "Date", "Server", "Content-Type", "Content-Length", "Transfer-Encoding", "Cache-Control", "Connection", "Vary", "Content-Security-Policy",
        "X-Content-Type-Options", "Referrer-Policy", "Cross-Origin-Opener-Policy", "Cross-Origin-Resource-Policy", "Permissions-Policy", "X-Accel-Buffering",
        "Pragma", "Expires",
    };

    /// <summary>Headers of a request that say who is calling, or what the body is.</summary>
    private static readonly HashSet<string> OfEveryCall = new(StringComparer.OrdinalIgnoreCase)
    {
        "Authorization", "Transfer-Encoding", "AZR-Authority", "AZR-Official", "AZR-Purpose", "Content-Type", "Content-Length", "Accept", "Host", "User-Agent", "traceparent",
    };

    private readonly JsonObject _document;
    private readonly SchemaCheck _schemas;

    private ApiContract(JsonObject document)
    {
        (_document, _schemas) = (document, new SchemaCheck(document));
        Operations =
        [
            .. document["paths"]!.AsObject().SelectMany(path => path.Value!.AsObject().Select(operation => new ContractOperation(
                (string)operation.Value!["operationId"]!, operation.Key.ToUpperInvariant(), path.Key, operation.Value.AsObject()))),
        ];
    }

    /// <summary>The golden document, which a test of its own holds against the served one.</summary>
    public static ApiContract Golden { get; } = Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Goldens", "openapi.json")));

    public IReadOnlyList<ContractOperation> Operations { get; }

    public static ApiContract Parse(string json) => new(JsonNode.Parse(json)!.AsObject());

    public ContractOperation? Find(HttpRequestMessage request) => Operations
        .Where(operation => operation.Method == request.Method.Method && operation.Fit(request.RequestUri!.AbsolutePath) is not null)
        .MaxBy(operation => operation.Fit(request.RequestUri!.AbsolutePath));

    /// <summary>Fails when the reply is not what the document says of it.</summary>
    /// <param name="body">Null when the reply is a stream.</param>
    public void Check(ContractOperation operation, HttpRequestMessage request, HttpResponseMessage reply, string? body)
    {
        var status = ((int)reply.StatusCode).ToString(System.Globalization.CultureInfo.InvariantCulture);
        var name = $"{operation.Method} {operation.Path} → {status}";
        if (operation.Node["responses"]![status] is not JsonObject promised) throw Broken($"{name}: the status is not documented. {body}");
        if (reply.IsSuccessStatusCode) CheckRequest(name, operation, request);
        CheckHeaders(name, promised, reply);
        var media = reply.Content.Headers.ContentType?.MediaType;
        if (promised["content"] is not JsonObject contents)
        {
            if (!string.IsNullOrEmpty(body)) throw Broken($"{name}: a body of {media} is not documented.");
            return;
        }
        if (contents[media ?? ""]?["schema"] is not { } schema) throw Broken($"{name}: content type '{media}' is not documented.");
        if (body is null) return;
        var faults = _schemas.Faults(JsonNode.Parse(body), schema);
        if (faults.Count > 0) throw Broken($"{name}: {string.Join("; ", faults)}");
    }

    /// <summary>Faults of the data of an event, which is one value of the schema of its stream.</summary>
    public IReadOnlyList<string> FaultsOfEvent(string operation, JsonNode data) => _schemas.Faults(data,
        Operations.Single(one => one.Id == operation).Node["responses"]!["200"]!["content"]!["text/event-stream"]!["schema"]!);

    private void CheckRequest(string name, ContractOperation operation, HttpRequestMessage request)
    {
        var known = operation.Parameters.Select(Resolved).ToLookup(parameter => (string)parameter["in"]!, parameter => (string)parameter["name"]!);
        foreach (var query in request.RequestUri!.Query.TrimStart('?').Split('&', StringSplitOptions.RemoveEmptyEntries).Select(part => part.Split('=')[0]))
            if (!known["query"].Contains(query)) throw Broken($"{name}: parameter '{query}' is not documented.");
        foreach (var header in request.Headers.Select(header => header.Key).Where(header => !OfEveryCall.Contains(header)))
            if (!known["header"].Contains(header, StringComparer.OrdinalIgnoreCase)) throw Broken($"{name}: request header '{header}' is not documented.");
    }

    private void CheckHeaders(string name, JsonObject promised, HttpResponseMessage reply)
    {
        var headers = promised["headers"]?.AsObject() ?? [];
        var sent = reply.Headers.Concat(reply.Content.Headers).Select(header => header.Key).ToHashSet(StringComparer.OrdinalIgnoreCase);
        foreach (var header in sent.Where(header => !General.Contains(header)))
            if (!headers.Any(known => known.Key.Equals(header, StringComparison.OrdinalIgnoreCase))) throw Broken($"{name}: header '{header}' is not documented.");
        foreach (var (header, described) in headers)
            if ((bool?)Resolved(described!)["required"] == true && !sent.Contains(header)) throw Broken($"{name}: header '{header}' is promised and missing.");
    }

    private JsonNode Resolved(JsonNode node) => (string?)node["$ref"] is { } reference
        ? reference.Split('/').Skip(1).Aggregate((JsonNode)_document, (at, part) => at[part]!) : node;

    private static BrokenContractException Broken(string fault) => new(fault);
}

/// <summary>The door answered what its document does not promise.</summary>
public sealed class BrokenContractException(string message) : Exception(message);
