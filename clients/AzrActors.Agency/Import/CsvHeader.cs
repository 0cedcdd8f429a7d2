using System.Globalization;
using System.Text;
using AzrActors.Contracts.Submissions;
using CsvHelper;

namespace AzrActors.Agency.Import;

/// <summary>The first row of a CSV file: names of columns, and by its separators those of the whole file.</summary>
internal sealed class CsvHeader
{
    private const string Kind = "kind";

    /// <summary>Columns of the submission; every other one is a field of the entry.</summary>
    private static readonly HashSet<string> Columns =
        ["submissionId", "azrNumber", "ref", "occurredOn", "fileReference", "expectedVersion", Kind];

    private static readonly string[] Mandatory = ["occurredOn", "fileReference", Kind];

    // Spreadsheets write semicolons where the comma is the decimal separator, as in Germany.
    private static readonly char[] Separators = [',', ';', '\t'];

    private readonly CsvReaderOptions _layout;
    private readonly string[] _names;

    private CsvHeader(char separator, string row)
    {
        _layout = new CsvReaderOptions
        {
            Separator = separator,
            HasHeader = false,
            MalformedData = CsvMalformedDataHandling.Throw,
        };
        _names = Cells(row) ?? throw new BadFileException("The quotation marks of the header do not match.");
    }

    /// <exception cref="BadFileException">A name is missing or occurs twice.</exception>
    public static CsvHeader Parse(string row)
    {
        var separator = Separators.MaxBy(candidate => row.Count(c => c == candidate));
        var header = new CsvHeader(separator, row);
        if (header._names.Any(string.IsNullOrWhiteSpace))
            throw new BadFileException("A column of the header has no name.");
        if (header._names.GroupBy(n => n).FirstOrDefault(g => g.Count() > 1) is { } twice)
            throw new BadFileException($"The header names the column '{twice.Key}' twice.");
        if (Mandatory.FirstOrDefault(column => !header._names.Contains(column)) is { } missing)
            throw new BadFileException($"The header lacks the column '{missing}'.");
        return header;
    }

    /// <summary>The filled cells of a row by column, or null and the fault.</summary>
    public CsvRow? Read(string row, out string? fault)
    {
        var cells = Cells(row);
        fault = cells is null ? "quotation marks do not match"
            : cells.Length != _names.Length ? $"{cells.Length} cells, but the header has {_names.Length}"
            : null;
        if (fault is not null) return null;
        var filled = _names.Zip(cells!).Where(cell => cell.Second.Length > 0).ToList();
        var version = filled.Find(cell => cell.First == "expectedVersion").Second;
        if (version is not null && !int.TryParse(version, NumberStyles.None, CultureInfo.InvariantCulture, out _))
            fault = "expectedVersion is not a number";
        else if (!filled.Exists(cell => cell.First == Kind)) fault = "kind is missing";
        return fault is null ? new CsvRow(filled) : null;
    }

    public static bool IsField(string column) => !Columns.Contains(column);

    private string[]? Cells(string row)
    {
        try
        {
            using var reader = CsvReader.FromText(row, _layout);
            return reader.Read() ? [.. Enumerable.Range(0, reader.FieldCount).Select(reader.GetString)] : null;
        }
        catch (CsvFormatException)
        {
            return null;
        }
    }
}

/// <summary>The filled cells of one row.</summary>
internal sealed class CsvRow(IReadOnlyList<(string Column, string Value)> cells)
{
    private const char RepetitionMark = '|';

    /// <summary>What the row says, independent of quoting, separators and the order of the columns.</summary>
    public ReadOnlySpan<byte> Content => Encoding.UTF8.GetBytes(string.Join('\u001E',
        cells.OrderBy(c => c.Column, StringComparer.Ordinal).Select(c => $"{c.Column}\u001F{c.Value}")));

    public SubmissionText ToText() => new()
    {
        SubmissionId = Cell("submissionId"),
        AzrNumber = Cell("azrNumber"),
        Ref = Cell("ref"),
        OccurredOn = Cell("occurredOn"),
        FileReference = Cell("fileReference"),
        ExpectedVersion = Cell("expectedVersion") is { } version ? int.Parse(version, CultureInfo.InvariantCulture) : null,
        Entries = [new Entry(Cell("kind")!, Fields())],
    };

    private List<EntryField> Fields() =>
    [
        .. from cell in cells
           where CsvHeader.IsField(cell.Column)
           from value in cell.Value.Split(RepetitionMark)
           select new EntryField(cell.Column, value),
    ];

    private string? Cell(string column) => cells.FirstOrDefault(c => c.Column == column).Value;
}
