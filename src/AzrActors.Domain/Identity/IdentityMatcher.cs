namespace AzrActors.Domain.Identity;

/// <summary>A pair and what its comparison came to; left and right are positions in the two lists.</summary>
public sealed record MatchedPair(int Left, int Right, MatchScore Score, MatchOutcome Outcome);

/// <summary>
/// Finds the pairs of one list, or of two lists, that are one person. Weights come from these lists alone. Same lists, same
/// answer: what is drawn at random follows from the positions.
/// </summary>
public sealed class IdentityMatcher
{
    private const int RandomPairs = 100_000;
    private const int TeachingPairs = 400_000;

    private readonly IReadOnlyList<IdentityProfile> _left;
    private readonly IReadOnlyList<IdentityProfile> _right;
    private readonly BlockIndex _blocks;
    private readonly ValueShares _shares;
    private readonly MatchThresholds _thresholds;
    private readonly HashSet<int> _found = [];

    /// <param name="right">Null to look for pairs within the left list.</param>
    /// <exception cref="OperationCanceledException">Stopped by the token.</exception>
    public IdentityMatcher(
        IReadOnlyList<IdentityProfile> left, IReadOnlyList<IdentityProfile>? right, MatchThresholds thresholds, CancellationToken cancellationToken)
    {
        (_left, _right, IsWithin, _thresholds) = (left, right ?? left, right is null, thresholds);
        _blocks = new BlockIndex(_right);
        cancellationToken.ThrowIfCancellationRequested();
        _shares = new ValueShares(right is null ? left : left.Concat(right));
        Weights = Estimate(cancellationToken);
    }

    /// <summary>One list is held against itself.</summary>
    internal bool IsWithin { get; }

    /// <summary>The weights that the lists gave.</summary>
    public MatchWeights Weights { get; }

    /// <summary>
    /// The pairs of one record of the left list; within one list those with a later record, so that each pair comes once.
    /// Not for use by several threads at a time.
    /// </summary>
    public IReadOnlyList<MatchedPair> PairsOf(int left) =>
        [.. Candidates(left).Select(right => Compare(left, _left[left], right))];

    /// <summary>
    /// Holds somebody who is in neither list against the right one, as a change is held against the whole stock; left is
    /// -1. Not for use by several threads at a time.
    /// </summary>
    public IReadOnlyList<MatchedPair> Check(IdentityProfile person)
    {
        _blocks.Find(person, _found);
        return [.. _found.Order().Select(right => Compare(-1, person, right))];
    }

    /// <summary>Weighs any two records, of one list or of both, whether they share a key or not.</summary>
    internal MatchScore Score((bool IsRight, int At) one, (bool IsRight, int At) other) =>
        Score((one.IsRight ? _right : _left)[one.At], (other.IsRight ? _right : _left)[other.At]);

    private MatchedPair Compare(int left, IdentityProfile one, int right)
    {
        var score = Score(one, _right[right]);
        return new MatchedPair(left, right, score, _thresholds.Of(score.Bits));
    }

    private MatchScore Score(IdentityProfile one, IdentityProfile other) =>
        Weights.Score(IdentityComparison.Compare(one, other), one, other, _shares);

    private IEnumerable<int> Candidates(int left)
    {
        _blocks.Find(_left[left], _found);
        return _found.Where(right => !IsWithin || right > left).Order();
    }

    private MatchWeights Estimate(CancellationToken cancellationToken)
    {
        var estimator = new WeightEstimator();
        var records = IsWithin ? _left.Count : Math.Min(_left.Count, _right.Count);
        var pairs = IsWithin ? _left.Count * (_left.Count - 1.0) / 2 : (double)_left.Count * _right.Count;
        // Spread over the list, which may be sorted by something that matters, and each record once.
        var stride = StrideOf(_left.Count);
        var (asked, taught) = (0, 0);
        for (; asked < _left.Count && taught < TeachingPairs; asked++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var left = (int)((long)asked * stride % _left.Count);
            foreach (var right in Candidates(left))
            {
                estimator.AddCandidate(IdentityComparison.Compare(_left[left], _right[right]));
                taught++;
            }
        }
        for (ulong draw = 0; draw < Math.Min(RandomPairs, pairs); draw++)
        {
            var (left, right) = ((int)(Spread(2 * draw) % (ulong)_left.Count), (int)(Spread((2 * draw) + 1) % (ulong)_right.Count));
            if (IsWithin && left == right) continue;
            estimator.AddRandom(IdentityComparison.Compare(_left[left], _right[right]));
        }
        return estimator.Estimate(Math.Max(pairs, 1), records, _left.Count == 0 ? 1 : (double)asked / _left.Count);
    }

    private static int StrideOf(int count)
    {
        var stride = Math.Max(1, (int)(count * 0.618));
        while (Divisor(stride, count) > 1) stride++;
        return stride;

        static int Divisor(int one, int other) => other == 0 ? one : Divisor(other, one % other);
    }

    // SplitMix64: no randomness in the domain, but positions without a pattern.
    private static ulong Spread(ulong number)
    {
        unchecked
        {
            number = (number + 1) * 0x9E3779B97F4A7C15;
            number = (number ^ (number >> 30)) * 0xBF58476D1CE4E5B9;
            number = (number ^ (number >> 27)) * 0x94D049BB133111EB;
            return number ^ (number >> 31);
        }
    }
}
