namespace AzrActors.Domain.Identity;

/// <summary>
/// Keeps of two lists of the same persons, each list without duplicates, the pairs in which every record occurs once: the
/// surest pair first, then the surest of what is left.
/// </summary>
public static class OneToOne
{
    public static IReadOnlyList<MatchedPair> Assign(IEnumerable<MatchedPair> pairs)
    {
        var (lefts, rights) = (new HashSet<int>(), new HashSet<int>());
        var assigned = new List<MatchedPair>();
        foreach (var pair in pairs.OrderByDescending(pair => pair.Score.Bits).ThenBy(pair => pair.Left).ThenBy(pair => pair.Right))
        {
            if (lefts.Contains(pair.Left) || rights.Contains(pair.Right)) continue;
            lefts.Add(pair.Left);
            rights.Add(pair.Right);
            assigned.Add(pair);
        }
        return [.. assigned.OrderBy(pair => pair.Left)];
    }
}
