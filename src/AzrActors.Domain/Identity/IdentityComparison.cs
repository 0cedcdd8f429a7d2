namespace AzrActors.Domain.Identity;

/// <summary>Compares two identities field by field. The order of the two does not matter.</summary>
public static class IdentityComparison
{
    private const double CloseName = 0.88;
    private const double VariantName = 0.7;
    private const double ClosePlace = 0.88;
    private const int SharedWordMin = 3;

    public static AgreementPattern Compare(IdentityProfile one, IdentityProfile other)
    {
        var (family, given) = Names(one, other);
        var (address, place) = Addresses(one.Address, other.Address);
        return new AgreementPattern()
            .With(MatchField.FamilyName, family)
            .With(MatchField.GivenNames, given)
            .With(MatchField.BirthDate, WrittenDate.Compare(one.BirthDate, other.BirthDate))
            .With(MatchField.Sex, one.Sex is null || other.Sex is null ? Degree.Missing : Same(one.Sex == other.Sex))
            .With(MatchField.Nationality, one.Nationalities.Count == 0 || other.Nationalities.Count == 0
                ? Degree.Missing : Same(one.Nationalities.Any(other.Nationalities.Contains)))
            .With(MatchField.BirthPlace, Place(one.BirthPlace, other.BirthPlace))
            .With(MatchField.PaperNumber, Serial(one.PaperNumber, other.PaperNumber))
            .With(MatchField.Address, address)
            .With(MatchField.Place, place);
    }

    private static (Degree Family, Degree Given) Names(IdentityProfile one, IdentityProfile other)
    {
        var family = Name(one.FamilyName, other.FamilyName);
        var given = Name(one.GivenNames, other.GivenNames);
        if (family is Degree.Exact or Degree.Variant || (family == Degree.Close && given != Degree.Missing)) return (family, given);
        if (given is Degree.Exact or Degree.Variant or Degree.Close) return (family, given);
        // Weighed once, under the family name: the given names that stand there are no second agreement.
        return AreElsewhere(one, other) ? (Degree.Swapped, Degree.Missing) : (family, given);
    }

    // In each other's place, in another order over both fields, or all in one field (Blockname).
    private static bool AreElsewhere(IdentityProfile one, IdentityProfile other)
    {
        if (one.FamilyName is not { } family || other.FamilyName is not { } others) return false;
        if (one.GivenNames is { } given && other.GivenNames is { } otherGiven && IsAlike(family, otherGiven) && IsAlike(given, others)) return true;
        return EachHasItsLike([.. family.Words, .. one.GivenNames?.Words ?? []], [.. others.Words, .. other.GivenNames?.Words ?? []]);
    }

    private static bool EachHasItsLike(List<string> words, List<string> others)
    {
        if (words.Count < 2 || words.Count != others.Count) return false;
        words.Sort(StringComparer.Ordinal);
        others.Sort(StringComparer.Ordinal);
        // Who takes whom depends on who begins: the same side begins both ways.
        if (string.CompareOrdinal(string.Concat(words), string.Concat(others)) > 0) (words, others) = (others, words);
        foreach (var word in words)
        {
            var like = others.FindIndex(other => other == word || WordDistance.Similarity(word, other) >= CloseName);
            if (like < 0) like = others.FindIndex(other => RomanisationKey.Of(word) == RomanisationKey.Of(other));
            if (like < 0) return false;
            others.RemoveAt(like);
        }
        return true;
    }

    private static bool IsAlike(NameForm one, NameForm other) => Name(one, other) is Degree.Exact or Degree.Variant or Degree.Close;

    private static Degree Name(NameForm? one, NameForm? other)
    {
        if (one is null || other is null) return Degree.Missing;
        if (one.Joined == other.Joined || one.Sorted == other.Sorted) return Degree.Exact;
        var similarity = WordDistance.Similarity(one.Joined, other.Joined);
        if (one.SortedKeys == other.SortedKeys && (one.Words.Count > 1 || similarity >= VariantName)) return Degree.Variant;
        if (similarity >= CloseName || IsMistyped(one.Joined, other.Joined)) return Degree.Close;
        return HavePart(one, other) ? Degree.Part : Degree.Different;
    }

    private static bool IsMistyped(string one, string other) =>
        WordDistance.IsWithin(one, other, Math.Min(one.Length, other.Length) switch { < 4 => 0, < 8 => 1, _ => 2 });

    private static bool HavePart(NameForm one, NameForm other)
    {
        foreach (var word in one.Words)
            foreach (var others in other.Words)
                if (word.Length >= SharedWordMin && others.Length >= SharedWordMin
                        ? word == others || WordDistance.Similarity(word, others) >= CloseName + 0.04
                        : (word.Length == 1 || others.Length == 1) && word[0] == others[0]) return true;
        foreach (var key in one.Keys)
            if (key.Length >= SharedWordMin && one.Keys.Count + other.Keys.Count > 2 && other.Keys.Contains(key)) return true;
        return false;
    }

    private static Degree Place(NameForm? one, NameForm? other)
    {
        if (one is null || other is null) return Degree.Missing;
        if (one.Joined == other.Joined || one.Sorted == other.Sorted) return Degree.Exact;
        if (one.SortedKeys == other.SortedKeys || one.Sound == other.Sound) return Degree.Variant;
        return WordDistance.Similarity(one.Joined, other.Joined) >= ClosePlace || IsMistyped(one.Joined, other.Joined) || HavePart(one, other)
            ? Degree.Close : Degree.Different;
    }

    private static Degree Serial(string? one, string? other)
    {
        if (one is null || other is null) return Degree.Missing;
        if (one == other) return Degree.Exact;
        return WordDistance.IsWithin(one, other, 1) ? Degree.Close : Degree.Different;
    }

    // One of the two weighs: the place is part of an address and counts by itself only where that is all there is to compare.
    private static (Degree Address, Degree Place) Addresses(AddressForm? one, AddressForm? other)
    {
        if (one is null || other is null) return (Degree.Missing, Degree.Missing);
        var place = Surroundings(one, other);
        return one.Street is null || other.Street is null ? (Degree.Missing, place) : (Address(Street(one, other), place), Degree.Missing);
    }

    private static Degree Address(Degree street, Degree place) => (street, place) switch
    {
        (Degree.Exact, Degree.Exact or Degree.Missing) => Degree.Exact,
        (Degree.Exact, Degree.Close) or (Degree.Close, not Degree.Different) => Degree.Close,
        (Degree.Exact, Degree.Different) or (Degree.Part, not Degree.Different) => Degree.Part,
        (_, Degree.Exact) => Degree.Nearby,
        _ => Degree.Different,
    };

    private static Degree Street(AddressForm one, AddressForm other)
    {
        var same = one.Street == other.Street;
        if (!same && WordDistance.Similarity(one.Street!, other.Street!) < CloseName && !IsMistyped(one.Street!, other.Street!)) return Degree.Different;
        if (one.HouseNumber != other.HouseNumber) return Degree.Part;
        return same ? Degree.Exact : Degree.Close;
    }

    // A town has many postcodes; but one postcode of two towns may as well be mistyped.
    private static Degree Surroundings(AddressForm one, AddressForm other) => (Serial(one.Postcode, other.Postcode), Place(one.Town, other.Town)) switch
    {
        (Degree.Exact, not Degree.Different) or (_, Degree.Exact or Degree.Variant) => Degree.Exact,
        (Degree.Exact or Degree.Close, _) or (_, Degree.Close) => Degree.Close,
        (Degree.Missing, Degree.Missing) => Degree.Missing,
        _ => Degree.Different,
    };

    private static Degree Same(bool same) => same ? Degree.Exact : Degree.Different;
}
