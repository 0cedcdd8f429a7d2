using System.Collections.Frozen;
using AzrActors.Domain.CodeLists;
using AzrActors.Domain.Vocabulary;

namespace AzrActors.Domain.Law;

/// <summary>The tables of one legal state: the annex's columns A to D and the sections of the act over column D.</summary>
internal sealed class AnnexTables
{
    private readonly FrozenDictionary<(string Row, PersonGroup Group), string> _bases;
    private readonly ILookup<string, AnnexCell> _writers;
    private readonly ILookup<string, AnnexCell> _readers;

    /// <param name="folder">Name of the state's folder, which is its first day.</param>
    public AnnexTables(string folder)
    {
        Items = [.. Load("items").Select((row, index) => new AnnexItem(index, row))];
        _bases = Load("rows").ToFrozenDictionary(
            row => (row["row"], PersonGroupList.Parse(row["group"])[0]), row => row["basis_write"]);
        var conditions = Load("conditions").ToDictionary(row => row["phrase"], row => new ConditionCell(row["condition"]));
        conditions[""] = new ConditionCell("");
        _writers = Cells("writers");
        _readers = Cells("readers");
        Sections = [.. Load("act-reading").Select(row => new ActSection(row))];

        IEnumerable<Table.Row> Load(string table) => Table.Load($"Law.Annex.{folder}.{table}.csv").Rows;
        ILookup<string, AnnexCell> Cells(string table) =>
            Load(table).Select(row => new AnnexCell(row, conditions)).ToLookup(cell => cell.Row);
    }

    public IReadOnlyList<AnnexItem> Items { get; }

    public IReadOnlyList<ActSection> Sections { get; }

    /// <summary>Paragraph that the row cites for writing.</summary>
    public string WriteBasisOf(AnnexItem item, PersonGroup group) => _bases.GetValueOrDefault((item.Row, group)) is { Length: > 0 } basis
        ? basis : "§ 6 AZRG";

    public IEnumerable<AnnexCell> WritersOf(AnnexItem item) => _writers[item.Row];

    public IEnumerable<AnnexCell> ReadersOf(AnnexItem item) => _readers[item.Row];

    /// <summary>Cells of a column that name the kind for the item, whatever the task.</summary>
    /// <param name="purpose">Decides whether "sonstige Stellen" means the kind: not if another cell does for this task.</param>
    public static IReadOnlyList<AnnexCell> Naming(
        AuthorityKind kind, Purpose? purpose, IEnumerable<AnnexCell> column, AnnexItem item, PersonGroup group)
    {
        var cells = column.Where(cell => cell.Concerns(group)).ToList();
        var named = cells.Any(cell => !cell.Designation.IsResidual && !cell.Designation.IsClass
            && cell.Designation.Covers(kind) && cell.Designation.Serves(purpose));
        return [.. cells.Where(cell => cell.Covers(item, group) && cell.Designation.Covers(kind) && !(cell.Designation.IsResidual && named))];
    }

    /// <summary>References that tables make to rows and letters that do not exist; empty in a sound state.</summary>
    public IEnumerable<string> Dangling()
    {
        foreach (var cell in _writers.Concat(_readers).SelectMany(column => column))
            foreach (var letter in cell.LettersNamed.Where(letter => !Items.Any(item => item.Row == cell.Row && item.IsWithin(letter))))
                yield return $"{cell.Row}.{letter}";
        foreach (var named in Sections.SelectMany(section => section.Items.Named).Where(named => named is not ("*" or "-")))
            if (!Items.Any(item => item.Row == named || $"{item.Row}.{item.Letter}" == named)) yield return named;
    }
}

/// <summary>A section of the act that lets bodies of a kind receive items for a purpose (AZRG §§ 10, 14-27).</summary>
internal sealed class ActSection
{
    private const string WithoutPurpose = "-";
    private readonly KindList _kinds;
    private readonly PersonGroup[] _groups;
    private readonly string[] _purposes;

    public ActSection(Table.Row row)
    {
        _kinds = new KindList(row["kinds"]);
        _groups = [.. PersonGroupList.Parse(row["groups"])];
        _purposes = Table.Words(row["purposes"]);
        Items = new ItemList(row["items"]);
        (Paragraph, Conditions) = (row["section"], new ConditionCell(row["condition"]));
    }

    public string Paragraph { get; }

    public ItemList Items { get; }

    public ConditionCell Conditions { get; }

    /// <summary>True if the section speaks of this kind of body acting for this purpose.</summary>
    public bool Serves(AuthorityKind kind, Purpose? purpose) => _kinds.Covers(kind) && Serves(purpose);

    public bool Gives(AnnexItem item, PersonGroup group) => Array.IndexOf(_groups, group) >= 0 && Items.Covers(item);

    private bool Serves(Purpose? purpose) => purpose is null
        ? _purposes.Contains(WithoutPurpose)
        : _purposes.Contains(purpose.Code) || (purpose != Purpose.Unasked && _purposes.Contains("*"));
}
