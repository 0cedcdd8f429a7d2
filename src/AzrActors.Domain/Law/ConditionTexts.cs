using System.Collections.Frozen;
using AzrActors.Domain.CodeLists;

namespace AzrActors.Domain.Law;

/// <summary>Says conditions in German.</summary>
internal static class ConditionTexts
{
    private static readonly FrozenDictionary<Conditions, string> Texts = Table.Load("Law.condition-texts.csv").Rows
        .ToFrozenDictionary(row => Enum.Parse<Conditions>(row["condition"], ignoreCase: true), row => row["text_de"]);

    /// <summary>The conditions that have a text; all have (a test sees to it).</summary>
    public static IEnumerable<Conditions> All => Texts.Keys;

    public static string German(Conditions conditions) => string.Join(" und ", List(conditions));

    /// <summary>One text for each condition, in a fixed order.</summary>
    public static IReadOnlyList<string> List(Conditions conditions) =>
        [.. Texts.Where(text => conditions.HasFlag(text.Key)).OrderBy(text => text.Key).Select(text => text.Value)];
}
