using AzrActors.Domain.CodeLists;
using AzrActors.Domain.Vocabulary;

namespace AzrActors.Domain.Law;

/// <summary>Row of the annex of the AZRG-DV with an optional letter: <c>3</c> means every letter of row 3.</summary>
public static class AnnexItem
{
    public static string RowOf(string item) => item.IndexOf('.', StringComparison.Ordinal) is var dot and >= 0 ? item[..dot] : item;
}

/// <summary>Who may write which item, with the paragraph (annex column C, AZRG § 6). What is not listed is denied.</summary>
public static class WriteRights
{
    /// <summary>Creating a record at all (AZRG § 2), as distinct from writing its items.</summary>
    public const string Registration = "register";

    private static readonly ILookup<(string, AuthorityKind), Right> Rights = Right.Load("write-rights");

    /// <summary>Paragraph that entitles this kind of authority to write the item on the day; null if none does.</summary>
    public static string? FindBasis(string item, AuthorityKind authority, DateOnly day) =>
        Rights[(item, authority)].Concat(Rights[(AnnexItem.RowOf(item), authority)])
            .FirstOrDefault(right => right.Covers(day))?.Paragraph;
}

/// <summary>Who may see which item, with the paragraph (annex column D, AZRG §§ 14-21). What is not listed is denied.</summary>
public static class ReadRights
{
    private static readonly ILookup<(string, AuthorityKind), Right> Rights = Right.Load("read-rights");

    /// <summary>True if this kind of authority may see the item (row and letter) of a person of this group on the day.</summary>
    public static bool Allow(string item, AuthorityKind authority, PersonGroup group, DateOnly day) =>
        Any(Rights[(item, authority)], group, day) || Any(Rights[(AnnexItem.RowOf(item), authority)], group, day);

    private static bool Any(IEnumerable<Right> rights, PersonGroup group, DateOnly day)
    {
        foreach (var right in rights)
            if (right.Covers(day) && right.Groups.Contains(group)) return true;
        return false;
    }
}

/// <summary>Relations by which an authority has to do with a person and must be told about it.</summary>
public enum Relation
{
    /// <summary>Keeps the file of the person (aktenführende Behörde, AZRG-DV § 3).</summary>
    FileKeeper = 1,

    /// <summary>Residents' office of the current address.</summary>
    ResidentsOfficeOfAddress = 2,

    /// <summary>Runs the asylum procedure, while an Aufenthaltsgestattung is running.</summary>
    AsylumAuthority = 3,
}

/// <summary>Which relation must be told about changes of which item, with the paragraph (AZRG §§ 15a, 18e).</summary>
public static class DutiesToTell
{
    private static readonly ILookup<(string, Relation), Duty> Duties = Table.Load("Law.duties-to-tell.csv").Rows
        .Select(row => new Duty(row["item"], Enum.Parse<Relation>(row["relation"]), row["paragraph"], row))
        .ToLookup(duty => (duty.Item, duty.Relation));

    /// <summary>Paragraph that orders to tell; null if the relation is not told about this item.</summary>
    public static string? FindParagraph(string item, Relation relation, DateOnly day) =>
        Duties[(item, relation)].Concat(Duties[(AnnexItem.RowOf(item), relation)])
            .FirstOrDefault(duty => duty.Row.Covers(day))?.Paragraph;

    private sealed record Duty(string Item, Relation Relation, string Paragraph, Table.Row Row);
}

internal sealed record Right(string Item, AuthorityKind Authority, IReadOnlySet<PersonGroup> Groups, string Paragraph, DateOnly From, DateOnly? To)
{
    public bool Covers(DateOnly day) => day >= From && (To is null || day <= To);

    public static ILookup<(string, AuthorityKind), Right> Load(string table) =>
        Table.Load($"Law.{table}.csv").Rows
            .Select(row => new Right(
                row["item"],
                Enum.Parse<AuthorityKind>(row["authority"]),
                row["groups"].Split(' ').Select(group => (PersonGroup)int.Parse(group, System.Globalization.CultureInfo.InvariantCulture)).ToHashSet(),
                row["paragraph"],
                row.Day("valid_from") ?? DateOnly.MinValue,
                row.Day("valid_to")))
            .ToLookup(right => (right.Item, right.Authority));
}
