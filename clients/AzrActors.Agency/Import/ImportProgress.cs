using System.Text.Json;
using System.Text.Json.Serialization;

namespace AzrActors.Agency.Import;

/// <summary>Which file a progress file belongs to.</summary>
/// <param name="Sha256">Of the whole content, hexadecimal.</param>
/// <param name="Authority">Key of the authority that imports it.</param>
public sealed record ImportedFile(string Sha256, string Authority);

/// <summary>
/// The answers received so far, in a file beside the input: one JSON line each, handed to the operating system before
/// the next line of that person is sent. A killed import loses at most answers it had no time to write; the register
/// repeats those from the stored receipt.
/// </summary>
/// <remarks>Answers are found by what a line says, not by where it stands, so that an edited file can be continued.</remarks>
public sealed class ImportProgress : IDisposable
{
    private readonly FileStream _file;
    private readonly Lock _append = new();
    private readonly Dictionary<Guid, (long Start, int Length)> _answers = [];

    private ImportProgress(FileStream file) => _file = file;

    public static string PathFor(string inputPath) => inputPath + ".azr-progress";

    /// <summary>Answers of earlier runs.</summary>
    public int Count => _answers.Count;

    /// <summary>The file the latest run imported; null when there was none.</summary>
    public ImportedFile? Imported { get; private set; }

    /// <summary>Opens or creates the file; a last line cut off by a crash is removed.</summary>
    /// <exception cref="BadFileException">It is in use, or not a progress file.</exception>
    public static async Task<ImportProgress> OpenAsync(string path, CancellationToken cancellationToken)
    {
        var progress = new ImportProgress(Open(path));
        try
        {
            await progress.LoadAsync(cancellationToken);
            return progress;
        }
        catch (JsonException fault)
        {
            progress.Dispose();
            throw new BadFileException($"{path} is not a progress file; move it away to import from the beginning.", fault);
        }
    }

    /// <summary>Why this file cannot be continued from here, or null.</summary>
    public string? Refuses(ImportedFile file, bool continueChanged)
    {
        if (Imported is null) return null;
        if (Imported.Authority != file.Authority)
            return $"belongs to an import by {Imported.Authority}; move it away to import as {file.Authority}.";
        return Imported.Sha256 == file.Sha256 || continueChanged
            ? null
            : $"the input changed since the last run ({Count} lines answered). With --continue-changed those answered are "
              + "passed over and every line that reads differently now is sent as a new submission.";
    }

    /// <summary>Notes what is imported from now on.</summary>
    public void Begin(ImportedFile file)
    {
        if (file == Imported) return;
        Imported = file;
        Write(new ProgressLine { File = file });
    }

    /// <summary>Notes the answer to one line.</summary>
    public void Append(LineResult answer) => Write(new ProgressLine { Answer = answer });

    /// <summary>The answer an earlier run received to a line that says the same, or null.</summary>
    public LineResult? Find(Guid lineId)
    {
        if (!_answers.TryGetValue(lineId, out var place)) return null;
        var bytes = new byte[place.Length];
        var count = 0;
        while (count < bytes.Length)
        {
            var read = RandomAccess.Read(_file.SafeFileHandle, bytes.AsSpan(count), place.Start + count);
            if (read == 0) throw new BadFileException("The progress file became shorter while it was in use.");
            count += read;
        }
        return Parse(bytes).Answer;
    }

    public void Dispose() => _file.Dispose();

    private static FileStream Open(string path)
    {
        var options = new FileStreamOptions
        {
            Mode = FileMode.OpenOrCreate,
            Access = FileAccess.ReadWrite,
            // Two imports of one file at the same time would not know of each other's answers.
            Share = FileShare.None,
            BufferSize = 0,
        };
        // Answers carry AZR numbers: for the owner's eyes only.
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        try
        {
            return new FileStream(path, options);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new BadFileException($"{path} cannot be opened; is another import of this file running?", fault);
        }
    }

    private async Task LoadAsync(CancellationToken cancellationToken)
    {
        var start = 0L;
        await foreach (var line in ByteLines.ReadAsync(_file, cancellationToken))
        {
            if (!line.Terminated) break;
            Index(line.Bytes ?? throw new JsonException("The line is too long."), start);
            start = line.End;
        }
        _file.SetLength(start);
        _file.Seek(0, SeekOrigin.End);
    }

    private void Index(byte[] bytes, long start)
    {
        var line = Parse(bytes);
        if (line.File is not null) Imported = line.File;
        if (line.Answer?.LineId is { } lineId) _answers[lineId] = (start, bytes.Length);
    }

    private static ProgressLine Parse(byte[] bytes) =>
        JsonSerializer.Deserialize<ProgressLine>(bytes, AgencyJson.Options) ?? throw new JsonException("The line is null.");

    private void Write(ProgressLine line)
    {
        byte[] bytes = [.. JsonSerializer.SerializeToUtf8Bytes(line, AgencyJson.Options), (byte)'\n'];
        // The file has no buffer of its own: after Write the operating system has the line.
        lock (_append) _file.Write(bytes);
    }

    [JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
    private sealed record ProgressLine
    {
        public ImportedFile? File { get; init; }

        public LineResult? Answer { get; init; }
    }
}
