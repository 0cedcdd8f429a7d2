using AzrActors.Domain.Quality;

namespace AzrActors.Domain.Identity;

/// <summary>What a stock has taught about pairs, and where the limits lie.</summary>
/// <param name="Records">Records of the stock that it was learnt from.</param>
/// <param name="Shares">How common values are; null where too little is known.</param>
public sealed record MatchModel(MatchWeights Weights, ValueShares? Shares, MatchThresholds Thresholds, double Records)
{
    /// <summary>A stock smaller than this teaches nothing: the table is all there is, as for a stock of this size.</summary>
    public const int RecordsMin = 1_000;

    /// <summary>The model of a stock of which nothing but its size is known.</summary>
    public static MatchModel Unlearnt(double records)
    {
        var counted = Math.Max(RecordsMin, records);
        return new MatchModel(MatchWeights.Default(counted * (counted - 1) / 2, counted), null, MatchThresholds.Default, records);
    }
}

/// <summary>What holding one person against one record came to, with the reasons.</summary>
/// <param name="Pattern">How far each field agrees.</param>
/// <param name="Rules">Rules of the catalogue that the pair meets (Q100 to Q103).</param>
public sealed record IdentityMatch(MatchScore Score, AgreementPattern Pattern, MatchOutcome Outcome, IReadOnlyList<Rule> Rules)
{
    /// <summary>
    /// So alike that nobody may be stored beside the other without the statement that the persons differ
    /// (übereinstimmende oder nur geringfügig abweichende Grundpersonalien, AZRG-DV § 3 Abs. 2).
    /// </summary>
    public bool IsNearIdentical => PairRules.AreNearIdentical(Outcome, Rules);
}

/// <summary>
/// Holds one person against records, under every name of either side. What is asked about stays the same, so it is taken
/// apart once.
/// </summary>
public sealed class IdentityCheck
{
    private readonly RecordIdentity _asked;
    private readonly MatchModel _model;
    private readonly IReadOnlyList<IdentityProfile> _profiles;

    public IdentityCheck(RecordIdentity asked, MatchModel model) => (_asked, _model, _profiles) = (asked, model, ProfilesOf(asked, null));

    /// <summary>The likeliest of all readings of the pair. Same pair, same answer, whichever side asks.</summary>
    public IdentityMatch Against(RecordIdentity other)
    {
        var shared = _asked.Numbers.Intersect(other.Numbers).ToList();
        var paper = shared.FirstOrDefault(number => number.IsPaper)?.Value;
        var profiles = paper is null || paper == _asked.Person.PaperNumber ? _profiles : ProfilesOf(_asked, paper);
        IdentityMatch? best = null;
        var others = ProfilesOf(other, paper);
        for (var i = 0; i < profiles.Count; i++)
        {
            for (var j = 0; j < others.Count; j++)
            {
                // A former name of the one against a former name of the other would be two guesses at once.
                if (i > 0 && j > 0) continue;
                var pattern = IdentityComparison.Compare(profiles[i], others[j]);
                var score = _model.Weights.Score(pattern, profiles[i], others[j], _model.Shares);
                if (best is null || score.Bits > best.Score.Bits) best = new IdentityMatch(score, pattern, default, []);
            }
        }
        var rules = PairRules.Of(profiles[0], others[0], best!.Pattern, shared);
        return best with { Rules = rules, Outcome = OutcomeOf(best.Score, rules) };
    }

    // A rule says that somebody has to look, whatever the numbers; only fingerprints say more.
    private MatchOutcome OutcomeOf(MatchScore score, IReadOnlyList<Rule> rules)
    {
        var outcome = _model.Thresholds.Of(score.Bits);
        if (rules.Contains(Quality.Rules.SameFingerprint)) return MatchOutcome.Same;
        return outcome == MatchOutcome.Different && rules.Count > 0 ? MatchOutcome.Possible : outcome;
    }

    private static List<IdentityProfile> ProfilesOf(RecordIdentity identity, string? paper)
    {
        var person = new IdentityProfile(paper is null ? identity.Person : identity.Person with { PaperNumber = paper });
        return [person, .. identity.FormerFamilyNames.Select(person.Under)];
    }
}
