using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
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
    // A null is not written, so what may be null may be absent; everything else must be there.
    private static readonly JsonSerializerOptions Reading = new(JournalJson.Default.Options)
    {
        TypeInfoResolver = JournalJson.Default.WithAddedModifier(LetNullsBeAbsent),
    };

    public static byte[] Write(RecordChange change) => JsonSerializer.SerializeToUtf8Bytes(change, JournalJson.Default.RecordChange);

    /// <exception cref="JsonException">The bytes are no change that this build knows: nothing is skipped.</exception>
    public static RecordChange ReadChange(byte[] content) => Read<RecordChange>(content);

    public static byte[] Write(Notice notice) => JsonSerializer.SerializeToUtf8Bytes(notice, JournalJson.Default.Notice);

    /// <exception cref="JsonException">The bytes are no notice that this build knows: nothing is skipped.</exception>
    public static Notice ReadNotice(byte[] content) => Read<Notice>(content);

    /// <exception cref="JsonException">The bytes are nothing of this kind that this build knows.</exception>
    internal static T Read<T>(byte[] content)
    {
        try
        {
            return JsonSerializer.Deserialize(content, (JsonTypeInfo<T>)Reading.GetTypeInfo(typeof(T)))
                ?? throw new JsonException($"A stored {typeof(T).Name} is empty.");
        }
        // So the serializer calls an event whose kind is not said, or not said first.
        catch (NotSupportedException kindless)
        {
            throw new JsonException($"A stored {typeof(T).Name} holds an event without kind.", kindless);
        }
    }

    private static void LetNullsBeAbsent(JsonTypeInfo type)
    {
        foreach (var property in type.Properties)
            if (property.AssociatedParameter is { IsNullable: true }) property.IsRequired = false;
    }
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    RespectRequiredConstructorParameters = true,
    RespectNullableAnnotations = true,
    AllowDuplicateProperties = false,
    Converters = [typeof(AuthorityKeyConverter), typeof(AzrNumberConverter), typeof(EnumNameConverters)])]
[JsonSerializable(typeof(RecordChange))]
[JsonSerializable(typeof(Notice))]
[JsonSerializable(typeof(Snapshot))]
internal sealed partial class JournalJson : JsonSerializerContext;

internal sealed class AuthorityKeyConverter : JsonConverter<AuthorityKey>
{
    public override AuthorityKey Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        AuthorityKey.TryParse(reader.GetString(), out var key) ? key : throw new JsonException("A stored authority key is invalid.");

    public override void Write(Utf8JsonWriter writer, AuthorityKey value, JsonSerializerOptions options) => writer.WriteStringValue(value.Value);
}

internal sealed class AzrNumberConverter : JsonConverter<AzrNumber>
{
    public override AzrNumber Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        AzrNumber.TryParse(reader.GetString(), out var number) ? number : throw new JsonException("A stored AZR number is invalid.");

    public override void Write(Utf8JsonWriter writer, AzrNumber value, JsonSerializerOptions options) => writer.WriteStringValue(value.Digits);
}

/// <summary>Values of enums by their exact names. The converter of .NET also takes numbers, defined or not, and lists.</summary>
internal sealed class EnumNameConverters : JsonConverterFactory
{
    public override bool CanConvert(Type typeToConvert) => typeToConvert.IsEnum;

    public override JsonConverter CreateConverter(Type typeToConvert, JsonSerializerOptions options) =>
        (JsonConverter)Activator.CreateInstance(typeof(EnumNameConverter<>).MakeGenericType(typeToConvert))!;

    private sealed class EnumNameConverter<T> : JsonConverter<T> where T : struct, Enum
    {
        private static readonly Dictionary<string, T> ByName =
            Enum.GetValues<T>().ToDictionary(value => value.ToString(), StringComparer.Ordinal);

        public override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            ByName.TryGetValue(reader.GetString() ?? "", out var value)
                ? value
                : throw new JsonException($"A stored {typeof(T).Name} is unknown.");

        public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options) =>
            writer.WriteStringValue(Enum.GetName(value) ?? throw new JsonException($"A {typeof(T).Name} to store has no name."));
    }
}
