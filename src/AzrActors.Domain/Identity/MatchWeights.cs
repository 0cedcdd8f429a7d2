namespace AzrActors.Domain.Identity;

/// <summary>
/// The probabilities behind a comparison (Fellegi and Sunter 1969), with a third kind of pair: relatives and persons of
/// one home agree in family name, address and origin without being one person, and twins in the birth date too. A pair is
/// held against the likelier of both alternatives.
/// </summary>
/// <param name="Same">Of pairs that are one person (m).</param>
/// <param name="Strangers">Of any two persons (u).</param>
/// <param name="Relatives">Of two persons of one family or home.</param>
/// <param name="SameShare">Share of all pairs of the stock that are one person.</param>
/// <param name="RelativeShare">Share of all pairs that are relatives.</param>
public sealed record MatchWeights(DegreeTable Same, DegreeTable Strangers, DegreeTable Relatives, double SameShare, double RelativeShare)
{
    // A son is named after his father, even if the name is rare.
    private const double RelativeRatioMin = 0.25;
    private const double RelativeRatioMax = 8;

    /// <summary>The weights of the table, for a stock of this many pairs and records before anything is known about it.</summary>
    public static MatchWeights Default(double pairs, double records) => new(
        DegreeTable.Read("same"), DegreeTable.Read("stranger"), DegreeTable.Read("relative"),
        Math.Min(0.1, WeightEstimator.SamePerRecord * records / Math.Max(pairs, 1)),
        Math.Min(0.1, WeightEstimator.RelativesPerRecord * records / Math.Max(pairs, 1)));

    /// <summary>Weighs a pair.</summary>
    /// <param name="shares">How common values are; null if unknown.</param>
    public MatchScore Score(AgreementPattern pattern, IdentityProfile one, IdentityProfile other, ValueShares? shares)
    {
        Span<double> strangers = stackalloc double[AgreementPattern.Fields];
        Span<double> relatives = stackalloc double[AgreementPattern.Fields];
        var againstStrangers = Math.Log2(SameShare / (1 - SameShare - RelativeShare));
        var againstRelatives = Math.Log2(SameShare / RelativeShare);
        var (priorStrangers, priorRelatives) = (againstStrangers, againstRelatives);
        for (var field = MatchField.FamilyName; field <= MatchField.Place; field++)
        {
            var degree = pattern[field];
            if (degree == Degree.Missing) continue;
            var ratio = shares?.RatioOf(field, degree, one, other) ?? 1;
            var byChance = field switch
            {
                MatchField.GivenNames => Math.Clamp(ratio, RelativeRatioMin, RelativeRatioMax),
                // Twins are no rarer on a rare day.
                MatchField.BirthDate => Math.Clamp(ratio, 1, RelativeRatioMax),
                _ => 1,
            };
            strangers[(int)field] = Weight(Same[field, degree], Strangers[field, degree], ratio);
            relatives[(int)field] = Weight(Same[field, degree], Relatives[field, degree], byChance);
            if (IsOfTwins(field, pattern)) relatives[(int)field] = Math.Min(0, relatives[(int)field]);
            againstStrangers += strangers[(int)field];
            againstRelatives += relatives[(int)field];
        }
        return againstStrangers <= againstRelatives
            ? new MatchScore(againstStrangers, priorStrangers, [.. strangers], Alternative.Strangers)
            : new MatchScore(againstRelatives, priorRelatives, [.. relatives], Alternative.Relatives);
    }

    /// <summary>How often relatives agree as they do here.</summary>
    internal double LikelihoodOfRelatives(AgreementPattern pattern)
    {
        var place = pattern[MatchField.BirthPlace];
        return Relatives.LikelihoodOf(pattern) * (place != Degree.Missing && IsOfTwins(MatchField.BirthPlace, pattern)
            ? Math.Max(1, Same[MatchField.BirthPlace, place] / Relatives[MatchField.BirthPlace, place]) : 1);
    }

    // Twins are born in one place: after the day it says nothing more.
    private static bool IsOfTwins(MatchField field, AgreementPattern pattern) =>
        field == MatchField.BirthPlace && pattern[MatchField.BirthDate] == Degree.Exact;

    // Where chance is everyday, a rare value cannot make it impossible, nor a common one certain.
    private static double Weight(double same, double other, double ratio) => Math.Log2(same / Math.Min(0.98, other * ratio));
}

/// <summary>What a pair is if it is not one person.</summary>
public enum Alternative
{
    Strangers,
    Relatives,
}

/// <summary>
/// How sure it is that a pair is one person, and why. The weights are bits: each of them doubles or halves the odds.
/// </summary>
/// <param name="Bits">Logarithm to base 2 of the odds; 0 is as likely as not. The sum of prior and weights.</param>
/// <param name="Prior">The same before anything is compared: how rare it is that two records are of one person.</param>
/// <param name="Weights">Weight of each field by <see cref="MatchField"/>; 0 if one side does not say it.</param>
/// <param name="Against">The likelier alternative, which the pair was held against.</param>
public sealed record MatchScore(double Bits, double Prior, IReadOnlyList<double> Weights, Alternative Against);

/// <summary>What a comparison comes to.</summary>
public enum MatchOutcome
{
    Different,

    /// <summary>An official decides.</summary>
    Possible,
    Same,
}

/// <summary>The two limits between the three outcomes, in bits; both belong to the outcome above them.</summary>
public sealed record MatchThresholds(double Same, double Possible)
{
    /// <summary>One person if that is likelier than not; to be looked at from odds of 1 to 64 on.</summary>
    public static MatchThresholds Default { get; } = new(0, -6);

    public MatchOutcome Of(double bits) => bits >= Same ? MatchOutcome.Same : bits >= Possible ? MatchOutcome.Possible : MatchOutcome.Different;
}
