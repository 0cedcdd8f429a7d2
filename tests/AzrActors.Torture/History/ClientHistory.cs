using System.Text.Json;

namespace AzrActors.Torture.History;

/// <summary>Everything one client saw, life by life.</summary>
/// <param name="Client">Kind and authority, for example <c>agency-A12054</c>.</param>
public sealed record ClientHistory(string Client, IReadOnlyList<IReadOnlyList<HistoryLine>> Lives)
{
    /// <summary>More than one line has bytes.</summary>
    private const int TailMax = 1 << 18;

    public const string Agency = "agency";

    /// <summary>What was said before the first fault.</summary>
    public const string Opening = "opening";

    public const string Mirror = "mirror";
    public const string Subscriber = "subscriber";

    public string Kind => Client[..Client.IndexOf('-', StringComparison.Ordinal)];

    public string Authority => Client[(Client.IndexOf('-', StringComparison.Ordinal) + 1)..];

    public IEnumerable<HistoryLine> Lines => Lives.SelectMany(life => life);

    public static string Name(string kind, string authority) => $"{kind}-{authority}";

    public static IReadOnlyList<string> FilesOf(string folder, string client) =>
        [.. Directory.EnumerateFiles(folder, $"{client}.*{HistoryFile.Extension}").Order(StringComparer.Ordinal)];

    public static ClientHistory Read(string folder, string client) => new(client, [.. FilesOf(folder, client).Select(ReadLife)]);

    /// <summary>Where a follower stands in its present life, without reading all of it; 0 as long as it has not begun.</summary>
    public static long PositionOf(string folder, string client)
    {
        if (FilesOf(folder, client) is not [.., var newest]) return 0;
        using var file = new FileStream(newest, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        file.Seek(-Math.Min(file.Length, TailMax), SeekOrigin.End);
        using var reader = new StreamReader(file);
        var tail = reader.ReadToEnd();
        var end = tail.LastIndexOf('\n');
        return end < 0 ? 0 : Parse(tail[(tail.LastIndexOf('\n', Math.Max(end - 1, 0)) + 1)..end]) switch
        {
            HistoryLine.Took took => took.Sequence,
            HistoryLine.Opened opened => opened.Position,
            _ => 0,
        };
    }

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
