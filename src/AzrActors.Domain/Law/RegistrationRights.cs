using AzrActors.Domain.CodeLists;
using AzrActors.Domain.Vocabulary;

namespace AzrActors.Domain.Law;

/// <summary>Who may create a record at all, as distinct from writing its items (AZRG §§ 2, 6).</summary>
public static class RegistrationRights
{
    private static readonly IReadOnlyList<(Table.Row Row, KindList Kinds)> Rights =
        [.. Table.Load("Law.registration-rights.csv").Rows.Select(row => (row, new KindList(row["kinds"])))];

    /// <summary>Paragraph that entitles this kind of authority to register a person on the day; null if none does.</summary>
    public static string? FindBasis(AuthorityKind kind, DateOnly day) =>
        Rights.FirstOrDefault(right => right.Row.Covers(day) && right.Kinds.Covers(kind)).Row?["paragraph"];
}
