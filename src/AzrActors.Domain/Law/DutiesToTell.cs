using AzrActors.Domain.CodeLists;

namespace AzrActors.Domain.Law;

/// <summary>Relations by which an authority has to do with a person and must be told about it.</summary>
public enum Relation
{
    /// <summary>Keeps the file of the person (aktenführende Behörde, AZRG-DV § 3).</summary>
    FileKeeper = 1,

    /// <summary>Residents' office of the current address.</summary>
    ResidentsOfficeOfAddress = 2,

    /// <summary>Runs the asylum procedure.</summary>
    AsylumAuthority = 3,
}

/// <summary>Which relation must be told about changes of which item, with the paragraph (AZRG §§ 15a, 18e).</summary>
public static class DutiesToTell
{
    private static readonly ILookup<Relation, Duty> Duties = Table.Load("Law.duties-to-tell.csv").Rows
        .Select(row => new Duty(Enum.Parse<Relation>(row["relation"]), new ItemList(row["item"]), row["paragraph"], row))
        .ToLookup(duty => duty.Relation);

    /// <summary>Paragraph that orders to tell; null if the relation is not told about this item.</summary>
    public static string? FindParagraph(AnnexItem item, Relation relation, DateOnly day)
    {
        foreach (var duty in Duties[relation])
            if (duty.Row.Covers(day) && duty.Items.Covers(item)) return duty.Paragraph;
        return null;
    }

    private sealed record Duty(Relation Relation, ItemList Items, string Paragraph, Table.Row Row);
}
