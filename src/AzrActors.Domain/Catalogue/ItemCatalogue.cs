using System.Collections.Frozen;
using AzrActors.Domain.CodeLists;
using AzrActors.Domain.Submissions;

namespace AzrActors.Domain.Catalogue;

/// <summary>How an item of the annex is kept in the record.</summary>
public enum Keeping
{
    /// <summary>One fact; a new one takes the place of the old.</summary>
    One = 1,

    /// <summary>Any number of facts, each with its own history.</summary>
    Many = 2,

    /// <summary>An attribute of the fact above it, with rights of its own ("zugestellt am").</summary>
    Part = 3,

    /// <summary>Kept by an entry of its own kind, with invariants of its own.</summary>
    Typed = 4,

    /// <summary>Stored by the register itself.</summary>
    Automatic = 5,

    /// <summary>Only a heading in the annex.</summary>
    Heading = 6,
}

/// <summary>One item of the annex as the record keeps it (DSAusländer), the same in every legal state.</summary>
/// <param name="Id">Name in every legal state.</param>
/// <param name="Fields">With those of its parts behind it; empty unless facts of it are stored through the catalogue.</param>
public sealed record CatalogueItem(string Id, Keeping Keeping, IReadOnlyList<FieldForm> Fields)
{
    public const string KeptUntilField = "keptUntil";

    /// <summary>True if facts of it are stored through the catalogue.</summary>
    public bool IsFact => Keeping is Keeping.One or Keeping.Many;

    /// <summary>The fields of an entry that stores a fact.</summary>
    public IReadOnlyList<FieldForm> StoreFields { get; } = [.. Fields, TermOf(Id)];

    /// <summary>The fields of an entry about a stored fact: what it does not say stays as it is.</summary>
    public IReadOnlyList<FieldForm> OptionalFields { get; } = [.. Fields.Select(field => field with { Mandatory = false }), TermOf(Id)];

    /// <summary>
    /// Last day on which a fact may stay by the terms of whoever transmits it (AZRG § 36 Abs. 1 Satz 2); any fact may have one, and the
    /// shorter term counts.
    /// </summary>
    public FieldForm KeptUntil { get; } = TermOf(Id);

    public FieldForm? Find(string field) => Fields.FirstOrDefault(form => form.Name == field) ?? (IsFact && field == KeptUntilField ? KeptUntil : null);

    private static FieldForm TermOf(string item) => new(KeptUntilField, "Löschungsfrist der übermittelnden Stelle", item, FieldType.Day);
}

/// <summary>
/// Every item of the annex that is stored, with its fields: value type, length, code list. Most need no class of their
/// own; a new item is a new line in <c>Catalogue/items.csv</c> and <c>fields.csv</c>.
/// </summary>
public static class ItemCatalogue
{
    private static readonly FrozenDictionary<string, CatalogueItem> ById = Load();

    public static IEnumerable<CatalogueItem> All => ById.Values;

    public static CatalogueItem? Find(string id) => ById.GetValueOrDefault(id);

    /// <summary>The item of a fact that was once stored.</summary>
    /// <exception cref="InvalidDataException">There is no such item.</exception>
    public static CatalogueItem Get(string id) => Find(id) ?? throw new InvalidDataException($"There is no item '{id}' in the catalogue.");

    private static FrozenDictionary<string, CatalogueItem> Load()
    {
        var fields = Table.Load("Catalogue.fields.csv").Rows.ToLookup(row => row["item"], FormOf);
        var rows = Table.Load("Catalogue.items.csv").Rows;
        var parts = rows.Where(row => row["keeping"] == "part")
            .SelectMany(row => Table.Words(row["entry"]), (row, head) => (head, part: row["id"])).ToLookup(pair => pair.head, pair => pair.part);
        return rows.Select(row => new CatalogueItem(row["id"], KeepingOf(row["keeping"]),
            [.. fields[row["id"]], .. parts[row["id"]].SelectMany(part => fields[part])])).ToFrozenDictionary(item => item.Id);
    }

    private static Keeping KeepingOf(string text) => text == "derived" ? Keeping.Typed : Enum.Parse<Keeping>(text, ignoreCase: true);

    private static FieldForm FormOf(Table.Row row) => new(
        row["field"],
        row["label_de"],
        row["item"],
        Enum.Parse<FieldType>(row["type"], ignoreCase: true),
        row["length"].Length == 0 ? 0 : int.Parse(row["length"], System.Globalization.CultureInfo.InvariantCulture),
        row["mandatory"] == "true",
        row["count"].Length == 0 ? 1 : int.Parse(row["count"], System.Globalization.CultureInfo.InvariantCulture),
        row["list"].Length == 0 ? null : row["list"],
        row.Day("valid_from"),
        row.Day("valid_to"));
}
