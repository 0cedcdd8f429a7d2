using AzrActors.Domain.AccessLog;

namespace AzrActors.Journal.AccessLog;

/// <summary>
/// The checkpoints this silo has seen, kept outside the database. Others copy the file; the silo itself notices by it
/// when the log in the database becomes an older one.
/// </summary>
public sealed class CheckpointFile
{
    private readonly string? _path;
    private readonly HashSet<string> _handOvers = [];
    private SignedCheckpoint? _last;

    /// <exception cref="IOException">The file cannot be read.</exception>
    public CheckpointFile(string? path)
    {
        _path = path;
        if (path is null) return;
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
        if (!File.Exists(path)) return;
        // A line that was cut off by a crash is not the last word; the one before is.
        foreach (var line in File.ReadLines(path))
        {
            if (CheckpointLine.TryRead(line, out var kept)) _last = kept;
            else if (HandOverLine.TryRead(line, out _)) _handOvers.Add(line);
        }
        if (EndsInTheMiddle(path)) File.AppendAllText(path, "\n");
    }

    /// <summary>Entries in the log when it was last kept, 0 before.</summary>
    public long Size => _last?.Checkpoint.Size ?? 0;

    /// <param name="rootAtSize">Root of the checkpoint of <see cref="Size"/> as the database has it now; null if it has none.</param>
    /// <exception cref="LogTamperedException">The log has become shorter, or another one.</exception>
    public void Keep(SignedCheckpoint newest, byte[]? rootAtSize)
    {
        if (_last is { } last)
        {
            if (newest.Checkpoint.Size < last.Checkpoint.Size) throw new LogTamperedException(
                $"The access log has {newest.Checkpoint.Size} sealed entries and had {last.Checkpoint.Size}: it was cut off or restored from an older state.");
            if (rootAtSize is null || !rootAtSize.AsSpan().SequenceEqual(last.Checkpoint.Root))
                throw new LogTamperedException($"The access log of {last.Checkpoint.Size} entries is not the one that was sealed.");
            if (newest.Checkpoint.Size == last.Checkpoint.Size) return;
        }
        if (_path is not null) File.AppendAllText(_path, CheckpointLine.Write(newest) + "\n");
        _last = newest;
    }

    /// <summary>Hands out how the register passes from key to key, so that who has the first key can follow.</summary>
    /// <param name="handOvers">Of this silo's own keys.</param>
    public void Keep(IEnumerable<KeyHandOver> handOvers)
    {
        if (_path is null) return;
        foreach (var line in handOvers.Select(HandOverLine.Write).Where(_handOvers.Add)) File.AppendAllText(_path, line + "\n");
    }

    /// <exception cref="LogTamperedException">There were checkpoints and there are none any more.</exception>
    public void KeepNone()
    {
        if (_last is { } last) throw new LogTamperedException($"The access log is empty and had {last.Checkpoint.Size} sealed entries.");
    }

    private static bool EndsInTheMiddle(string path)
    {
        using var file = File.OpenRead(path);
        if (file.Length == 0) return false;
        file.Seek(-1, SeekOrigin.End);
        return file.ReadByte() != '\n';
    }
}

/// <summary>The log in the database is not the one that this register sealed. Nothing is sealed on top of it.</summary>
public sealed class LogTamperedException : Exception
{
    public LogTamperedException() { }

    public LogTamperedException(string message) : base(message) { }

    public LogTamperedException(string message, Exception innerException) : base(message, innerException) { }
}
