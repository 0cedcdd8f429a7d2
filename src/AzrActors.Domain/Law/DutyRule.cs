using System.Collections.Frozen;
using AzrActors.Domain.CodeLists;

namespace AzrActors.Domain.Law;

/// <summary>Relations by which an authority has to do with a person and must be told about it.</summary>
public enum Relation
{
    /// <summary>Keeps the file of the person (aktenführende Behörde, AZRG-DV § 3).</summary>
    FileKeeper = 1,

    /// <summary>Kept the file before the person left.</summary>
    FormerFileKeeper = 2,

    /// <summary>Residents' office of the current address.</summary>
    ResidentsOfficeOfAddress = 3,

    /// <summary>The federal office, in asylum cases.</summary>
    AsylumAuthority = 4,

    /// <summary>Pays a benefit that runs (row 7a).</summary>
    BenefitAuthorityPaying = 5,

    /// <summary>Supported the return (row 6a).</summary>
    ReturnSupportBody = 6,

    /// <summary>Placed a search note (AZRG § 5).</summary>
    SearchNoteOwner = 7,

    /// <summary>Familienkasse Direktion (AZRG § 18f).</summary>
    FamilyBenefitsOffice = 8,

    /// <summary>Mission of the fast-track procedure (row 9b).</summary>
    CompetentMission = 9,

    /// <summary>Submitted a value that was corrected, erased or restricted (AZRG § 38).</summary>
    Supplier = 10,

    /// <summary>Was sent such a value.</summary>
    EarlierRecipient = 11,

    /// <summary>Subscribed to the person on a legal basis of its own.</summary>
    Subscriber = 12,
}

/// <summary>
/// One duty to tell without being asked (Unterrichtung, AZRG §§ 5, 8, 15a, 18e, 18f, 38; AZRG-DV § 3): who is told what
/// when, unless. A rule never widens the view of its recipient.
/// </summary>
internal sealed class DutyRule
{
    private const string Standing = "standing";
    private const string FormerValue = "formerValue:";
    private readonly Table.Row _row;

    private DutyRule(Table.Row row)
    {
        _row = row;
        (Name, Paragraph, IsStanding) = (row["rule"], row["paragraph"], row["kind"] == Standing);
        Recipient = Enum.Parse<Relation>(row["recipient"]);
        Purposes = [.. Words("purposes").Select(code => code == Purpose.Unasked.Code ? Purpose.Unasked : Purpose.All.First(one => one.Code == code))];
        (Triggers, Exceptions) = (Words("trigger"), Words("exception"));
        Items = new ItemWords(Words("items"));
        Content = new ItemWords(Words("content"));
        FormerValues = [.. Words("content").Where(word => word.StartsWith(FormerValue, StringComparison.Ordinal)).Select(word => word[FormerValue.Length..])];

        string[] Words(string column) => Table.Words(row[column]);
    }

    /// <summary>Every rule, in the order of the table.</summary>
    public static IReadOnlyList<DutyRule> All { get; } = [.. Table.Load("Law.duties-to-tell.csv").Rows.Select(row => new DutyRule(row))];

    public string Name { get; }

    public string Paragraph { get; }

    /// <summary>Told on every change while the relation lasts; otherwise once when it happens.</summary>
    public bool IsStanding { get; }

    public Relation Recipient { get; }

    /// <summary>The recipient may be told what it could see for one of these.</summary>
    public IReadOnlyList<Purpose> Purposes { get; }

    public IReadOnlyList<string> Triggers { get; }

    public IReadOnlyList<string> Exceptions { get; }

    /// <summary>What is stored when the trigger happens; empty where the trigger says enough.</summary>
    public ItemWords Items { get; }

    public ItemWords Content { get; }

    /// <summary>Items of which the value before the change is told.</summary>
    public IReadOnlyList<string> FormerValues { get; }

    public bool Holds(DateOnly day) => _row.Covers(day);
}

/// <summary>Items as the duties name them: ids, <c>row:3</c>, and words of their own.</summary>
internal sealed class ItemWords(IReadOnlyList<string> words)
{
    private const string Row = "row:";
    private readonly FrozenSet<string> _ids = words.Where(word => !word.Contains(':')).ToFrozenSet();
    private readonly FrozenSet<string> _rows =
        words.Where(word => word.StartsWith(Row, StringComparison.Ordinal)).Select(word => word[Row.Length..]).ToFrozenSet();

    public bool IsEmpty => _ids.Count + _rows.Count == 0;

    public bool Covers(AnnexItem item) => _ids.Contains(item.Id) || _rows.Contains(item.Row);

    public bool Says(string word) => _ids.Contains(word);
}
