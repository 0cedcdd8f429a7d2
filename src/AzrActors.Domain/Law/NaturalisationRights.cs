using AzrActors.Domain.CodeLists;
using AzrActors.Domain.Vocabulary;

namespace AzrActors.Domain.Law;

/// <summary>Who tells the register that a person has become German (AZRG § 36 Abs. 2 and 3).</summary>
public static class NaturalisationRights
{
    private static readonly IReadOnlyList<(Table.Row Row, KindList Kinds)> Rights =
        [.. Table.Load("Law.naturalisation-rights.csv").Rows.Select(row => (row, new KindList(row["kinds"])))];

    /// <summary>Paragraph on which this kind of authority reports it on the day; null if it does not.</summary>
    public static string? FindBasis(AuthorityKind kind, DateOnly day) =>
        Rights.FirstOrDefault(right => right.Row.Covers(day) && right.Kinds.Covers(kind)).Row?["paragraph"];
}
