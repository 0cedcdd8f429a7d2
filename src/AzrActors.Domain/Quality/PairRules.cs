using AzrActors.Domain.Identity;

namespace AzrActors.Domain.Quality;

/// <summary>Rules on what two records are found by: persons that look alike, papers and fingerprints that two persons have.</summary>
public static class PairRules
{
    /// <summary>Rules that the pair meets. Order of the two does not matter.</summary>
    public static IReadOnlyList<Rule> Of(IdentityProfile one, IdentityProfile other, AgreementPattern pattern, IReadOnlyList<PersonNumber> shared)
    {
        var rules = new List<Rule>();
        if (ShareDocument(shared)) rules.Add(Rules.SameDocument);
        if (HaveSameData(one, other, pattern)) rules.Add(Rules.SamePersonalData);
        else if (HaveSimilarData(pattern)) rules.Add(Rules.SimilarPersonalData);
        if (ShareFingerprint(shared)) rules.Add(Rules.SameFingerprint);
        return rules;
    }

    /// <summary>So alike that whoever is registered beside the other must be said to be another person.</summary>
    [Judges("Q004")]
    public static bool AreNearIdentical(MatchOutcome outcome, IReadOnlyList<Rule> rules) =>
        outcome == MatchOutcome.Same || rules.Contains(Rules.SamePersonalData);

    /// <summary>The same paper; whether a child is entered in it, whoever looks at the pair sees.</summary>
    [Judges("Q100")]
    private static bool ShareDocument(IReadOnlyList<PersonNumber> shared) => shared.Any(number => number.IsPaper);

    /// <summary>Same name in search form, same birth date, a nationality in common.</summary>
    [Judges("Q101")]
    private static bool HaveSameData(IdentityProfile one, IdentityProfile other, AgreementPattern pattern) =>
        pattern[MatchField.Nationality] == Degree.Exact && pattern[MatchField.BirthDate] == Degree.Exact
        && one.FamilyName is { } family && other.FamilyName is { } others && family.Joined == others.Joined
        && one.GivenNames?.Joined == other.GivenNames?.Joined;

    /// <summary>Same romanisation, birth date the same or with day and month exchanged, a nationality in common.</summary>
    [Judges("Q102")]
    private static bool HaveSimilarData(AgreementPattern pattern) =>
        pattern[MatchField.Nationality] == Degree.Exact && IsLike(pattern[MatchField.FamilyName]) && IsLike(pattern[MatchField.GivenNames])
        && pattern[MatchField.BirthDate] is Degree.Exact or Degree.Swapped;

    [Judges("Q103")]
    private static bool ShareFingerprint(IReadOnlyList<PersonNumber> shared) => shared.Any(number => number.Kind == PersonNumberKind.Fingerprints);

    private static bool IsLike(Degree degree) => degree is Degree.Exact or Degree.Variant;
}
