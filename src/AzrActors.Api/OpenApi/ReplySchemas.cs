using Microsoft.OpenApi;

namespace AzrActors.Api.OpenApi;

/// <summary>
/// Leaves replies open: within a version of the API fields may come to a reply, so no client may refuse them. What a request
/// may hold stays closed.
/// </summary>
internal static class ReplySchemas
{
    public static void Open(OpenApiDocument document)
    {
        if (document.Components?.Schemas is not { } schemas) return;
        var taken = new HashSet<string>();
        foreach (var operation in document.Paths.Values.SelectMany(path => path.Operations ?? []).Select(operation => operation.Value))
            foreach (var content in operation.RequestBody?.Content?.Values ?? []) Collect(content.Schema, schemas, taken);
        foreach (var (name, schema) in schemas)
            if (!taken.Contains(name) && schema is OpenApiSchema { Properties.Count: > 0 } reply) reply.AdditionalPropertiesAllowed = true;
    }

    private static void Collect(IOpenApiSchema? schema, IDictionary<string, IOpenApiSchema> schemas, HashSet<string> taken)
    {
        switch (schema)
        {
            case null: return;
            case OpenApiSchemaReference { Reference.Id: { } name }:
                if (taken.Add(name)) Collect(schemas.TryGetValue(name, out var named) ? named : null, schemas, taken);
                return;
            default:
                Collect(schema.Items, schemas, taken);
                foreach (var part in (schema.Properties?.Values ?? []).Concat(schema.OneOf ?? []).Concat(schema.AnyOf ?? []).Concat(schema.AllOf ?? []))
                    Collect(part, schemas, taken);
                return;
        }
    }
}
