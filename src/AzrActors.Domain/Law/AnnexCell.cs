using AzrActors.Domain.CodeLists;

namespace AzrActors.Domain.Law;

/// <summary>One entry of column C or D: a designated body and the letters of the row it may write or read.</summary>
internal sealed class AnnexCell
{
    private readonly PersonGroup[] _groups;
    private readonly LetterList _letters;

    /// <param name="conditions">German phrase to conditions; the empty phrase included.</param>
    public AnnexCell(Table.Row row, IReadOnlyDictionary<string, ConditionCell> conditions)
    {
        (Row, Designation) = (row["row"], Designation.Get(row["authority"]));
        _groups = [.. PersonGroupList.Parse(row["groups"])];
        _letters = new LetterList(row["letters"]);
        Conditions = conditions[row["condition"]];
    }

    public string Row { get; }

    public Designation Designation { get; }

    public ConditionCell Conditions { get; }

    /// <summary>Letters that have to exist in the row.</summary>
    public IEnumerable<string> LettersNamed => _letters.Named;

    public bool Concerns(PersonGroup group) => Array.IndexOf(_groups, group) >= 0;

    public bool Covers(AnnexItem item, PersonGroup group) => Concerns(group) && _letters.Covers(item);
}
