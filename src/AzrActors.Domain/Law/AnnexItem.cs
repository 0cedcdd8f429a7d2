using AzrActors.Domain.CodeLists;

namespace AzrActors.Domain.Law;

/// <summary>One stored item of the annex of the AZRG-DV as one legal state has it (column A).</summary>
public sealed class AnnexItem
{
    /// <summary>Letter of an item that has none: it is its whole row.</summary>
    public const string NoLetter = "-";

    private readonly bool[] _groups = new bool[Groups];

    internal AnnexItem(int index, Table.Row row)
    {
        (Index, Id, Row, Letter, German) = (index, row["id"], row["row"], row["letter"], row["name_de"]);
        Timing = row["timing"];
        foreach (var group in PersonGroupList.Parse(row["groups"])) _groups[(int)group - 1] = true;
    }

    /// <summary>How many groups of persons the annex knows.</summary>
    public const int Groups = 3;

    /// <summary>Place in the items of its legal state.</summary>
    public int Index { get; }

    /// <summary>Name of the item in every legal state; rows and letters change, this does not.</summary>
    public string Id { get; }

    public string Row { get; }

    /// <summary>Letter with what is below it, for example <c>b.kk</c>; <see cref="NoLetter"/> for none.</summary>
    public string Letter { get; }

    public string German { get; }

    /// <summary>The item alone: long ones name their fields after the first semicolon.</summary>
    public string Heading => German.Split(';')[0];

    /// <summary>Column B, 1 to 7: when the item is to be submitted. Empty where the annex says nothing.</summary>
    public string Timing { get; }

    /// <summary>Row and letter as people write them: <c>3.a</c>, <c>10.b.kk</c>, <c>5</c>.</summary>
    public string Reference => Letter == NoLetter ? Row : $"{Row}.{Letter}";

    /// <summary>True if the item may be stored about persons of the group at all (column A1).</summary>
    public bool IsStoredFor(PersonGroup group) => _groups[(int)group - 1];

    /// <summary>True if the letter is this item's or one above it.</summary>
    public bool IsWithin(string letter) =>
        Letter.StartsWith(letter, StringComparison.Ordinal)
        && (Letter.Length == letter.Length || Letter[letter.Length] == '.');
}

/// <summary>Lists of groups as the tables write them: <c>1 2 3</c>.</summary>
internal static class PersonGroupList
{
    public static IReadOnlyList<PersonGroup> Parse(string text) => [.. Table.Words(text)
        .Select(one => (PersonGroup)int.Parse(one, System.Globalization.CultureInfo.InvariantCulture))];
}
