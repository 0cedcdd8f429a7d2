using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using AzrActors.Contracts.Doors;

namespace AzrActors.Agency.Import;

public enum ImportFormat
{
    JsonLines = 1,
    Csv = 2,
}

/// <summary>A file to import. It is read from front to back twice: once to recognise it, once to send it.</summary>
/// <param name="Path">Where it lies.</param>
/// <param name="Format">How its lines are to be read.</param>
/// <param name="Sha256">Of the whole content, hexadecimal.</param>
/// <param name="LineCount">All lines, blank ones and the header included.</param>
public sealed record ImportFile(string Path, ImportFormat Format, string Sha256, int LineCount)
{
    /// <exception cref="BadFileException">It cannot be opened, or its name does not tell the format.</exception>
    public static async Task<ImportFile> RecogniseAsync(
        string path, ImportFormat? format, CancellationToken cancellationToken)
    {
        var known = format ?? FormatOf(path);
        await using var stream = Open(path);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var buffer = new byte[1 << 16];
        var lineBreaks = 0;
        var last = (byte)'\n';
        while (await stream.ReadAsync(buffer, cancellationToken) is > 0 and var count)
        {
            var part = buffer.AsSpan(0, count);
            hash.AppendData(part);
            lineBreaks += part.Count((byte)'\n');
            last = part[^1];
        }
        var lineCount = last == '\n' ? lineBreaks : lineBreaks + 1;
        return new ImportFile(path, known, Convert.ToHexStringLower(hash.GetHashAndReset()), lineCount);
    }

    /// <summary>The lines, read while they are consumed; <paramref name="caller"/> speaks where they name nobody.</summary>
    public async IAsyncEnumerable<ImportLine> ReadAsync(
        Caller caller, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using var stream = Open(Path);
        var lines = Format switch
        {
            ImportFormat.JsonLines => JsonLinesInput.ReadAsync(stream, caller, cancellationToken),
            ImportFormat.Csv => CsvInput.ReadAsync(stream, caller, cancellationToken),
            _ => throw new UnreachableException($"No reader for {Format}."),
        };
        await foreach (var line in lines) yield return line;
    }

    private static ImportFormat FormatOf(string path) => System.IO.Path.GetExtension(path).ToUpperInvariant() switch
    {
        ".CSV" => ImportFormat.Csv,
        ".JSONL" or ".NDJSON" => ImportFormat.JsonLines,
        _ => throw new BadFileException(
            $"The name of {path} does not tell its format; say --format csv or --format jsonl."),
    };

    private static FileStream Open(string path)
    {
        try
        {
            return new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 1, useAsync: true);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new BadFileException($"{path} cannot be read: {fault.Message}", fault);
        }
    }
}
