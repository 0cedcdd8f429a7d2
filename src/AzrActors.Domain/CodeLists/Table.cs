using System.Globalization;
using System.Text;

namespace AzrActors.Domain.CodeLists;

/// <summary>
/// A table that the domain carries with it: comma-separated, first line the column names, lines starting with # are
/// remarks. Law and code lists are such tables, so that a change of statute is a change of a table.
/// </summary>
internal sealed class Table
{
    private readonly Dictionary<string, int> _columns;

    private Table(string name, Dictionary<string, int> columns, List<Row> rows)
    {
        Name = name;
        _columns = columns;
        Rows = rows;
    }

    public string Name { get; }

    public IReadOnlyList<Row> Rows { get; }

    /// <summary>Reads the embedded table, for example <c>CodeLists.states.csv</c>.</summary>
    /// <exception cref="InvalidDataException">A line has another number of cells than the heading.</exception>
    public static Table Load(string name)
    {
        using var stream = typeof(Table).Assembly.GetManifestResourceStream($"AzrActors.Domain.{name}")
            ?? throw new InvalidDataException($"The table {name} is not part of this build.");
        using var reader = new StreamReader(stream, Encoding.UTF8);
        return Read(name, reader);
    }

    /// <exception cref="InvalidDataException">A line has another number of cells than the heading.</exception>
    public static Table Read(string name, TextReader reader)
    {
        Table? table = null;
        while (reader.ReadLine() is { } line)
        {
            if (line.Length == 0 || line[0] == '#') continue;
            var cells = Split(line);
            table = table is null ? WithHeading(name, cells) : table.Append(cells);
        }
        return table ?? throw new InvalidDataException($"The table {name} has no heading.");
    }

    /// <summary>The words of a cell that holds several.</summary>
    public static string[] Words(string cell) => cell.Split(' ', StringSplitOptions.RemoveEmptyEntries);

    private string Cell(List<string> cells, string column) => _columns.TryGetValue(column, out var index) ? cells[index] : "";

    private static Table WithHeading(string name, List<string> cells) =>
        new(name, cells.Select((cell, index) => (cell, index)).ToDictionary(c => c.cell, c => c.index), []);

    private Table Append(List<string> cells)
    {
        if (cells.Count != _columns.Count)
            throw new InvalidDataException($"{Name}: a line starting with '{cells[0]}' has {cells.Count} cells instead of {_columns.Count}.");
        ((List<Row>)Rows).Add(new Row(this, cells));
        return this;
    }

    private static List<string> Split(string line)
    {
        var cells = new List<string>();
        var cell = new StringBuilder();
        var quoted = false;
        foreach (var character in line)
        {
            if (character == '"') quoted = !quoted;
            else if (character == ',' && !quoted) { cells.Add(cell.ToString()); cell.Clear(); }
            else cell.Append(character);
        }
        cells.Add(cell.ToString());
        return cells;
    }

    internal sealed class Row(Table table, List<string> cells)
    {
        private readonly DateOnly _from = Parse(table.Cell(cells, "valid_from")) ?? DateOnly.MinValue;
        private readonly DateOnly _to = Parse(table.Cell(cells, "valid_to")) ?? DateOnly.MaxValue;

        public string this[string column] => cells[table._columns[column]];

        public DateOnly? Day(string column) => Parse(this[column]);

        /// <summary>True if the line is valid on the day; both ends are inclusive, an empty end is open.</summary>
        public bool Covers(DateOnly day) => _from <= day && day <= _to;

        private static DateOnly? Parse(string text) =>
            text.Length > 0 ? DateOnly.ParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture) : null;
    }
}
