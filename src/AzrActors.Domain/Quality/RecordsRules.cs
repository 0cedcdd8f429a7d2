using AzrActors.Domain.CodeLists;
using AzrActors.Domain.Identity;
using AzrActors.Domain.PersonRecords;
using AzrActors.Domain.Quality.Standing;
using AzrActors.Domain.Vocabulary;

namespace AzrActors.Domain.Quality;

/// <summary>
/// Rules on several records, or on a record and what only its surroundings know. Whoever searches, merges or sweeps the
/// stock asks them; true means the rule is broken. Records of the dead are compared as well where nothing else is said.
/// </summary>
public static class RecordsRules
{
    private const string Child = "child";
    private const string Parent = "parent";
    private const string Family = "AccompanyingFamilyMember";
    private const int CrowdedFrom = 21;
    private static readonly string[] AsylumItems = ["AsylumRequestExpressed", .. AsylumStanding.Applications];

    /// <summary>No search was made just before.</summary>
    /// <param name="searchedAt">When the caller last searched for this person; null if never.</param>
    [Judges("Q003")]
    public static bool IsRegisteredUnsearched(DateTimeOffset? searchedAt, DateTimeOffset now) =>
        searchedAt is not { } at || now - at > Rules.NotSearchedBefore.Terms[0].Duration;

    /// <summary>Near-identical: whoever is registered beside it must be said to be another person.</summary>
    [Judges("Q004")]
    public static bool AreNearIdentical(PersonRecord one, PersonRecord other) => HaveSameData(one, other) || HaveSimilarData(one, other);

    /// <summary>An address on which mail came back after the term without change.</summary>
    [Judges("Q039")]
    public static bool IsMailReturned(StoredAddress address, IEnumerable<DateOnly> returnedOn) =>
        address.MovedOutOn is null && returnedOn.Any(on => on > Rules.MailReturned.Terms[0].After(address.MovedInOn));

    /// <summary>The same reference of the same asylum authority at persons who are no family.</summary>
    [Judges("Q057")]
    public static bool ShareAsylumReference(PersonRecord one, PersonRecord other) =>
        !AreRelated(one, other) && AsylumReferences(one).Intersect(AsylumReferences(other)).Any();

    /// <summary>Born here to an applicant, and nothing happened for the term.</summary>
    [Judges("Q059")]
    public static bool IsChildWithoutProcedure(PersonRecord child, PersonRecord parent, DateOnly today) =>
        IsParentOf(parent, child) && child.Values("birthCountry").Contains(States.German)
        && child.BirthDate is { } birth && today > Rules.ChildWithoutProcedure.Terms[0].After(birth.Latest)
        && AsylumItems.Any(item => parent.FactsOf(item).Count > 0) && !AsylumItems.Any(item => child.FactsOf(item).Count > 0)
        && !child.Statuses.Any(status => status.Status.IsTitle);

    /// <summary>The same paper at two living persons who are no family.</summary>
    [Judges("Q100")]
    public static bool ShareDocument(PersonRecord one, PersonRecord other) =>
        !one.IsDead && !other.IsDead && !AreRelated(one, other) && Documents(one).Intersect(Documents(other)).Any();

    /// <summary>Same name in search form, same birth date, a nationality in common.</summary>
    [Judges("Q101")]
    public static bool HaveSameData(PersonRecord one, PersonRecord other) =>
        NameOf(one) == NameOf(other) && one.BirthDate is { } birth && birth == other.BirthDate && one.Nationalities.Intersect(other.Nationalities).Any();

    /// <summary>Same romanisation, birth date with day and month exchanged or guessed, a nationality in common; not the very same.</summary>
    [Judges("Q102")]
    public static bool HaveSimilarData(PersonRecord one, PersonRecord other) =>
        !HaveSameData(one, other) && Romanised(one) == Romanised(other)
        && AreDatesAlike(one.BirthDate, other.BirthDate) && one.Nationalities.Intersect(other.Nationalities).Any();

    /// <summary>The same number of fingerprints.</summary>
    [Judges("Q103")]
    public static bool ShareFingerprint(PersonRecord one, PersonRecord other) => FingerprintsOf(one).Intersect(FingerprintsOf(other)).Any();

    /// <summary>It was stated on both that the persons differ.</summary>
    [Judges("Q104")]
    public static bool IsMergeOfDifferent(bool statedOnOne, bool statedOnOther) => statedOnOne || statedOnOther;

    /// <summary>Only what is certain: the child is older, or less than the term younger, whatever the unknown parts are.</summary>
    [Judges("Q105")]
    public static bool IsChildTooOld(PersonRecord child, PersonRecord parent) =>
        child.BirthDate is { } born && parent.BirthDate is { Year: > 0 } before && born.Latest < Rules.ChildTooOld.Terms[0].After(before.Earliest);

    /// <summary>One record names the other as family, which does not name it back in the same relation.</summary>
    [Judges("Q106")]
    public static bool IsRelationOneSided(PersonRecord one, PersonRecord other) =>
        RelationsTo(one, other).Any(relation => !RelationsTo(other, one).Contains(Mirrored(relation)));

    /// <summary>What is stored of the spouse is not what the spouse's record says.</summary>
    [Judges("Q107")]
    public static bool IsSpouseNationalityWrong(PersonRecord one, PersonRecord spouse) =>
        one.FactsOf("SpouseNationalities").LastOrDefault(fact => fact.EndedOn is null) is { } said
        && !said.Fields["nationality"].Value.ToHashSet().SetEquals(spouse.Nationalities);

    /// <summary>Married or in partnership with somebody recorded dead.</summary>
    [Judges("Q108")]
    public static bool IsMarriedToDead(PersonRecord one, PersonRecord spouse) =>
        spouse.IsDead && one.Values("maritalStatus").Any(status => status is "VH" or "LP");

    /// <param name="isShelter">The address is known as a shelter.</param>
    [Judges("Q109")]
    public static bool IsCrowded(int personsAtAddress, bool isShelter) => personsAtAddress >= CrowdedFrom && !isShelter;

    /// <summary>Same address, same words of the name in another order.</summary>
    [Judges("Q110")]
    public static bool DifferInNameOrder(PersonRecord one, PersonRecord other) =>
        one.CurrentAddress is { } here && other.CurrentAddress is { } there && SamePlace(here.Address, there.Address)
        && NameOf(one) != NameOf(other) && Words(NameOf(one)).SequenceEqual(Words(NameOf(other)));

    /// <summary>Told of a person with whom it has had nothing to do for the term.</summary>
    /// <param name="lastReasonOn">Last day on which the body submitted, asked or was responsible.</param>
    [Judges("Q138")]
    public static bool IsSubscriptionIdle(DateOnly lastReasonOn, DateOnly today) => today > Rules.SubscriptionIdle.Terms[0].After(lastReasonOn);

    private static string NameOf(PersonRecord record) =>
        $"{SearchForm.Of(string.Join(' ', record.Values("familyName")))} {SearchForm.Of(string.Join(' ', record.Values("firstNames")))}".Trim();

    private static IEnumerable<string> Words(string name) => name.Split(' ').Order(StringComparer.Ordinal);

    private static string Romanised(PersonRecord record) => string.Join(' ', Words(NameOf(record)).Select(RomanisationKey.Of).Order(StringComparer.Ordinal));

    private static bool AreDatesAlike(PartialDate? one, PartialDate? other)
    {
        if (one is null || other is null || one.Year != other.Year) return false;
        var swapped = one.Day == other.Month && one.Month == other.Day;
        return one == other || swapped || IsGuessed(one) || IsGuessed(other);
    }

    // 1 January and 1 July are what is entered when the day is not known.
    private static bool IsGuessed(PartialDate date) => date is { Day: 1, Month: 1 or 7 } or { Day: 0 };

    private static bool SamePlace(Address one, Address other) =>
        one.Ags == other.Ags && SearchForm.Of(one.Street) == SearchForm.Of(other.Street) && one.HouseNumber == other.HouseNumber;

    private static IEnumerable<(string?, string?, string)> Documents(PersonRecord record) => record.FactsOf("IdentityDocument")
        .Where(fact => fact.Value("serialNumber") is not null).Select(fact => (fact.Value("issuingState"), fact.Value("type"), fact.Value("serialNumber")!));

    private static IEnumerable<string> FingerprintsOf(PersonRecord record) => record.FactsOf("Fingerprints").Select(fact => fact.Value("bkaDNumber")).OfType<string>();

    private static IEnumerable<(AuthorityKey, string)> AsylumReferences(PersonRecord record) =>
        AsylumItems.SelectMany(record.FactsOf).Select(fact => (fact.Source.Authority, fact.Source.FileReference)).Distinct();

    private static bool AreRelated(PersonRecord one, PersonRecord other) => RelationsTo(one, other).Any() || RelationsTo(other, one).Any();

    private static IEnumerable<string> RelationsTo(PersonRecord one, PersonRecord other) => one.FactsOf(Family)
        .Where(fact => fact.EndedOn is null && fact.Value("azrNumber") == other.Number.Digits).Select(fact => fact.Value("relation")!);

    private static bool IsParentOf(PersonRecord parent, PersonRecord child) => RelationsTo(child, parent).Contains(Parent) || RelationsTo(parent, child).Contains(Child);

    private static string Mirrored(string relation) => relation switch { Child => Parent, Parent => Child, var same => same };
}
