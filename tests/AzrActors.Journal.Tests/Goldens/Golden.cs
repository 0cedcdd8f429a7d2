using System.Text;

namespace AzrActors.Journal.Tests.Goldens;

/// <summary>The checked-in examples of what is stored. One of them changes only in a commit that says why.</summary>
internal static class Golden
{
    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "Goldens");

    public static IReadOnlyList<string> Names { get; } = [.. Directory.EnumerateFiles(Folder, "*.json")
        .Select(file => Path.GetFileNameWithoutExtension(file)).Order(StringComparer.Ordinal)];

    /// <summary>The stored bytes. The file ends its line, as every file here does; the journal does not.</summary>
    public static byte[] Read(string name) =>
        Encoding.UTF8.GetBytes(File.ReadAllText(Path.Combine(Folder, name + ".json"), Encoding.UTF8).TrimEnd('\n'));
}
