using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using AzrActors.Domain.Distribution;
using AzrActors.Domain.PersonRecords;

namespace AzrActors.Journal.Tests.Journal;

/// <summary>
/// Values as text with everything in them. Equal texts mean equal values; records compare their lists by reference, and
/// the storage format must not vouch for itself.
/// </summary>
internal static class Readable
{
    public static IEnumerable<string> Of(IEnumerable<RecordChange> changes) => changes.Select(Of);

    public static string Of(RecordChange change) =>
        string.Join('\n', [$"{change.Version} {Plain(change.Origin)}", .. change.Events.Select(Of)]);

    public static string Of(Notice notice) => Plain(notice);

    /// <summary>All that the state holds, and nothing that is worked out from it.</summary>
    public static string Of(PersonRecord state) => Sorted(JsonSerializer.SerializeToNode(state, Stored))!.ToJsonString();

    private static string Of(RecordEvent happened) => $"{happened.GetType().Name} {Plain(happened)}";

    private static readonly JsonSerializerOptions Stored = new()
    {
        TypeInfoResolver = new DefaultJsonTypeInfoResolver { Modifiers = { LeaveOutWhatIsWorkedOut } },
    };

    private static void LeaveOutWhatIsWorkedOut(JsonTypeInfo type)
    {
        if (type.Type.Namespace != typeof(PersonRecord).Namespace) return;
        foreach (var property in type.Properties)
            if (property.Set is null && property.AssociatedParameter is null) property.ShouldSerialize = (_, _) => false;
    }

    /// <summary>Dictionaries have no order.</summary>
    private static JsonNode? Sorted(JsonNode? node) => node switch
    {
        JsonObject fields => new JsonObject(fields.OrderBy(field => field.Key, StringComparer.Ordinal)
            .Select(field => KeyValuePair.Create(field.Key, Sorted(field.Value)))),
        JsonArray list => new JsonArray([.. list.Select(Sorted)]),
        _ => node?.DeepClone(),
    };

    private static string Plain(object value) => JsonSerializer.Serialize(value, value.GetType());
}
