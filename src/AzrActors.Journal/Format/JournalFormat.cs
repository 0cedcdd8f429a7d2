using System.Text.Json;
using System.Text.Json.Serialization;
using AzrActors.Domain.Distribution;
using AzrActors.Domain.PersonRecords;
using AzrActors.Domain.Vocabulary;

namespace AzrActors.Journal.Format;

/// <summary>
/// How changes and notices are written down: UTF-8 JSON, kinds of events by name. What was ever stored stays readable
/// for ever; the goldens in the tests hold one example of each kind and version.
/// </summary>
public static class JournalFormat
{
    public static byte[] Write(RecordChange change) => JsonSerializer.SerializeToUtf8Bytes(change, JournalJson.Default.RecordChange);

    /// <exception cref="JsonException">The bytes are no change that this build knows: nothing is skipped.</exception>
    public static RecordChange ReadChange(byte[] content) => JsonSerializer.Deserialize(content, JournalJson.Default.RecordChange)
        ?? throw new JsonException("A stored change is empty.");

    public static byte[] Write(Notice notice) => JsonSerializer.SerializeToUtf8Bytes(notice, JournalJson.Default.Notice);

    /// <exception cref="JsonException">The bytes are no notice that this build knows.</exception>
    public static Notice ReadNotice(byte[] content) => JsonSerializer.Deserialize(content, JournalJson.Default.Notice)
        ?? throw new JsonException("A stored notice is empty.");
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    UseStringEnumConverter = true,
    Converters = [typeof(AuthorityKeyConverter), typeof(AzrNumberConverter)])]
[JsonSerializable(typeof(RecordChange))]
[JsonSerializable(typeof(Notice))]
internal sealed partial class JournalJson : JsonSerializerContext;

internal sealed class AuthorityKeyConverter : JsonConverter<AuthorityKey>
{
    public override AuthorityKey Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        AuthorityKey.Parse(reader.GetString() ?? "");

    public override void Write(Utf8JsonWriter writer, AuthorityKey value, JsonSerializerOptions options) => writer.WriteStringValue(value.Value);
}

internal sealed class AzrNumberConverter : JsonConverter<AzrNumber>
{
    public override AzrNumber Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        AzrNumber.TryParse(reader.GetString(), out var number) ? number : throw new JsonException("A stored AZR number is invalid.");

    public override void Write(Utf8JsonWriter writer, AzrNumber value, JsonSerializerOptions options) => writer.WriteStringValue(value.Digits);
}
