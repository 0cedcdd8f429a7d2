using System.Text.Json;

namespace AzrActors.Oracle;

/// <summary>
/// The files from which the oracle reads the law. It shares no code with the engine, so that an error in reading would
/// have to be made twice.
/// </summary>
internal static class OracleFiles
{
    /// <summary>Lines of a table by the names of their columns.</summary>
    public static List<Dictionary<string, string>> Lines(string file)
    {
        using var reader = new StreamReader(Open(file));
        var lines = reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries).Where(line => !line.StartsWith('#')).Select(Cells).ToList();
        return [.. lines.Skip(1).Select(cells => lines[0].Zip(cells).ToDictionary(pair => pair.First, pair => pair.Second))];
    }

    public static JsonElement Json(string file)
    {
        using var stream = Open(file);
        return JsonDocument.Parse(stream).RootElement;
    }

    public static string[] Words(string text) => text.Split(' ', StringSplitOptions.RemoveEmptyEntries);

    private static Stream Open(string file) => typeof(OracleFiles).Assembly.GetManifestResourceStream($"Oracle/{file}")
        ?? throw new InvalidDataException($"The oracle has no {file}.");

    // Between every second pair of quotation marks commas mean nothing.
    private static List<string> Cells(string line)
    {
        var cells = new List<string> { "" };
        var parts = line.TrimEnd('\r').Split('"');
        for (var i = 0; i < parts.Length; i++)
        {
            if (i % 2 == 1)
            {
                cells[^1] += parts[i];
                continue;
            }
            var between = parts[i].Split(',');
            cells[^1] += between[0];
            cells.AddRange(between.Skip(1));
        }
        return cells;
    }
}
