using System.Collections.Frozen;
using AzrActors.Domain.CodeLists;
using AzrActors.Domain.Vocabulary;

namespace AzrActors.Domain.Law;

/// <summary>
/// The law as it stands from a day on: the annex of the AZRG-DV and the sections of the act that narrow it. The tables
/// are walked once per kind and purpose; after that a question is one look into an array (<see cref="Rights"/>).
/// </summary>
public sealed class LegalState
{
    /// <summary>Why a body may be given data: without a purpose, for one, or unasked.</summary>
    private static readonly IReadOnlyList<Purpose?> Causes = [null, .. Purpose.All, Purpose.Unasked];

    private readonly AnnexTables _tables;
    private readonly FrozenDictionary<string, AnnexItem> _byReference;
    private readonly FrozenDictionary<string, AnnexItem> _byId;
    private readonly Lazy<Rights>[] _writing;
    private readonly Lazy<Rights>[,] _reading;

    internal LegalState(string name, DateOnly from)
    {
        (Name, From, _tables) = (name, from, new AnnexTables(name));
        _byReference = Items.ToFrozenDictionary(item => item.Reference);
        _byId = Items.ToFrozenDictionary(item => item.Id);
        _writing = [.. AuthorityKind.All.Select(kind => new Lazy<Rights>(() => Compile((item, group) => ExplainWriting(kind, item, group).Grants)))];
        _reading = new Lazy<Rights>[AuthorityKind.All.Count, Causes.Count];
        foreach (var kind in AuthorityKind.All)
            foreach (var purpose in Causes)
                _reading[kind.Index, Place(purpose)] = new(() =>
                {
                    var reading = new Reading(_tables, kind, purpose, from);
                    return Compile((item, group) => reading.Explain(item, group).Grants);
                });
    }

    /// <summary>Name of the state: the day of its annex.</summary>
    public string Name { get; }

    /// <summary>First day on which it is in force, inclusive.</summary>
    public DateOnly From { get; }

    public IReadOnlyList<AnnexItem> Items => _tables.Items;

    /// <summary>The state in force on the day of receipt of a submission or request.</summary>
    public static LegalState On(DateOnly day) => LegalStates.On(day);

    /// <summary>The item with this row and letter (<c>3.a</c>), or with this name in all states (<c>Surname</c>).</summary>
    public AnnexItem? Find(string item) => _byReference.GetValueOrDefault(item) ?? _byId.GetValueOrDefault(item);

    /// <summary>The item by its name in all states; null if this state does not store it.</summary>
    public AnnexItem? FindById(string id) => _byId.GetValueOrDefault(id);

    /// <summary>What this kind of authority may write (column C, AZRG § 6).</summary>
    public Rights WritingOf(AuthorityKind kind) => _writing[kind.Index].Value;

    /// <summary>What this kind of authority may receive for the purpose (column D, AZRG §§ 10, 14-27).</summary>
    /// <param name="purpose">Null if none is stated: then basic data at most (AZRG § 10 Abs. 1).</param>
    public Rights ReadingOf(AuthorityKind kind, Purpose? purpose) => _reading[kind.Index, Place(purpose)].Value;

    public Explanation ExplainWriting(AuthorityKind kind, AnnexItem item, PersonGroup group)
    {
        if (!item.IsStoredFor(group)) return Explanation.No(item, DenialReason.NotStoredForGroup);
        var cells = AnnexTables.Naming(kind, null, _tables.WritersOf(item), item, group);
        if (cells.Count == 0) return Explanation.No(item, DenialReason.NotInColumn);
        var paragraph = _tables.WriteBasisOf(item, group);
        return Explanation.Of(item, from cell in cells
                                    let conditions = cell.Conditions.For(kind, null)
                                    where conditions is not null
                                    select new Grant(paragraph, item.Reference, 'C', cell.Designation.Id, conditions.Value));
    }

    /// <param name="purpose">Null if none is stated.</param>
    public Explanation ExplainReading(AuthorityKind kind, Purpose? purpose, AnnexItem item, PersonGroup group) =>
        new Reading(_tables, kind, purpose, From).Explain(item, group);

    /// <summary>References within the tables that lead nowhere; empty in a sound state.</summary>
    public IEnumerable<string> Dangling() => _tables.Dangling();

    private Rights Compile(Func<AnnexItem, PersonGroup, IEnumerable<Grant>> grants) => new(Items, grants);

    private static int Place(Purpose? purpose) => purpose is null ? 0 : purpose.Index + 1;
}

/// <summary>The legal states side by side; the day of receipt chooses.</summary>
public static class LegalStates
{
    /// <summary>Oldest first.</summary>
    public static IReadOnlyList<LegalState> All { get; } = [.. Table.Load("Law.legal-states.csv").Rows
        .Select(row => new LegalState(row["state"], row.Day("valid_from")!.Value)).OrderBy(state => state.From)];

    /// <summary>
    /// The item as the state in force on the day has it, or as the last one before that still had it: what is stored no
    /// more stays and is treated like before (AZRG-DV § 19a).
    /// </summary>
    public static (LegalState State, AnnexItem Item)? Find(string id, DateOnly day)
    {
        for (var i = All.Count - 1; i >= 0; i--)
            if ((All[i].From <= day || i == 0) && All[i].FindById(id) is { } item) return (All[i], item);
        return null;
    }

    /// <summary>True if the item may be kept about persons of the group; one that no state in force until the day knew may.</summary>
    public static bool IsStoredFor(string id, PersonGroup group, DateOnly day) => Find(id, day) is not { } found || found.Item.IsStoredFor(group);

    /// <summary>The state in force on the day; before the first the first, since no older one is known.</summary>
    public static LegalState On(DateOnly day)
    {
        for (var i = All.Count - 1; i > 0; i--)
            if (All[i].From <= day) return All[i];
        return All[0];
    }
}
