using AzrActors.Domain.PersonRecords;
using AzrActors.Domain.Quality;
using AzrActors.Domain.Vocabulary;

namespace AzrActors.Domain.Tests.Identity;

/// <summary>Two records become one without losing a word, and two again with every word at the person it is about.</summary>
public class SeparatingTests
{
    private const string Basis = "§ 6 Abs. 1 Nr. 1 AZRG";
    private static readonly AuthorityKey One = AuthorityKey.Parse("A12054");
    private static readonly AuthorityKey Two = AuthorityKey.Parse("A15084");
    private static readonly DateOnly Day = new(2026, 11, 23);
    private static readonly RecordId KeptId = new(new Guid(1, 0, 0, new byte[8]));
    private static readonly RecordId OtherId = new(new Guid(2, 0, 0, new byte[8]));
    private static readonly Guid Merge = new(3, 0, 0, new byte[8]);

    private static readonly IReadOnlyList<RecordChange> Kept =
    [
        Change(1, One, Registered(4711, ("familyName", "Haddad"), ("birthDate", "1990-01-02"), ("nationality", "475")), MovedIn(1, "Kanalweg", -300)),
        Change(2, One, new RecordEvent.FactStored(1, "OtherNames", [new PersonFact("type", ["callName"]), new PersonFact("name", ["Rima"])], Basis)),
    ];

    private static readonly IReadOnlyList<RecordChange> Other =
    [
        Change(1, Two, Registered(4712, ("familyName", "Hadad"), ("birthPlace", "Aleppo"), ("nationality", "475")), MovedIn(1, "Altweg", -900), MovedIn(2, "Marktweg", -90)),
        Change(2, Two, new RecordEvent.Subscribed(1, "1", "data-care", Basis)),
    ];

    private static PersonRecord Merged => PersonRecord.Fold(KeptId, null, [.. Kept, TakenOver(3)])!;

    [Fact]
    public void A_merged_record_says_everything_once_with_its_sources_and_lives_at_one_address()
    {
        Assert.Equal(["Haddad"], Merged.Values("familyName"));
        Assert.Equal((Two, 3), (Merged.Person["birthPlace"].Source.Authority, Merged.Person["birthPlace"].Source.Version));
        Assert.Equal("Marktweg", Merged.CurrentAddress!.Address.Street);
        Assert.Equal(["Kanalweg", "Altweg", "Marktweg"], Merged.Addresses.Select(address => address.Address.Street));
        Assert.Equal(Merged.Addresses[2].MovedInOn, Merged.Addresses[0].MovedOutOn);
        // The other spelling stays findable.
        Assert.Equal("Hadad", Assert.Single(Merged.FactsOf("AliasPersonalData")).Value("familyName"));
        Assert.Single(Merged.Subscriptions);
    }

    [Fact]
    public void Parting_gives_back_both_records_exactly_when_nothing_happened_since()
    {
        var parted = Separating.Of(KeptId, [.. Kept, TakenOver(3)], Merge);

        Assert.Equal(Kept, parted.Kept);
        Assert.Equal(Other, parted.Other);
    }

    [Fact]
    public void Findings_follow_their_data_and_a_check_holds_only_where_the_same_is_said()
    {
        var (kept, other) = (PersonRecord.Fold(KeptId, null, Kept)!, PersonRecord.Fold(OtherId, null, Other)!);

        var places = FindingMove.Over(Merge, kept, other, Merged).Places;

        Assert.Contains(new MovedPlace(OtherId, "address/2", "address/3", IsSame: true), places);
        Assert.Contains(new MovedPlace(OtherId, "person/birthPlace", "person/birthPlace", IsSame: true), places);
        Assert.Contains(new MovedPlace(OtherId, "person/familyName", "person/familyName", IsSame: false), places);
        Assert.Contains(new MovedPlace(KeptId, "person/familyName", "person/familyName", IsSame: true), places);
        // The later address has ended this one.
        Assert.Contains(new MovedPlace(KeptId, "address/1", "address/1", IsSame: false), places);
        Assert.All(FindingMove.Back(Merge, kept, PersonRecord.Rebuild(KeptId, Kept)).Places, place => Assert.True(place.IsSame));
    }

    [Fact]
    public void A_change_goes_where_its_fact_came_from_and_a_new_fact_to_the_person_of_its_author()
    {
        var parted = Separating.Of(KeptId,
        [
            .. Kept, TakenOver(3),
            // The other person's address is number 3 here and number 2 there, whoever ends it.
            Change(4, One, new RecordEvent.MovedOut(3, Day, Basis)),
            Change(5, Two, MovedIn(4, "Neuweg", 0), new RecordEvent.PersonalDataChanged([new PersonFact("birthPlace", ["Homs"])], Basis)),
            Change(6, Two, new RecordEvent.AddressCorrected(4, AddressIn("Neugasse"), Day, null, Basis)),
            Change(7, One, new RecordEvent.FactEnded(1, "OtherNames", Day, Basis)),
            Change(8, One, new RecordEvent.Erased(["address/1", "address/2"], "unlawful", Basis)),
        ], Merge);
        var (kept, other) = (PersonRecord.Rebuild(KeptId, parted.Kept), PersonRecord.Rebuild(OtherId, parted.Other));

        Assert.Empty(kept.Addresses);
        Assert.Equal(Day, Assert.Single(kept.FactsOf("OtherNames")).EndedOn);
        Assert.Empty(kept.Values("birthPlace"));
        Assert.Equal(["Homs"], other.Values("birthPlace"));
        Assert.Equal([(2, "Marktweg", Day), (3, "Neugasse", null)],
            other.Addresses.Select(address => (address.Number, address.Address.Street, address.MovedOutOn)));
    }

    [Fact]
    public void What_an_author_says_who_supplied_both_stays_with_the_kept_record()
    {
        var parted = Separating.Of(KeptId,
        [
            Kept[0], Change(2, Two, new RecordEvent.PersonalDataChanged([new PersonFact("religion", ["keine"])], Basis)), TakenOver(3),
            Change(4, Two, new RecordEvent.PersonalDataChanged([new PersonFact("doctorate", ["Dr."])], Basis)),
        ], Merge);

        Assert.Equal(4, parted.Kept[^1].Version);
        Assert.Equal(Other, parted.Other);
    }

    [Fact]
    public void A_rebuilt_record_is_what_its_changes_make_it_and_gives_no_number_twice()
    {
        var rebuilt = PersonRecord.Evolve(KeptId, Merged, Change(4, AuthorityKey.Register, new RecordEvent.Rebuilt(Merge, Kept, Basis)));

        Assert.Equal(4, rebuilt.Version);
        Assert.Equal("Kanalweg", rebuilt.CurrentAddress!.Address.Street);
        Assert.Empty(rebuilt.TakenOver);
        Assert.Equal(4, rebuilt.NextNumber(FactPath.Address));
    }

    private static RecordChange TakenOver(int version) => Change(version, AuthorityKey.Register,
        new RecordEvent.TakenOver(Merge, AzrNumber.FromSerial(4712).Digits, OtherId.Value, Other, "§ 3 Abs. 1 AZRG-DV"));

    private static RecordEvent.PersonRegistered Registered(int serial, params IReadOnlyList<(string Field, string Value)> facts) =>
        new(AzrNumber.FromSerial(serial).Digits, [.. facts.Select(fact => new PersonFact(fact.Field, [fact.Value]))], Basis);

    private static RecordEvent.MovedIn MovedIn(int number, string street, int daysAgo) => new(number, AddressIn(street), Day.AddDays(daysAgo), Basis);

    private static Address AddressIn(string street) => new("12054000", street, "7", null, "14461", "Potsdam", null);

    private static RecordChange Change(int version, AuthorityKey authority, params IReadOnlyList<RecordEvent> events) => new(version,
        new ChangeOrigin(authority, "Frau Beispiel", "1", "32.1/1", new Guid(version, 1, 1, new byte[8]), Day, new DateTimeOffset(2026, 11, 24, 8, 0, version, TimeSpan.Zero)), events);
}
