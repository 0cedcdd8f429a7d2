using System.Buffers;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using AzrActors.Domain.Vocabulary;

namespace AzrActors.Domain.AccessLog;

/// <summary>
/// The bytes that an entry is: UTF-8 JSON in a fixed order, absent where there is nothing to say. They are what the leaf
/// hash covers, so they are kept as they were written and never written again from the entry.
/// </summary>
public static class AccessEntryFormat
{
    /// <summary>Bytes of chance in every entry: once an entry is removed, its hash must not tell whose it was.</summary>
    public const int SaltLength = 16;

    // The bytes go into a database and a terminal, never into HTML.
    private static readonly JsonWriterOptions Writing = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    public static byte[] Write(AccessEntry entry, ReadOnlySpan<byte> salt)
    {
        var buffer = new ArrayBufferWriter<byte>(512);
        using var json = new Utf8JsonWriter(buffer, Writing);
        json.WriteStartObject();
        json.WriteString("kind"u8, NameOf(entry.Kind));
        json.WriteString("at"u8, entry.At);
        json.WriteString("authority"u8, entry.Authority.Value);
        json.WriteString("official"u8, entry.Official);
        json.WriteString("responsible"u8, entry.Responsible);
        json.WriteString("purpose"u8, entry.Purpose);
        if (entry.Record is { } record) json.WriteString("record"u8, record.Value);
        if (entry.Version is { } version) json.WriteNumber("version"u8, version);
        if (entry.Query is { } query) json.WriteString("query"u8, query);
        if (entry.Circumstances.Count > 0) WriteList(json, "circumstances", entry.Circumstances);
        if (entry.Submission is { } submission) json.WriteString("submission"u8, submission);
        if (entry.FileReference is { } reference) json.WriteString("fileReference"u8, reference);
        if (entry.Refusal is { } refusal) json.WriteString("refusal"u8, refusal);
        if (entry.Rules.Count > 0) WriteList(json, "rules", entry.Rules);
        if (entry.Items.Count > 0) WriteList(json, "items", entry.Items);
        if (entry.Told.Count > 0)
        {
            json.WriteStartObject("told"u8);
            foreach (var told in entry.Told) WriteList(json, told.Recipient.Value, told.Items);
            json.WriteEndObject();
        }
        if (entry.Reason is { } reason) json.WriteString("reason"u8, reason);
        json.WriteBase64String("salt"u8, salt);
        json.WriteEndObject();
        json.Flush();
        return buffer.WrittenSpan.ToArray();
    }

    /// <exception cref="JsonException">The bytes are no entry that this build knows.</exception>
    public static AccessEntry Read(ReadOnlyMemory<byte> content)
    {
        using var document = JsonDocument.Parse(content);
        var root = document.RootElement;
        if (root.ValueKind != JsonValueKind.Object) throw new JsonException("A stored log entry is no object.");
        return new AccessEntry(
            Kind(Text(root, "kind")), Instant(root), Authority(Text(root, "authority")),
            Text(root, "official"), Text(root, "responsible"), Text(root, "purpose"))
        {
            Record = Optional(root, "record") is { } record ? new RecordId(Guid.Parse(record, CultureInfo.InvariantCulture)) : null,
            Version = root.TryGetProperty("version", out var version) ? version.GetInt32() : null,
            Query = Optional(root, "query"),
            Circumstances = root.TryGetProperty("circumstances", out var circumstances) ? List(circumstances) : [],
            Submission = Optional(root, "submission") is { } id ? Guid.Parse(id, CultureInfo.InvariantCulture) : null,
            FileReference = Optional(root, "fileReference"),
            Refusal = Optional(root, "refusal"),
            Rules = root.TryGetProperty("rules", out var rules) ? List(rules) : [],
            Items = root.TryGetProperty("items", out var items) ? List(items) : [],
            Told = root.TryGetProperty("told", out var told)
                ? [.. told.EnumerateObject().Select(one => new ToldAuthority(Authority(one.Name), List(one.Value)))]
                : [],
            Reason = Optional(root, "reason"),
        };
    }

    /// <summary>The kind as it is stored.</summary>
    public static string NameOf(AccessKind kind) => kind switch
    {
        AccessKind.Store => "store",
        AccessKind.StoreRefused => "storeRefused",
        AccessKind.Retrieval => "retrieval",
        AccessKind.RetrievalRefused => "retrievalRefused",
        AccessKind.HoldPlaced => "holdPlaced",
        AccessKind.HoldLifted => "holdLifted",
        AccessKind.LogRead => "logRead",
        AccessKind.Search => "search",
        AccessKind.SearchRefused => "searchRefused",
        AccessKind.SearchDiscarded => "searchDiscarded",
        AccessKind.RoleTaken => "roleTaken",
        _ => throw new System.Diagnostics.UnreachableException($"No name for {kind}."),
    };

    private static void WriteList(Utf8JsonWriter json, string name, IReadOnlyList<string> list)
    {
        json.WriteStartArray(name);
        for (var i = 0; i < list.Count; i++) json.WriteStringValue(list[i]);
        json.WriteEndArray();
    }

    private static AccessKind Kind(string name) =>
        Enum.GetValues<AccessKind>().FirstOrDefault(kind => NameOf(kind) == name) is var known && known != 0
            ? known
            : throw new JsonException("A stored log entry has an unknown kind.");

    private static AuthorityKey Authority(string text) =>
        AuthorityKey.TryParse(text, out var key) ? key : throw new JsonException("A stored log entry names no authority.");

    private static DateTimeOffset Instant(JsonElement root) =>
        root.TryGetProperty("at", out var at) && at.TryGetDateTimeOffset(out var instant)
            ? instant
            : throw new JsonException("A stored log entry has no time.");

    private static string Text(JsonElement root, string name) =>
        Optional(root, name) ?? throw new JsonException($"A stored log entry lacks '{name}'.");

    private static string? Optional(JsonElement root, string name) =>
        root.TryGetProperty(name, out var value) ? value.GetString() : null;

    private static List<string> List(JsonElement list) => [.. list.EnumerateArray().Select(value => value.GetString() ?? "")];
}
