using System.Text.Json;
using System.Text.Json.Serialization;

namespace AzrActors.Api.Http;

/// <summary>How JSON is read and written at this door.</summary>
internal static class ApiJson
{
    /// <summary>
    /// Strict on the way in: a misspelt property must not be taken for a missing one, or a forgotten AZR number would
    /// register a second person.
    /// </summary>
    public static void Configure(JsonSerializerOptions options)
    {
        options.UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow;
        options.AllowDuplicateProperties = false;
        options.RespectNullableAnnotations = true;
        options.NumberHandling = JsonNumberHandling.Strict;
        options.MaxDepth = 16;
        options.DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull;
        options.Converters.Add(new JsonStringEnumConverter(JsonNamingPolicy.CamelCase, allowIntegerValues: false));
    }
}
