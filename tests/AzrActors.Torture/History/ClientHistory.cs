using System.Text.Json;

namespace AzrActors.Torture.History;

/// <summary>Everything one client saw, life by life.</summary>
/// <param name="Client">Kind and authority, for example <c>agency-A12054</c>.</param>
public sealed record ClientHistory(string Client, IReadOnlyList<IReadOnlyList<HistoryLine>> Lives)
{
    public const string Agency = "agency";

    /// <summary>What was said before the first fault.</summary>
    public const string Opening = "opening";

    public const string Mirror = "mirror";
    public const string Subscriber = "subscriber";

    public string Kind => Client[..Client.IndexOf('-', StringComparison.Ordinal)];

    public string Authority => Client[(Client.IndexOf('-', StringComparison.Ordinal) + 1)..];

    public IEnumerable<HistoryLine> Lines => Lives.SelectMany(life => life);

    /// <summary>Highest sequence that the client has handled, 0 if none.</summary>
    public long LastTaken => Lines.OfType<HistoryLine.Took>().Select(took => took.Sequence).DefaultIfEmpty().Max();

    public static string Name(string kind, string authority) => $"{kind}-{authority}";

    public static IReadOnlyList<string> FilesOf(string folder, string client) =>
        [.. Directory.EnumerateFiles(folder, $"{client}.*{HistoryFile.Extension}").Order(StringComparer.Ordinal)];

    public static ClientHistory Read(string folder, string client) => new(client, [.. FilesOf(folder, client).Select(ReadLife)]);

    private static List<HistoryLine> ReadLife(string file)
    {
        // Its writer may still be at work.
        using var reader = new StreamReader(new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite));
        var text = reader.ReadToEnd();
        // Whatever stands behind the last line end was cut off by a kill, before the client acted upon it.
        return [.. text[..(text.LastIndexOf('\n') + 1)].Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(Parse)];
    }

    private static HistoryLine Parse(string line) => JsonSerializer.Deserialize<HistoryLine>(line, JsonSerializerOptions.Web)
        ?? throw new InvalidDataException("A line of a history is empty.");
}
