using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using AzrActors.Contracts.Notices;

namespace AzrActors.Torture.History;

/// <summary>
/// What one life of a client saw, as JSON lines. Each line is with the operating system before the client goes on, so a
/// killed client has told everything but perhaps the line it was at; the next life writes to a file of its own.
/// </summary>
public sealed class HistoryFile : IDisposable
{
    public const string Extension = ".jsonl";

    private readonly Lock _gate = new();
    private readonly FileStream _file;

    private HistoryFile(FileStream file) => _file = file;

    public static long Now => Stopwatch.GetTimestamp();

    /// <param name="folder">Holds the histories of one run.</param>
    /// <param name="client">Name of the client, the same in all its lives.</param>
    public static HistoryFile OpenNext(string folder, string client)
    {
        for (var life = ClientHistory.FilesOf(folder, client).Count + 1; ; life++)
        {
            var path = Path.Combine(folder, string.Create(CultureInfo.InvariantCulture, $"{client}.{life:000}{Extension}"));
            if (!File.Exists(path)) return new HistoryFile(new FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.Read, bufferSize: 0));
        }
    }

    public void Write(HistoryLine line)
    {
        var bytes = JsonSerializer.SerializeToUtf8Bytes(line, JsonSerializerOptions.Web);
        lock (_gate) _file.Write([.. bytes, (byte)'\n']);
    }

    public void WriteTaken(Notice notice) => Write(new HistoryLine.Took(
        Now, notice.Sequence, notice.Person, notice.AzrNumber, notice.Version, notice.Kind,
        [.. notice.Items.Select(item => new Value(item.Path, item.Value, item.Source.SubmissionId, item.Source.Version))]));

    public void Dispose() => _file.Dispose();
}
