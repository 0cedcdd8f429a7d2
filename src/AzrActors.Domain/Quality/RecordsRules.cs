using AzrActors.Domain.CodeLists;
using AzrActors.Domain.Identity;
using AzrActors.Domain.PersonRecords;
using AzrActors.Domain.Quality.Standing;
using AzrActors.Domain.Vocabulary;

namespace AzrActors.Domain.Quality;

/// <summary>
/// Rules on several records, or on a record and what only its surroundings know; true means the rule is broken. Whoever
/// registers or merges asks some of them; the others are asked of each record that changed and of those it meets
/// (<see cref="Meetings.MeetingRules"/>). Records of the dead are compared as well where nothing else is said.
/// </summary>
public static class RecordsRules
{
    private const string Child = "child";
    private const string Parent = "parent";
    private const string Spouse = "spouse";
    private const string Partner = "partner";
    internal const string Family = "AccompanyingFamilyMember";
    internal const string SpouseNationalities = "SpouseNationalities";

    /// <summary>Persons at one address from which on it is crowded.</summary>
    public const int CrowdedFrom = 21;

    internal static readonly string[] AsylumItems = ["AsylumRequestExpressed", .. AsylumStanding.Applications];

    /// <summary>No search was made just before.</summary>
    /// <param name="searchedAt">When the caller last searched for this person; null if never.</param>
    [Judges("Q003")]
    public static bool IsRegisteredUnsearched(DateTimeOffset? searchedAt, DateTimeOffset now) =>
        searchedAt is not { } at || now - at > Rules.NotSearchedBefore.Terms[0].Duration;

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
        FamilyFacts(one, other).Any(fact => IsOneSided(fact, one, other));

    /// <summary>What is stored of the spouse is not what the spouse's record says.</summary>
    [Judges("Q107")]
    public static bool IsSpouseNationalityWrong(PersonRecord one, PersonRecord spouse) =>
        SpouseNationalitiesOf(one) is { } said && !said.Fields["nationality"].Value.ToHashSet().SetEquals(spouse.Nationalities);

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

    /// <summary>What one record says of the other as family, as long as it holds.</summary>
    internal static IEnumerable<StoredFact> FamilyFacts(PersonRecord one, PersonRecord other) =>
        one.FactsOf(Family).Where(fact => fact.EndedOn is null && IsNumberOf(fact.Value("azrNumber"), other));

    internal static bool IsOneSided(StoredFact said, PersonRecord one, PersonRecord other) =>
        !RelationsTo(other, one).Contains(Mirrored(said.Value("relation")!));

    internal static StoredFact? SpouseNationalitiesOf(PersonRecord record) => record.FactsOf(SpouseNationalities).LastOrDefault(fact => fact.EndedOn is null);

    internal static bool IsSpouse(StoredFact fact) => fact.Value("relation") is Spouse or Partner;

    internal static bool IsChild(StoredFact fact) => fact.Value("relation") == Child;

    internal static bool IsParent(StoredFact fact) => fact.Value("relation") == Parent;

    internal static bool IsParentOf(PersonRecord parent, PersonRecord child) => RelationsTo(child, parent).Contains(Parent) || RelationsTo(parent, child).Contains(Child);

    /// <summary>The words of the name whatever their order; empty where there are too few to be exchanged.</summary>
    internal static string WordsOf(PersonRecord record) => Words(NameOf(record)).ToList() is { Count: > 1 } words ? string.Join(' ', words) : "";

    /// <summary>References of asylum authorities. A file-keeper that reports asylum facts itself has one file for many persons.</summary>
    internal static IEnumerable<(AuthorityKey Authority, string FileReference)> AsylumReferences(PersonRecord record) =>
        AsylumItems.SelectMany(record.FactsOf).Where(fact => fact.Source.Authority != record.FileKeeper?.Value)
            .Select(fact => (fact.Source.Authority, fact.Source.FileReference)).Distinct();

    private static string NameOf(PersonRecord record) =>
        $"{SearchForm.Of(string.Join(' ', record.Values("familyName")))} {SearchForm.Of(string.Join(' ', record.Values("firstNames")))}".Trim();

    private static IEnumerable<string> Words(string name) => name.Split(' ', StringSplitOptions.RemoveEmptyEntries).Order(StringComparer.Ordinal);

    private static bool SamePlace(Address one, Address other) =>
        one.Ags == other.Ags && SearchForm.Of(one.Street) == SearchForm.Of(other.Street) && one.HouseNumber == other.HouseNumber;

    private static bool AreRelated(PersonRecord one, PersonRecord other) => FamilyFacts(one, other).Any() || FamilyFacts(other, one).Any();

    private static IEnumerable<string> RelationsTo(PersonRecord one, PersonRecord other) => FamilyFacts(one, other).Select(fact => fact.Value("relation")!);

    // A record that has taken over another one is also whom that one's number names.
    private static bool IsNumberOf(string? digits, PersonRecord record) =>
        digits == record.Number.Digits || record.TakenOver.Any(other => other.Number.Digits == digits);

    private static string Mirrored(string relation) => relation switch { Child => Parent, Parent => Child, var same => same };
}
