using AzrActors.Journal;
using AzrActors.Journal.AccessLog;

namespace AzrActors.Silo;

/// <summary>
/// The register's keys for the access log as one file: outside the database, so that nobody who has only the database can
/// sign. Silos of one register share it (<c>--log-key</c>); a silo alone makes its own on first use. A file with one more
/// key is read while the silo runs; one with a fault in it changes nothing.
/// </summary>
public sealed partial class LogKeyFile(LogKeyFileOptions options, LogKeyRing ring, TimeProvider clock, ILogger<LogKeyFile> logger)
    : PacedService(options.Pause, clock, logger)
{
    public const string Default = "keys/log.pem";
    private const string Published = "keys/log.pub.pem";

    private string _seen = Appearance(options.File);

    /// <summary>Reads the keys before the silo opens; the first silo of a register makes one.</summary>
    /// <exception cref="InvalidOperationException">The file is missing or holds no keys that introduce each other.</exception>
    public static LogKeys Load(LogKeyFileOptions options, bool isOwn)
    {
        if (!File.Exists(options.File))
        {
            if (!isOwn) throw new InvalidOperationException($"There is no log key {options.File}.");
            using var key = LogKey.Create();
            PrivateFile.Create(options.File, key.ExportPem());
        }
        try
        {
            return Read(options);
        }
        catch (InvalidDataException fault)
        {
            throw new InvalidOperationException($"{options.File} cannot be used: {fault.Message}", fault);
        }
    }

    /// <summary>Reads the file again if it looks different.</summary>
    public void Refresh()
    {
        try
        {
            var seen = Appearance(options.File);
            if (seen == _seen) return;
            _seen = seen;
            var keys = Read(options);
            ring.Offer(keys);
            LogChanged(logger, keys.Newest.Id, keys.ActiveFrom(keys.Newest));
        }
        catch (Exception fault) when (fault is InvalidDataException or IOException or UnauthorizedAccessException)
        {
            LogFaulty(logger, fault.Message);
        }
    }

    protected override Task RoundAsync(CancellationToken cancellationToken)
    {
        Refresh();
        return Task.CompletedTask;
    }

    private static LogKeys Read(LogKeyFileOptions options)
    {
        var keys = LogKeys.FromPem(File.ReadAllText(options.File));
        // What auditors need, beside the copies of the checkpoints.
        var published = Path.Combine(options.DataFolder, Published);
        Directory.CreateDirectory(Path.GetDirectoryName(published)!);
        File.WriteAllText(published, keys.ExportPublicPem());
        return keys;
    }

    private static string Appearance(string file) => new FileInfo(file) is { Exists: true } there ? $"{there.Length} {there.LastWriteTimeUtc.Ticks}" : "";

    [LoggerMessage(Level = LogLevel.Information, Message = "The keys of the access log have changed; the newest is {Key}, in force from {ActiveFrom}")]
    private static partial void LogChanged(ILogger logger, string key, DateTimeOffset activeFrom);

    [LoggerMessage(Level = LogLevel.Error, Message = "The keys of the access log cannot be read, the former stay in use: {Fault}")]
    private static partial void LogFaulty(ILogger logger, string fault);
}

/// <param name="File">All keys of the register.</param>
/// <param name="DataFolder">Where the public halves are published.</param>
public sealed record LogKeyFileOptions(string File, string DataFolder)
{
    public TimeSpan Pause { get; init; } = TimeSpan.FromSeconds(5);
}
