using AzrActors.Domain.CodeLists;
using AzrActors.Domain.Vocabulary;

namespace AzrActors.Domain.Law;

/// <summary>
/// In whose messages the AZR number may stand (AZRG § 10 Abs. 4): beside the basic personal data, for unambiguous
/// assignment, within the lines of the table. What no line covers is forbidden.
/// </summary>
public static class AzrNumberUse
{
    private const string Number = "AzrNumber";

    // The number always stands beside name and birth date in what the register sends.
    private static readonly string[] AlwaysFulfilled = ["withBasicData"];

    private static readonly IReadOnlyList<Line> Lines = [.. Table.Load("Law.azr-number-use.csv").Rows
        .Where(row => row["number"] == Number).Select(row => new Line(row))];

    /// <summary>True if the number may stand in a message to a body of this kind.</summary>
    /// <param name="isSection2Case">The record is kept for an occasion of § 2 Abs. 1a or 2 AZRG.</param>
    /// <param name="isSettled">A settlement or EU long-term permit was granted.</param>
    public static bool Allows(AuthorityKind recipient, bool isSection2Case, bool isSettled, DateOnly day)
    {
        foreach (var line in Lines)
            if (line.Row.Covers(day) && line.Recipients.Covers(recipient) && line.Conditions.All(Holds)) return true;
        return false;

        bool Holds(string condition) => condition switch
        {
            "asylumOrSection2Case" => isSection2Case,
            "untilSettlement" => !isSettled,
            _ => AlwaysFulfilled.Contains(condition),
        };
    }

    private sealed class Line(Table.Row row)
    {
        public Table.Row Row { get; } = row;

        public KindList Recipients { get; } = new(row["to"]);

        public string[] Conditions { get; } = Table.Words(row["condition"]);
    }
}
