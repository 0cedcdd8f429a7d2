using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization;
using AzrActors.Domain.Vocabulary;
using AzrActors.Journal;
using Microsoft.Extensions.Logging;

namespace AzrActors.Grains.Doors;

/// <summary>Where the public keys of the agencies are, and how often a silo looks.</summary>
/// <param name="Folder">Null trusts no agency.</param>
public sealed record AgencyKeyFolderOptions(string? Folder)
{
    public TimeSpan Pause { get; init; } = TimeSpan.FromSeconds(5);
}

/// <summary>
/// The public keys of the agencies. <c>keys.json</c> says which key speaks for which authorities and when:
/// <c>{"keys":[{"kid":"blk-2026","file":"blk-2026.pem","authorities":["A15084","B15084"],
/// "validFrom":"2026-11-01T00:00:00Z","validTo":"2027-12-01T00:00:00Z","revoked":false}]}</c>. A file that it does not
/// name speaks for the one authority after which it is called (<c>A12054.pem</c>). Changes are read without a restart;
/// a folder with a fault in it changes nothing, so that a slip does not shut everybody out.
/// </summary>
public sealed partial class AgencyKeyFolder(
    AgencyKeyFolderOptions options, TrustedKeys trusted, TimeProvider clock, ILogger<AgencyKeyFolder> logger)
    : PacedService(options.Pause, clock, logger)
{
    private const string Registry = "keys.json";

    private static readonly JsonSerializerOptions Strict = new(JsonSerializerDefaults.Web)
    {
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow, RespectRequiredConstructorParameters = true,
        RespectNullableAnnotations = true, AllowDuplicateProperties = false,
    };

    private string _seen = "";

    /// <summary>Reads the folder before the silo opens. A fault stops the start.</summary>
    /// <exception cref="InvalidDataException">The folder has a fault.</exception>
    public override Task StartAsync(CancellationToken cancellationToken)
    {
        if (options.Folder is { } folder)
        {
            _seen = Appearance(folder);
            trusted.ReplaceAgencies(Read(folder));
        }
        return base.StartAsync(cancellationToken);
    }

    /// <summary>Reads the folder again if it looks different.</summary>
    public void Refresh()
    {
        if (options.Folder is not { } folder) return;
        try
        {
            var seen = Appearance(folder);
            if (seen == _seen) return;
            _seen = seen;
            var keys = Read(folder);
            trusted.ReplaceAgencies(keys);
            LogChanged(logger, keys.Count);
        }
        catch (Exception fault) when (fault is InvalidDataException or IOException or UnauthorizedAccessException or ArgumentException)
        {
            LogFaulty(logger, fault.Message);
        }
    }

    /// <exception cref="InvalidDataException">What is wrong, and in which file.</exception>
    public static IReadOnlyList<TrustedKey> Read(string folder)
    {
        var registry = Path.Combine(folder, Registry);
        var listed = File.Exists(registry) ? ReadRegistry(registry) : [];
        var keys = listed.Where(entry => !entry.Revoked).Select(entry => ToKey(folder, entry)).ToList();
        var named = listed.Select(entry => entry.File).ToHashSet();
        foreach (var file in Directory.EnumerateFiles(folder, "*.pem").Where(file => !named.Contains(Path.GetFileName(file))))
        {
            var authority = Path.GetFileNameWithoutExtension(file);
            if (!AuthorityKey.TryParse(authority, out _))
                throw new InvalidDataException($"{file} is neither named after an authority nor listed in {Registry}.");
            keys.Add(TrustedKey.Of(authority, ReadKey(file), authority));
        }
        var twice = keys.GroupBy(key => key.KeyId).FirstOrDefault(same => same.Count() > 1);
        return twice is null ? keys : throw new InvalidDataException($"Two keys are called {twice.Key}.");
    }

    /// <summary>A public or private key of ECDSA P-256 in PEM form.</summary>
    /// <exception cref="InvalidDataException">The file is something else.</exception>
    public static ECDsa ReadKey(string file)
    {
        var key = ECDsa.Create();
        try
        {
            key.ImportFromPem(File.ReadAllText(file));
            return key.KeySize == 256 ? key : throw new InvalidDataException($"{file} is no ECDSA P-256 key.");
        }
        catch (Exception fault) when (fault is ArgumentException or CryptographicException)
        {
            key.Dispose();
            throw new InvalidDataException($"{file} is no ECDSA P-256 key in PEM form.", fault);
        }
    }

    protected override Task RoundAsync(CancellationToken cancellationToken)
    {
        Refresh();
        return Task.CompletedTask;
    }

    private static IReadOnlyList<Entry> ReadRegistry(string file)
    {
        try
        {
            return JsonSerializer.Deserialize<Listing>(File.ReadAllText(file), Strict)!.Keys;
        }
        catch (JsonException fault)
        {
            throw new InvalidDataException($"{file}: {fault.Message}", fault);
        }
    }

    private static TrustedKey ToKey(string folder, Entry entry)
    {
        if (entry.Authorities.Count == 0 || entry.Authorities.FirstOrDefault(key => !AuthorityKey.TryParse(key, out _)) is not null)
            throw new InvalidDataException($"{Registry}: key {entry.Kid} needs at least one authority key, and valid ones only.");
        // No way out of the folder.
        if (Path.GetFileName(entry.File) != entry.File) throw new InvalidDataException($"{Registry}: '{entry.File}' is no file name.");
        return TrustedKey.Of(entry.Kid, ReadKey(Path.Combine(folder, entry.File)), [.. entry.Authorities]) with
        {
            ValidFrom = entry.ValidFrom ?? DateTimeOffset.MinValue,
            ValidTo = entry.ValidTo ?? DateTimeOffset.MaxValue,
        };
    }

    // Names, lengths and times of all files: cheap to compare, and right also where no file system reports changes.
    private static string Appearance(string folder) => string.Join('\n', new DirectoryInfo(folder).EnumerateFiles()
        .OrderBy(file => file.Name, StringComparer.Ordinal)
        .Select(file => $"{file.Name} {file.Length} {file.LastWriteTimeUtc.Ticks}"));

    private sealed record Listing(IReadOnlyList<Entry> Keys);

    private sealed record Entry(
        string Kid, string File, IReadOnlyList<string> Authorities, DateTimeOffset? ValidFrom = null, DateTimeOffset? ValidTo = null,
        bool Revoked = false);

    [LoggerMessage(Level = LogLevel.Information, Message = "The keys of the agencies have changed; {Count} are trusted now")]
    private static partial void LogChanged(ILogger logger, int count);

    [LoggerMessage(Level = LogLevel.Error, Message = "The keys of the agencies cannot be read, the former stay in force: {Fault}")]
    private static partial void LogFaulty(ILogger logger, string fault);
}
