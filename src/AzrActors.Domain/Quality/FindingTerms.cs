using System.Collections.Frozen;
using System.Globalization;
using AzrActors.Domain.CodeLists;

namespace AzrActors.Domain.Quality;

/// <summary>By when findings should be mended (<c>finding-terms.csv</c>).</summary>
public static class FindingTerms
{
    private const string Others = "*";

    private static readonly FrozenDictionary<string, int> Days = Table.Load("Quality.finding-terms.csv").Rows
        .ToFrozenDictionary(row => row["rule"], row => int.Parse(row["days"], CultureInfo.InvariantCulture));

    /// <summary>The day by which a finding of the rule that opened on a day should be mended.</summary>
    public static DateOnly DueOn(Rule rule, DateOnly openedOn) => openedOn.AddDays(Days.TryGetValue(rule.Id, out var own) ? own : Days[Others]);
}
