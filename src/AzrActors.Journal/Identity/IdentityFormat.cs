using System.Text.Json;
using System.Text.Json.Serialization;
using AzrActors.Domain.Identity;

namespace AzrActors.Journal.Identity;

/// <summary>How an identity is written down before it is sealed: UTF-8 JSON. It is made anew from the record whenever it changes.</summary>
internal static class IdentityFormat
{
    public static byte[] Write(RecordIdentity identity) => JsonSerializer.SerializeToUtf8Bytes(identity, IdentityJson.Default.RecordIdentity);

    /// <exception cref="JsonException">The bytes are no identity.</exception>
    public static RecordIdentity Read(byte[] content) => JsonSerializer.Deserialize(content, IdentityJson.Default.RecordIdentity)
        ?? throw new JsonException("A stored identity is empty.");
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(RecordIdentity))]
internal sealed partial class IdentityJson : JsonSerializerContext;
