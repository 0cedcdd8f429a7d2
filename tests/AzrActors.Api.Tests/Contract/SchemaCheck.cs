using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace AzrActors.Api.Tests.Contract;

/// <summary>
/// Holds a JSON value against a schema of the document, as strictly as a contract is meant: a property that the schema does not
/// name is a fault even where the schema would let a client accept it. A keyword that it does not know stops the test.
/// </summary>
internal sealed class SchemaCheck(JsonObject document)
{
    private static readonly HashSet<string> Words = ["description", "title", "default", "examples", "discriminator"];

    /// <summary>Faults with their place, none if the value keeps the schema.</summary>
    public IReadOnlyList<string> Faults(JsonNode? value, JsonNode schema) => [.. Of(value, schema.AsObject(), "$")];

    private IEnumerable<string> Of(JsonNode? value, JsonObject schema, string place)
    {
        var properties = schema["properties"]?.AsObject();
        var others = schema["additionalProperties"];
        foreach (var (word, limit) in schema)
            foreach (var fault in word switch
            {
                "$ref" => Of(value, Referenced((string)limit!), place),
                "type" => Check(IsOf(value, limit!), place, $"is no {limit!.ToJsonString()}"),
                "enum" => Check(limit!.AsArray().Any(one => JsonNode.DeepEquals(one, value)), place, "is none of the values"),
                "const" => Check(JsonNode.DeepEquals(limit, value), place, $"is not {limit}"),
                "required" => limit!.AsArray().Where(name => value is JsonObject holder && !holder.ContainsKey((string)name!))
                    .Select(name => $"{place}.{name} is missing"),
                "items" => value is JsonArray list ? list.SelectMany((one, index) => Of(one, limit!.AsObject(), $"{place}[{index}]")) : [],
                "minItems" => Check(value is not JsonArray many || many.Count >= (int)limit!, place, "is too short"),
                "maxLength" => Check(Text(value) is not { } text || text.Length <= (int)limit!, place, "is too long"),
                "pattern" => Check(Text(value) is not { } text || Regex.IsMatch(text, (string)limit!), place, "has another pattern"),
                "format" => Check(HasFormat(value, (string)limit!), place, $"is no {limit}"),
                "oneOf" => Check(limit!.AsArray().Count(one => !Of(value, one!.AsObject(), place).Any()) == 1, place, "fits not exactly one of the choices"),
                "anyOf" => Check(limit!.AsArray().Any(one => !Of(value, one!.AsObject(), place).Any()), place, "fits none of the choices"),
                "properties" or "additionalProperties" => [],
                _ when Words.Contains(word) => [],
                _ => throw new NotSupportedException($"The schema uses '{word}', which this check does not know."),
            })
                yield return fault;
        if (value is not JsonObject given || (properties is null && others is null && schema.ContainsKey("$ref"))) yield break;
        foreach (var (name, held) in given)
            foreach (var fault in (properties?[name], others) switch
            {
                ({ } named, _) => Of(held, named.AsObject(), $"{place}.{name}"),
                (_, JsonObject any) => Of(held, any, $"{place}.{name}"),
                _ when schema.ContainsKey("oneOf") || schema.ContainsKey("anyOf") => [],
                _ => [$"{place}.{name} is not documented"],
            })
                yield return fault;
    }

    private JsonObject Referenced(string reference) =>
        reference.Split('/').Skip(1).Aggregate((JsonNode)document, (node, part) => node[part]!).AsObject();

    private static IEnumerable<string> Check(bool holds, string place, string fault) => holds ? [] : [$"{place} {fault}"];

    private static bool IsOf(JsonNode? value, JsonNode type) =>
        type is JsonArray many ? many.Any(one => IsOf(value, one!)) : (string)type! switch
        {
            "null" => value is null,
            "object" => value is JsonObject,
            "array" => value is JsonArray,
            "string" => value?.GetValueKind() == JsonValueKind.String,
            "boolean" => value?.GetValueKind() is JsonValueKind.True or JsonValueKind.False,
            "number" => value?.GetValueKind() == JsonValueKind.Number,
            "integer" => value?.GetValueKind() == JsonValueKind.Number && decimal.TryParse(value.ToJsonString(), CultureInfo.InvariantCulture, out var number)
                && number == decimal.Truncate(number),
            var other => throw new NotSupportedException($"The schema has the type '{other}', which this check does not know."),
        };

    private static bool HasFormat(JsonNode? value, string format) => value is null || format switch
    {
        "date" => DateOnly.TryParseExact(Text(value), "yyyy-MM-dd", out _),
        "date-time" => DateTimeOffset.TryParse(Text(value), CultureInfo.InvariantCulture, out _),
        "uuid" => Guid.TryParseExact(Text(value), "D", out _),
        "int32" => int.TryParse(value.ToJsonString(), CultureInfo.InvariantCulture, out _),
        "int64" => long.TryParse(value.ToJsonString(), CultureInfo.InvariantCulture, out _),
        "double" => true,
        _ => throw new NotSupportedException($"The schema has the format '{format}', which this check does not know."),
    };

    private static string? Text(JsonNode? value) => value?.GetValueKind() == JsonValueKind.String ? (string)value! : null;
}
