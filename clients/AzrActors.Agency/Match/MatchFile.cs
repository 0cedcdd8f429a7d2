using System.Text;
using AzrActors.Agency.Import;
using AzrActors.Domain.Identity;
using CsvHelper;

namespace AzrActors.Agency.Match;

/// <summary>The records of a file to match: ids, and what is compared, in the order of the lines.</summary>
internal sealed class MatchFile
{
    // Spreadsheets write semicolons where the comma is the decimal separator, as in Germany.
    private static readonly char[] Separators = [',', ';', '\t'];

    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private MatchFile(string path) => Path = path;

    public string Path { get; }

    public List<string> Ids { get; } = [];

    public List<IdentityProfile> Persons { get; } = [];

    /// <summary>Lines that could not be used.</summary>
    public int Skipped { get; private set; }

    /// <summary>Reads the whole file; a line that cannot be read is named and left out.</summary>
    /// <param name="tell">Told of faulty lines and of columns that are not used.</param>
    /// <exception cref="BadFileException">The file or its header cannot be used.</exception>
    public static async Task<MatchFile> ReadAsync(string path, Action<string> tell, CancellationToken cancellationToken)
    {
        var file = new MatchFile(path);
        try
        {
            await using var stream = File.OpenRead(path);
            await file.ReadAsync(stream, tell, cancellationToken);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new BadFileException($"{path}: {fault.Message}", fault);
        }
        return file;
    }

    private async Task ReadAsync(Stream stream, Action<string> tell, CancellationToken cancellationToken)
    {
        MatchColumns? columns = null;
        CsvReaderOptions? layout = null;
        var width = 0;
        var lineOfId = new Dictionary<string, int>();
        await foreach (var line in ByteLines.ReadAsync(stream, cancellationToken))
        {
            if (line.IsBlank) continue;
            var text = Decode(line);
            if (columns is null)
            {
                layout = LayoutOf(text ?? throw new BadFileException($"{Path}: line {line.Number}: the header is not UTF-8."));
                var names = Cells(text, layout) ?? throw new BadFileException($"{Path}: line {line.Number}: the quotation marks of the header do not match.");
                try
                {
                    columns = new MatchColumns(names);
                }
                catch (BadFileException fault)
                {
                    throw new BadFileException($"{Path}: {fault.Message}", fault);
                }
                width = names.Length;
                if (columns.Unused.Count > 0) tell($"{Path}: not compared: {string.Join(", ", columns.Unused)}");
                continue;
            }
            var cells = text is null ? null : Cells(text, layout!);
            var fault2 = text is null ? $"not UTF-8, or longer than {ByteLines.LengthMaxBytes} bytes"
                : cells is null ? "quotation marks do not match"
                : cells.Length != width ? $"{cells.Length} cells, but the header has {width}"
                : null;
            var record = fault2 is null ? columns.Read(cells!, out fault2) : null;
            if (record is not null && !lineOfId.TryAdd(record.Id, line.Number))
            {
                fault2 = $"the id stands in line {lineOfId[record.Id]} already";
                record = null;
            }
            if (fault2 is not null) tell($"{Path}: line {line.Number}: {fault2}");
            if (record is null)
            {
                Skipped++;
                continue;
            }
            Ids.Add(record.Id);
            Persons.Add(new IdentityProfile(record.Identity));
        }
        if (columns is null) throw new BadFileException($"{Path}: the file is empty: it begins with a header.");
    }

    private static CsvReaderOptions LayoutOf(string header) => new()
    {
        Separator = Separators.MaxBy(candidate => header.Count(letter => letter == candidate)),
        HasHeader = false,
        MalformedData = CsvMalformedDataHandling.Throw,
    };

    private static string[]? Cells(string row, CsvReaderOptions layout)
    {
        try
        {
            using var reader = CsvReader.FromText(row, layout);
            return reader.Read() ? [.. Enumerable.Range(0, reader.FieldCount).Select(reader.GetString)] : null;
        }
        catch (CsvFormatException)
        {
            return null;
        }
    }

    private static string? Decode(ByteLine line)
    {
        try
        {
            return line.Bytes is null ? null : Utf8.GetString(line.Bytes);
        }
        catch (DecoderFallbackException)
        {
            return null;
        }
    }
}
