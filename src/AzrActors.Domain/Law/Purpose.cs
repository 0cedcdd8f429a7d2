using System.Collections.Frozen;
using AzrActors.Domain.CodeLists;
using AzrActors.Domain.Vocabulary;

namespace AzrActors.Domain.Law;

/// <summary>
/// A purpose of processing (Aufgabenbezeichnung) from the closed list of AZRG-DV § 8 Abs. 3, and who may state it.
/// </summary>
public sealed class Purpose
{
    private static readonly FrozenDictionary<string, Purpose> ByCode = Load();

    private readonly Table.Row? _row;
    private readonly List<(Table.Row Row, KindList Kinds)> _holders = [];

    private Purpose(int index, string code, string german, Table.Row? row = null) =>
        (Index, Code, German, _row) = (index, code, german, row);

    /// <summary>
    /// Stands in the tables for a transmission without request (unaufgefordert, AZRG §§ 15a, 18e, 18f), for which nobody
    /// states a purpose. It is not on the list, so no caller can state it.
    /// </summary>
    public static Purpose Unasked { get; } = new(ByCode.Count, "push", "Übermittlung ohne Ersuchen");

    /// <summary>Every purpose, in the order of the statute.</summary>
    public static IReadOnlyList<Purpose> All { get; } = [.. ByCode.Values.OrderBy(purpose => purpose.Index)];

    internal int Index { get; }

    /// <summary>Number in the statute, for example <c>20a</c>.</summary>
    public string Code { get; }

    public string German { get; }

    /// <summary>The purpose by its number, or its German name; null if the list valid on the day has none.</summary>
    public static Purpose? Find(string? text, DateOnly day)
    {
        if (text is null) return null;
        var purpose = ByCode.GetValueOrDefault(text)
            ?? All.FirstOrDefault(one => string.Equals(one.German, text, StringComparison.OrdinalIgnoreCase));
        return purpose is not null && purpose._row!.Covers(day) ? purpose : null;
    }

    /// <summary>Paragraph under which this kind of authority may state the purpose on the day; null if it may not.</summary>
    public string? FindBasis(AuthorityKind kind, DateOnly day)
    {
        if (this == Unasked) return "§§ 15a, 18e, 18f AZRG";
        foreach (var (row, kinds) in _holders)
            if (row.Covers(day) && kinds.Covers(kind)) return row["paragraph"];
        return null;
    }

    /// <summary>The purpose that the authority states; null if it is not on the list or not the authority's to state.</summary>
    public static Purpose? StatedBy(Authority authority, string? text, DateOnly day) =>
        Find(text, day) is { } purpose && purpose.FindBasis(authority.Kind, day) is not null
        && (authority.Purposes.Count == 0 || authority.Purposes.Contains(purpose.Code)) ? purpose : null;

    private static FrozenDictionary<string, Purpose> Load()
    {
        var purposes = Table.Load("Law.purposes.csv").Rows.Select((row, index) => new Purpose(index, row["code"], row["name_de"], row)).ToFrozenDictionary(one => one.Code);
        foreach (var row in Table.Load("Law.purpose-kinds.csv").Rows)
            purposes[row["purpose"]]._holders.Add((row, new KindList(row["kinds"])));
        return purposes;
    }
}

/// <summary>Kinds of authorities as the tables name them: identifiers, <c>*</c> for all, <c>public</c>, <c>migration</c>.</summary>
internal sealed class KindList
{
    private readonly bool[] _kinds;

    /// <exception cref="InvalidDataException">A word names no kind.</exception>
    public KindList(string text)
    {
        var words = Table.Words(text);
        _kinds = [.. AuthorityKind.All.Select(kind => words.Any(word => Means(word, kind)))];
        foreach (var word in words)
            if (!AuthorityKind.All.Any(kind => Means(word, kind))) throw new InvalidDataException($"'{word}' names no kind of authority.");
    }

    public bool Covers(AuthorityKind kind) => _kinds[kind.Index];

    private static bool Means(string word, AuthorityKind kind) => word switch
    {
        "*" => true,
        "public" => kind.IsPublic,
        "migration" => kind.IsMigrationAuthority,
        _ => kind.Id == word,
    };
}
