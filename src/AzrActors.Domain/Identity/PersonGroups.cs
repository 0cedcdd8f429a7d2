namespace AzrActors.Domain.Identity;

/// <summary>
/// Settles which pairs are one person when one person may have many records: whoever is one person with another is so with all of that
/// one's records. The surest pair first, two groups become one where all pairs between them, taken together, speak for it. So
/// a record is found that shares too little with one of the others alone, and a twin who resembles one record but not the rest is not.
/// </summary>
public sealed class PersonGroups
{
    /// <summary>Fields are not quite independent, so that scores are surer than they should be: no pair says more than this.</summary>
    private const double SaysMost = 10;

    private readonly IdentityMatcher _matcher;
    private readonly double _limit;
    private readonly double _repeats;
    private readonly Dictionary<(bool IsRight, int At), List<(bool IsRight, int At)>> _groups = [];

    // Groups that were found not to be one, as large as they were then.
    private readonly HashSet<(List<(bool, int)>, int, List<(bool, int)>, int)> _apart = [];

    private PersonGroups(IdentityMatcher matcher, MatchThresholds thresholds, double repeats) =>
        (_matcher, _limit, _repeats) = (matcher, thresholds.Same, repeats);

    /// <summary>
    /// The pairs with what they come to together: one that seemed to be one person alone may be possible now, and one that seemed to
    /// differ, or shared no key, the same. In the order of left and right.
    /// </summary>
    /// <param name="pairs">Everything that the matcher has found.</param>
    public static IReadOnlyList<MatchedPair> Settle(IdentityMatcher matcher, IEnumerable<MatchedPair> pairs, MatchThresholds thresholds)
    {
        var found = pairs.ToDictionary(pair => (pair.Left, pair.Right));
        var groups = new PersonGroups(matcher, thresholds, matcher.IsWithin ? 0 : Repeats(found.Values));
        foreach (var pair in found.Values.Where(pair => pair.Outcome == MatchOutcome.Same)
            .OrderByDescending(pair => pair.Score.Bits).ThenBy(pair => pair.Left).ThenBy(pair => pair.Right))
            groups.Join((false, pair.Left), (!matcher.IsWithin, pair.Right));
        foreach (var pair in found.Values.Where(pair => pair.Outcome == MatchOutcome.Same && !groups.AreOne(pair)).ToList())
            found[(pair.Left, pair.Right)] = pair with { Outcome = MatchOutcome.Possible };
        foreach (var pair in groups.Pairs()) found[(pair.Left, pair.Right)] = pair with { Outcome = MatchOutcome.Same };
        return [.. found.Values.OrderBy(pair => pair.Left).ThenBy(pair => pair.Right)];
    }

    private void Join((bool IsRight, int At) one, (bool IsRight, int At) other)
    {
        var (here, there) = (GroupOf(one), GroupOf(other));
        if (here == there || _apart.Contains((here, here.Count, there, there.Count))) return;
        var together = here.Sum(mine => there.Sum(theirs => Math.Clamp(
            _matcher.Score(mine, theirs).Bits + (mine.IsRight == theirs.IsRight ? _repeats : 0) - _limit, -SaysMost, SaysMost)));
        if (together < 0)
        {
            _apart.Add((here, here.Count, there, there.Count));
            return;
        }
        here.AddRange(there);
        foreach (var record in there) _groups[record] = here;
    }

    // How often one of the two lists has somebody twice is seen by the sure pairs; bits.
    private static double Repeats(IEnumerable<MatchedPair> pairs)
    {
        var sure = pairs.Where(pair => pair.Score.Bits >= SaysMost).ToList();
        var (records, repeated) = (2, 1);
        foreach (var partners in sure.GroupBy(pair => (false, pair.Left)).Concat(sure.GroupBy(pair => (true, pair.Right))))
            (records, repeated) = (records + 1, repeated + (partners.Skip(1).Any() ? 1 : 0));
        return Math.Log2((double)repeated / records);
    }

    private List<(bool IsRight, int At)> GroupOf((bool IsRight, int At) record) =>
        _groups.TryGetValue(record, out var group) ? group : _groups[record] = [record];

    private bool AreOne(MatchedPair pair) => GroupOf((false, pair.Left)) == GroupOf((!_matcher.IsWithin, pair.Right));

    /// <summary>All pairs within groups; of two lists those between them.</summary>
    private IEnumerable<MatchedPair> Pairs()
    {
        foreach (var group in _groups.Values.Distinct())
            foreach (var (isRight, left) in group)
                foreach (var (isOtherRight, right) in group)
                    if (!isRight && (_matcher.IsWithin ? left < right : isOtherRight))
                        yield return new MatchedPair(left, right, _matcher.Score((false, left), (isOtherRight, right)), MatchOutcome.Same);
    }
}
