using System.Runtime.InteropServices;

namespace AzrActors.Domain.Identity;

/// <summary>
/// Estimates the weights from the stock itself, without being told which pairs are one person (expectation maximisation).
/// Pairs that share a blocking key teach what one person's records look like; pairs at random teach what strangers share by
/// chance. The table of first guesses counts like some pairs more, so that a small or odd stock leads nowhere strange.
/// Relatives are taken from the table: nothing in the data tells them from one person but that table. How many there are is
/// learnt as far as the data would show them, and of twins from those who are a brother and a sister.
/// </summary>
public sealed class WeightEstimator
{
    /// <summary>Records expected to be one person with another record, before the stock is looked at.</summary>
    internal const double SamePerRecord = 0.01;

    /// <summary>Pairs of relatives expected for each record.</summary>
    internal const double RelativesPerRecord = 0.5;

    private const double GuessStrength = 40;
    private const double StrangerGuessStrength = 10;
    private const double SameLeast = 0.002;

    private const double StrangerLeast = 1e-6;
    private const double SharesKnownFor = 20;
    private const double ShareMost = 0.2;
    private const double TwinsMost = 0.3;
    private const int RoundsMax = 60;
    private const double StillBelow = 1e-3;

    private readonly Dictionary<AgreementPattern, int> _candidates = [];
    private readonly Dictionary<AgreementPattern, int> _random = [];

    /// <summary>Adds a pair that shares a blocking key.</summary>
    public void AddCandidate(AgreementPattern pattern) => CollectionsMarshal.GetValueRefOrAddDefault(_candidates, pattern, out _)++;

    /// <summary>Adds a pair drawn from all pairs regardless of what they share.</summary>
    public void AddRandom(AgreementPattern pattern) => CollectionsMarshal.GetValueRefOrAddDefault(_random, pattern, out _)++;

    /// <param name="pairs">Number of all pairs of the stock.</param>
    /// <param name="records">Number of its records.</param>
    /// <param name="seen">Share of the candidate pairs of the stock that were added, above 0 and at most 1.</param>
    public MatchWeights Estimate(double pairs, double records, double seen)
    {
        var guess = MatchWeights.Default(pairs, records);
        // Nearly all pairs at random are strangers. By the guess, in a stock of one town and one nation, all would be relatives,
        // and nothing would ever be learnt of strangers.
        var weights = guess with { Strangers = LearnStrangers(guess, guess.Same, _ => 1) };
        var said = (Homes: ShareOfRandom(SaysHome), Twins: ShareOfRandom(SaysTwins));
        for (var round = 0; round < RoundsMax; round++)
        {
            var next = Improve(weights, guess, pairs, seen, said);
            var moved = Math.Abs(next.SameShare - weights.SameShare) / weights.SameShare;
            weights = next;
            if (moved < StillBelow) break;
        }
        return weights;
    }

    private MatchWeights Improve(MatchWeights weights, MatchWeights guess, double pairs, double seen, (double Homes, double Twins) said)
    {
        var (same, twins) = (new DegreeCounts(), new DegreeCounts());
        var (sames, relatives) = (0.0, 0.0);
        foreach (var (pattern, count) in _candidates)
        {
            var kinds = KindsOf(pattern, weights);
            same.Add(pattern, count * kinds.Same);
            sames += count * kinds.Same;
            if (SaysHome(pattern)) relatives += count * kinds.Relatives;
            // A brother and a sister are not taken for one person: they show how often twins are born, and where their records have them live.
            if (pattern[MatchField.Sex] == Degree.Different && pattern[MatchField.BirthDate] == Degree.Exact)
                twins.Add(pattern, count * kinds.Relatives);
        }
        var learnt = guess.Same.Learn(same, GuessStrength, SameLeast, SameDifferentMost);
        var relativeShare = ShareOfRelatives(relatives);
        return guess with
        {
            Same = learnt,
            Strangers = LearnStrangers(guess, learnt, pattern => KindsOf(pattern, weights).Strangers),
            // A source that exchanges family and given names does so with a son named after his father as well.
            Relatives = guess.Relatives
                .With(MatchField.FamilyName, Degree.Swapped, guess.Relatives[MatchField.FamilyName, Degree.Swapped]
                    * learnt[MatchField.FamilyName, Degree.Swapped] / guess.Same[MatchField.FamilyName, Degree.Swapped])
                .With(MatchField.BirthDate, Degree.Exact, ShareOfTwins())
                .LearnOnly(MatchField.Address, twins, GuessStrength, SameLeast),
            SameShare = ShareOfSame(sames),
            RelativeShare = relativeShare,
        };

        // The guess is worth some pairs here too: without a single duplicate the share would fall to nothing.
        double ShareOfSame(double found) =>
            Math.Min(ShareMost, ((found / seen) + Math.Min(SharesKnownFor, guess.SameShare * pairs)) / (pairs + SharesKnownFor));

        // Of relatives the guess holds for all pairs of which no home is said.
        double ShareOfRelatives(double found)
        {
            var known = Math.Min(SharesKnownFor, guess.RelativeShare * pairs);
            return Math.Min(ShareMost, ((found / seen) + known) / ((said.Homes * pairs) + (known / guess.RelativeShare)));
        }

        // None met does not mean that none will be.
        double ShareOfTwins()
        {
            var guessed = guess.Relatives[MatchField.BirthDate, Degree.Exact];
            var ofTwoSexes = relativeShare * pairs * said.Twins * seen * guess.Relatives[MatchField.Sex, Degree.Different];
            return Math.Clamp((twins.Of(MatchField.BirthDate) + (GuessStrength * guessed)) / (ofTwoSexes + GuessStrength), guessed, TwinsMost);
        }
    }

    private double ShareOfRandom(Func<AgreementPattern, bool> isSuch) =>
        _random.Where(pair => isSuch(pair.Key)).Sum(pair => (double)pair.Value) / Math.Max(1, _random.Sum(pair => (double)pair.Value));

    // Relatives meet by name and home. In a stock that says neither they are not met, and are there all the same.
    private static bool SaysHome(AgreementPattern pattern) =>
        pattern[MatchField.Address] != Degree.Missing && pattern[MatchField.FamilyName] != Degree.Missing;

    private static bool SaysTwins(AgreementPattern pattern) =>
        pattern[MatchField.Sex] != Degree.Missing && pattern[MatchField.BirthDate] != Degree.Missing;

    /// <summary>
    /// How many times as often as the table says one person's records may be learnt to differ. Where namesakes outnumber duplicates they
    /// would otherwise be learnt as one person who often has another birth date, and twins as one who often has other given names.
    /// </summary>
    private static double SameDifferentMost(MatchField field) => field == MatchField.GivenNames ? 1 : 2;

    /// <param name="isStranger">How sure it is that a pair of this pattern is one of strangers, 0 to 1.</param>
    private DegreeTable LearnStrangers(MatchWeights guess, DegreeTable same, Func<AgreementPattern, double> isStranger)
    {
        var counts = new DegreeCounts();
        foreach (var (pattern, count) in _random) counts.Add(pattern, count * isStranger(pattern));
        return guess.Strangers.Learn(counts, StrangerGuessStrength, StrangerLeast, _ => double.PositiveInfinity).DifferingAsOftenAs(same);
    }

    private static (double Same, double Relatives, double Strangers) KindsOf(AgreementPattern pattern, MatchWeights weights)
    {
        var same = weights.SameShare * weights.Same.LikelihoodOf(pattern);
        var relatives = weights.RelativeShare * weights.LikelihoodOfRelatives(pattern);
        var strangers = (1 - weights.SameShare - weights.RelativeShare) * weights.Strangers.LikelihoodOf(pattern);
        var all = same + relatives + strangers;
        return (same / all, relatives / all, strangers / all);
    }
}
