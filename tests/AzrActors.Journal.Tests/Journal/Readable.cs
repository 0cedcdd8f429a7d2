using System.Text.Json;
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

    private static string Of(RecordEvent happened) => $"{happened.GetType().Name} {Plain(happened)}";

    private static string Plain(object value) => JsonSerializer.Serialize(value, value.GetType());
}
