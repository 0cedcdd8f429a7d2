using AzrActors.Domain.Vocabulary;

namespace AzrActors.Domain.Law;

/// <summary>The question what a kind of authority may receive for a purpose, asked of the tables item by item.</summary>
internal sealed class Reading
{
    private readonly AnnexTables _tables;
    private readonly AuthorityKind _kind;
    private readonly Purpose? _purpose;
    private readonly bool _mayStatePurpose;
    private readonly List<(ActSection Section, Conditions Conditions)> _sections;

    /// <param name="purpose">Null if none is stated.</param>
    /// <param name="day">A day of the legal state, for who may state the purpose.</param>
    public Reading(AnnexTables tables, AuthorityKind kind, Purpose? purpose, DateOnly day)
    {
        (_tables, _kind, _purpose) = (tables, kind, purpose);
        _mayStatePurpose = purpose is null || purpose.FindBasis(kind, day) is not null;
        _sections = [];
        foreach (var section in tables.Sections)
            if (section.Serves(kind, purpose) && section.Conditions.For(kind, purpose) is { } conditions) _sections.Add((section, conditions));
    }

    public Explanation Explain(AnnexItem item, PersonGroup group)
    {
        if (!_mayStatePurpose) return Explanation.No(item, DenialReason.PurposeNotOfAuthority);
        if (!item.IsStoredFor(group)) return Explanation.No(item, DenialReason.NotStoredForGroup);
        if (group == PersonGroup.UnionCitizen && !_kind.IsMigrationAuthority) return Explanation.No(item, DenialReason.UnionCitizen);
        var named = AnnexTables.Naming(_kind, _purpose, _tables.ReadersOf(item), item, group);
        if (named.Count == 0) return Explanation.No(item, DenialReason.NotInColumn);
        var cells = new List<(Designation Designation, Conditions Conditions)>();
        foreach (var cell in named)
            if (cell.Designation.Serves(_purpose) && cell.Conditions.For(_kind, _purpose) is { } conditions) cells.Add((cell.Designation, conditions));
        if (cells.Count == 0) return Explanation.No(item, DenialReason.OtherTask);
        var sections = _sections.FindAll(one => one.Section.Gives(item, group));
        if (sections.Count == 0) return Explanation.No(item, DenialReason.NoSection);
        return Explanation.Of(item,
            from section in sections
            from cell in cells
            select new Grant(section.Section.Paragraph, item.Reference, 'D', cell.Designation.Id, section.Conditions | cell.Conditions));
    }
}
