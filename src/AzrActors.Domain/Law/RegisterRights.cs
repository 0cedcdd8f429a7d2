using AzrActors.Domain.CodeLists;

namespace AzrActors.Domain.Law;

/// <summary>What the register authority stores by its own decision (Registerbehörde, AZRG §§ 4, 37; AZRG-DV §§ 7, 17).</summary>
internal static class RegisterRights
{
    private static readonly ILookup<string, Table.Row> Rights = Table.Load("Law.register-rights.csv").Rows.ToLookup(row => row["item"]);

    /// <summary>Paragraph on which it stores the item on the day; null if it does not by itself.</summary>
    public static string? FindBasis(string item, DateOnly day) => Rights[item].FirstOrDefault(row => row.Covers(day))?["paragraph"];
}
