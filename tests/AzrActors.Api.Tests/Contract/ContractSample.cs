using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace AzrActors.Api.Tests.Contract;

/// <summary>A request that an operation can read, made from the document alone, so that a new operation is swept without being named.</summary>
internal sealed class ContractSample(JsonObject document)
{
    /// <summary>Values that have to agree with each other, which a schema cannot say.</summary>
    private static readonly Dictionary<(string Operation, string Parameter), string> Agreed = new() { [("compareVersions", "to")] = "2" };

    private static readonly Dictionary<string, string> Bodies = new()
    {
        ["giveReceipt"] = """{"first":1,"last":1,"hash":"47DEQpj8HBSa-_TImW-5JCeuQeRkm5NMpJWZG3hSuFU"}""",
        ["decideDuplicate"] = """{"outcome":"possible","reason":"x"}""",
        ["separate"] = """{"reason":"x"}""",
    };

    /// <param name="odd">Parameter that gets another value than a fitting one.</param>
    public HttpRequestMessage RequestOf(ContractOperation operation, (string Name, string Value)? odd = null)
    {
        var path = operation.Path;
        var query = new List<string>();
        foreach (var parameter in operation.Parameters.Where(parameter => parameter["in"] is not null))
        {
            var (name, place) = ((string)parameter["name"]!, (string)parameter["in"]!);
            var value = odd?.Name == name ? odd.Value.Value : Agreed.GetValueOrDefault((operation.Id, name)) ?? Text(parameter["schema"]!);
            if (place == "path") path = path.Replace($"{{{name}}}", Uri.EscapeDataString(value), StringComparison.Ordinal);
            else if (place == "query" && ((bool?)parameter["required"] == true || odd?.Name == name)) query.Add($"{name}={Uri.EscapeDataString(value)}");
        }
        var request = new HttpRequestMessage(new HttpMethod(operation.Method), path + (query.Count > 0 ? "?" + string.Join('&', query) : ""));
        if (operation.HasBody) request.Content = JsonContent.Create(BodyOf(operation));
        return request;
    }

    private JsonNode? BodyOf(ContractOperation operation) => Bodies.TryGetValue(operation.Id, out var body)
        ? JsonNode.Parse(body) : Of(operation.Node["requestBody"]!["content"]!["application/json"]!["schema"]!);

    private static string Text(JsonNode schema) => Kind(schema) switch
    {
        "integer" => "1",
        _ when (string?)schema["format"] == "uuid" => Guid.Empty.ToString(),
        _ when (string?)schema["format"] == "date" => "2026-11-15",
        _ => "x",
    };

    private JsonNode? Of(JsonNode schema)
    {
        if ((string?)schema["$ref"] is { } reference)
            return Of(reference.Split('/').Skip(1).Aggregate((JsonNode)document, (node, part) => node[part]!));
        if (schema["oneOf"] is { } choices) return Of(choices[0]!);
        if (schema["const"] is { } fixedValue) return fixedValue.DeepClone();
        if (schema["enum"] is { } values) return values[0]!.DeepClone();
        return Kind(schema) switch
        {
            "object" => new JsonObject((schema["required"]?.AsArray() ?? []).Select(name =>
                KeyValuePair.Create((string)name!, Of(schema["properties"]![(string)name!]!)))),
            "array" => new JsonArray(Of(schema["items"]!)),
            "integer" or "number" => JsonValue.Create(1),
            "boolean" => JsonValue.Create(true),
            _ => JsonValue.Create((string?)schema["format"] == "date-time" ? "2026-11-15T12:00:00Z" : Text(schema)),
        };
    }

    private static string Kind(JsonNode schema) => schema["type"] is JsonArray many
        ? many.Select(one => (string)one!).First(one => one != "null") : (string?)schema["type"] ?? "string";
}
