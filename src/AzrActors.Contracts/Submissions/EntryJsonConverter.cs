using System.Text.Json;
using System.Text.Json.Serialization;

namespace AzrActors.Contracts.Submissions;

/// <summary>
/// An entry as people write it: <c>{"kind":"moveIn","ags":"12054000","street":"Am Kanal"}</c>; a field that holds a
/// list is an array of strings. Numbers and booleans are read as their text, so that the register, not the JSON
/// reader, says what is wrong with a value, together with all other faults of the submission.
/// </summary>
public sealed class EntryJsonConverter : JsonConverter<Entry>
{
    private const string KindProperty = "kind";

    public override Entry Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType != JsonTokenType.StartObject) throw new JsonException("An entry is an object with a 'kind'.");
        string? kind = null;
        var fields = new List<EntryField>();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndObject)
        {
            var name = reader.GetString()!;
            reader.Read();
            if (name == KindProperty) kind = reader.GetString();
            else if (reader.TokenType == JsonTokenType.StartArray)
                while (reader.Read() && reader.TokenType != JsonTokenType.EndArray) Add(fields, name, ref reader);
            else Add(fields, name, ref reader);
        }
        return new Entry(kind ?? throw new JsonException("An entry needs a 'kind'."), fields);
    }

    public override void Write(Utf8JsonWriter writer, Entry value, JsonSerializerOptions options)
    {
        writer.WriteStartObject();
        writer.WriteString(KindProperty, value.Kind);
        foreach (var field in value.Fields.GroupBy(f => f.Name))
        {
            writer.WritePropertyName(field.Key);
            var values = field.ToList();
            if (values.Count > 1) writer.WriteStartArray();
            foreach (var one in values) writer.WriteStringValue(one.Value);
            if (values.Count > 1) writer.WriteEndArray();
        }
        writer.WriteEndObject();
    }

    private static void Add(List<EntryField> fields, string name, ref Utf8JsonReader reader)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.Null: return;
            case JsonTokenType.String: fields.Add(new EntryField(name, reader.GetString()!)); return;
            case JsonTokenType.True: fields.Add(new EntryField(name, "true")); return;
            case JsonTokenType.False: fields.Add(new EntryField(name, "false")); return;
            case JsonTokenType.Number: fields.Add(new EntryField(name, System.Text.Encoding.UTF8.GetString(reader.ValueSpan))); return;
            default: throw new JsonException($"Field '{name}' of an entry is a text or a list of texts.");
        }
    }
}
