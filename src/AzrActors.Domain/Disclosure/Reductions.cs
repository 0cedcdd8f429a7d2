using AzrActors.Domain.Law;
using AzrActors.Domain.Vocabulary;

namespace AzrActors.Domain.Disclosure;

/// <summary>Reduces values of which the law gives only a part.</summary>
internal static class Reductions
{
    private const string SettlementText = "Niederlassungserlaubnis oder Erlaubnis zum Daueraufenthalt-EU";
    private static readonly string[] ReferenceNumbers = ["bkaDNumber", "bkaENumber"];

    /// <summary>What is left of the value; null if nothing is.</summary>
    public static RecordItem? Apply(RecordItem item, Conditions conditions)
    {
        var reductions = conditions & Conditions.Reductions;
        if (reductions == Conditions.None) return item;
        var left = item;
        if (reductions.HasFlag(Conditions.SettlementHint)) left = Settlement(left);
        if (left is not null && reductions.HasFlag(Conditions.ReferenceNumber) && !ReferenceNumbers.Contains(LastPart(left))) left = null;
        if (left is not null && reductions.HasFlag(Conditions.MonthAndYear)) left = MonthAndYear(left);
        if (left is not null && reductions.HasFlag(Conditions.NoFileReference)) left = left with { Source = left.Source with { FileReference = "" } };
        // What is left of these is a number or a hint that only the statistics and § 15 Abs. 1 Satz 2 know.
        const Conditions nothing = Conditions.Pseudonym | Conditions.NoLossFindingHint | Conditions.SuppliersOfSection19Occasions;
        return (reductions & nothing) == Conditions.None ? left : null;
    }

    private static RecordItem? Settlement(RecordItem item) =>
        LastPart(item) == "code" ? item with { Label = "Hinweis", Value = "true", Text = SettlementText } : null;

    private static RecordItem? MonthAndYear(RecordItem item)
    {
        if (!PartialDate.TryParse(item.Value, out var date) || !PartialDate.TryParse($"{date.ToString()[..8]}00", out var month)) return null;
        return item with { Value = month.ToString(), Text = month.ToGerman() };
    }

    private static string LastPart(RecordItem item) => item.Path[(item.Path.LastIndexOf('/') + 1)..];
}
