using System.Globalization;
using System.Text.Json.Nodes;
using AzrActors.Contracts.Submissions;
using Microsoft.OpenApi;

namespace AzrActors.Api.OpenApi;

/// <summary>
/// The <see cref="EntryCatalogue"/> as schemas: one per kind, and <c>Entry</c> as the choice between them.
/// </summary>
internal static class EntrySchemas
{
    private const string Choice = "Entry";

    public static void AddTo(OpenApiDocument document)
    {
        var schemas = (document.Components ??= new OpenApiComponents())
            .Schemas ??= new Dictionary<string, IOpenApiSchema>();
        foreach (var kind in EntryCatalogue.All) schemas[NameOf(kind)] = Of(kind);
        schemas[Choice] = new OpenApiSchema
        {
            Description =
                "One fact about the person. All values are texts; numbers and booleans are read as their text.",
            OneOf = [.. EntryCatalogue.All.Select(
                IOpenApiSchema (kind) => new OpenApiSchemaReference(NameOf(kind), document))],
            Discriminator = new OpenApiDiscriminator
            {
                PropertyName = "kind",
                Mapping = EntryCatalogue.All.ToDictionary(
                    k => k.Kind, k => new OpenApiSchemaReference(NameOf(k), document)),
            },
        };
        // The generator leaves the type of the elements out where it is written by a converter of its own.
        if (schemas.TryGetValue(nameof(Submission), out var submission) && submission.Properties?["entries"] is OpenApiSchema entries)
            (entries.Items, entries.MinItems) = (new OpenApiSchemaReference(Choice, document), 1);
    }

    private static OpenApiSchema Of(KindEntry kind)
    {
        var properties = new Dictionary<string, IOpenApiSchema>
        {
            ["kind"] = new OpenApiSchema { Type = JsonSchemaType.String, Const = kind.Kind },
        };
        foreach (var field in kind.Fields) properties[field.Name] = Of(field);
        return new OpenApiSchema
        {
            Type = JsonSchemaType.Object,
            Description = kind.Text,
            Properties = properties,
            Required = new HashSet<string>(kind.Fields.Where(f => f.Mandatory).Select(f => f.Name).Prepend("kind")),
            AdditionalPropertiesAllowed = kind.TakesItemFields,
            AdditionalProperties = kind.TakesItemFields ? Repeated("Field of the item, as listItems names it.") : null,
        };
    }

    private static OpenApiSchema Of(FieldEntry field)
    {
        var one = field.Format switch
        {
            FieldFormat.Text => new OpenApiSchema { Type = JsonSchemaType.String, MaxLength = field.LengthMax },
            FieldFormat.Day => new OpenApiSchema { Type = JsonSchemaType.String, Format = "date" },
            FieldFormat.PartialDate => new OpenApiSchema
            {
                Type = JsonSchemaType.String, Pattern = "^\\d{4}-\\d{2}-\\d{2}$",
                Examples = [JsonValue.Create("1990-00-00")],
            },
            FieldFormat.Flag => new OpenApiSchema { Type = JsonSchemaType.Boolean },
            _ => throw new InvalidOperationException($"No schema for {field.Format}."),
        };
        if (field.Values.Count > 0) one.Enum = [.. field.Values.Select(JsonNode (value) => JsonValue.Create(value))];
        one.Description = field.Format == FieldFormat.PartialDate
            ? field.Text + ", yyyy-MM-dd with 00 for unknown parts" : field.Text;
        return field.Repeated ? Repeated(field.Text) : one;
    }

    private static OpenApiSchema Repeated(string text)
    {
        var single = new OpenApiSchema { Type = JsonSchemaType.String };
        return new OpenApiSchema
        {
            Description = text,
            OneOf = [single, new OpenApiSchema { Type = JsonSchemaType.Array, Items = single, MinItems = 1 }],
        };
    }

    private static string NameOf(KindEntry kind) =>
        char.ToUpper(kind.Kind[0], CultureInfo.InvariantCulture) + kind.Kind[1..] + "Entry";
}
