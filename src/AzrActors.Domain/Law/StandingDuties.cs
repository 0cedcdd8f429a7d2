using System.Collections.Concurrent;

namespace AzrActors.Domain.Law;

/// <summary>The standing duties of a relation, compiled per item of a legal state.</summary>
internal static class StandingDuties
{
    private static readonly ConcurrentDictionary<(LegalState State, Relation Relation), DutyRule[][]> Compiled = new();

    /// <summary>Rules whose content names the item, in the order of the table.</summary>
    public static DutyRule[] Of(Relation relation, LegalState state, AnnexItem item) =>
        Compiled.GetOrAdd((state, relation), static key => Compile(key.State, key.Relation))[item.Index];

    private static DutyRule[][] Compile(LegalState state, Relation relation)
    {
        var rules = DutyRule.All.Where(rule => rule.IsStanding && rule.Recipient == relation).ToList();
        return [.. state.Items.Select(item => rules.Where(rule => rule.Content.Covers(item)).ToArray())];
    }
}
