using AzrActors.Domain.PersonRecords;
using AzrActors.Domain.Submissions;
using AzrActors.Domain.Vocabulary;
using static AzrActors.Domain.Tests.Scenario;

namespace AzrActors.Domain.Tests.RuleCatalogue;

/// <summary>Rules on what an entry does to the record: what passes, what does not, and the day or number between.</summary>
public class ChangeRuleTests
{
    private const string PotsdamBenefits = "L12054";

    [Theory, Trait("rule", "Q007")]
    [InlineData("familyName")]
    [InlineData("firstNames")]
    [InlineData("birthDate")]
    [InlineData("sex")]
    public void A_person_has_names_birth_date_and_sex(string field)
    {
        Refuses($"Q007 {field}", new Scenario(), Registration((field, "")));
        Passes(new Scenario(), Registration());
        Passes(new Scenario(), Registration(("firstNames", ""), ("noFirstName", "true")));
    }

    [Theory, Trait("rule", "Q008")]
    [InlineData("Sukarno", false)]
    [InlineData("Abdul Rahman", true)]
    public void A_name_of_several_words_without_first_name_is_doubted(string name, bool doubted) =>
        Doubts("Q008 familyName", doubted, new Scenario(), Registration(("firstNames", ""), ("noFirstName", "true"), ("familyName", name)));

    [Theory, Trait("rule", "Q009")]
    [InlineData("475", true)]
    [InlineData("475 423 438 439", true)]
    [InlineData("475 423 438 439 166", false)]
    [InlineData("475 475", false)]
    public void A_person_has_one_to_four_nationalities(string keys, bool allowed)
    {
        var entry = Registration([("nationality", ""), .. keys.Split(' ').Select(key => ("nationality", key))]);
        if (allowed) Passes(new Scenario(), entry);
        else Refuses("Q009 nationality", new Scenario(), entry);
    }

    [Fact, Trait("rule", "Q010")]
    public void No_record_is_kept_of_Germans()
    {
        Refuses("Q010 nationality", new Scenario(), Registration(("nationality", "000")));
        Refuses("Q010 nationality", Resident(), Entry("changePersonalData", ("nationality", "475"), ("nationality", "000")));
        Passes(Resident(), Entry("changePersonalData", ("nationality", "423")));
    }

    [Theory, Trait("rule", "Q013")]
    [InlineData("998", false)]
    [InlineData("475 998", true)]
    [InlineData("475 423", false)]
    public void An_open_nationality_stands_alone(string keys, bool doubted) =>
        Doubts("Q013 nationality", doubted, new Scenario(), Registration([("nationality", ""), .. keys.Split(' ').Select(key => ("nationality", key))]));

    [Fact, Trait("rule", "Q014")]
    public void Divers_needs_an_official_note()
    {
        Refuses("Q014 sex", Resident(), Entry("changePersonalData", ("sex", "d")));
        Passes(Resident(), Entry("changePersonalData", ("sex", "d"), ("officialSexNote", "true")));
    }

    [Theory, Trait("rule", "Q015")]
    [InlineData("Dr.", true)]
    [InlineData("Dr. Dr.hc.", true)]
    [InlineData("Prof.", false)]
    [InlineData("Dr.  Dr.", false)]
    public void A_doctorate_has_a_form_of_the_list(string doctorate, bool allowed)
    {
        var entry = Entry("changePersonalData", ("doctorate", doctorate));
        if (allowed) Passes(Resident(), entry);
        else Refuses("Q015 doctorate", Resident(), entry);
    }

    [Theory, Trait("rule", "Q017")]
    [InlineData("N01234567", true)]
    [InlineData("N0123 4567", false)]
    public void A_serial_number_has_no_blanks(string serial, bool allowed)
    {
        var entry = Entry("store", ("item", "IdentityDocument"), ("type", "passport"), ("serialNumber", serial));
        if (allowed) Passes(Resident(), entry);
        else Refuses("Q017 serialNumber", Resident(), entry);
    }

    [Theory, Trait("rule", "Q019")]
    [InlineData("55", "V1234567", true)]
    [InlineData("55", "V12345678", true)]
    [InlineData("55", "V123456", false)]
    [InlineData("60a-2-3", "T1234567", true)]
    [InlineData("60a-2-3", "T12345678", false)]
    public void A_number_has_the_form_of_its_document(string status, string number, bool allowed)
    {
        var entry = Grant(status, "2026-11-01", "2027-03-01", number);
        if (allowed) Passes(Resident(), entry);
        else Refuses("Q019 documentNumber", Resident(), entry);
    }

    [Theory, Trait("rule", "Q019")]
    [InlineData("F1234567", true)]
    [InlineData("V12345678", true)]
    [InlineData("F12345678", false)]
    public void A_provisional_certificate_has_its_own_numbers(string number, bool allowed)
    {
        var entry = Entry("store", ("item", "ProvisionalResidenceCertificate"), ("issuedOn", "2026-11-01"), ("number", number));
        if (allowed) Passes(Resident(), entry);
        else Refuses("Q019 number", Resident(), entry);
    }

    [Theory, Trait("rule", "Q020")]
    [InlineData("29", true)]
    [InlineData("30", false)]
    [InlineData("250", false)]
    [InlineData("251", true)]
    public void A_height_is_given_in_centimetres(string height, bool doubted) =>
        Doubts("Q020 centimetres", doubted, Resident(), Entry("store", ("item", "Height"), ("centimetres", height)));

    [Theory, Trait("rule", "Q022")]
    [InlineData("unknown", "2026-11-24", true)]
    [InlineData("unknown", "2026-11-25", false)]
    [InlineData("abroad", "2026-12-01", true)]
    [InlineData("abroad", "2026-12-02", false)]
    public void Facts_are_reported_and_departures_a_week_ahead(string kind, string on, bool allowed)
    {
        if (allowed) Passes(Resident(), Departure(kind, on));
        else Refuses("Q022 departedOn", Resident(), Departure(kind, on));
    }

    [Theory, Trait("rule", "Q023")]
    [InlineData("2026-11-24", true)]
    [InlineData("2026-11-25", false)]
    [InlineData("2026-00-00", true)]
    [InlineData("1901-11-24", true)]
    [InlineData("1901-11-23", false)]
    public void A_birth_date_lies_within_a_life(string birth, bool allowed)
    {
        if (allowed) Passes(new Scenario(), Registration(("birthDate", birth)));
        else Refuses("Q023 birthDate", new Scenario(), Registration(("birthDate", birth)));
    }

    // The person was born some day in July 1990.
    [Theory, Trait("rule", "Q025")]
    [InlineData("1990-06-30", false)]
    [InlineData("1990-07-01", true)]
    public void Nothing_happens_before_birth(string on, bool allowed)
    {
        var entry = Entry("store", ("item", "UnlawfulEntry"), ("on", on));
        if (allowed) Passes(Resident(), entry);
        else Refuses("Q025 on", Resident(), entry);
    }

    [Theory, Trait("rule", "Q026")]
    [InlineData("2026-10-31", false)]
    [InlineData("2026-11-01", true)]
    public void A_limit_does_not_end_before_it_starts(string until, bool allowed)
    {
        var grant = Grant("25-2-1", "2026-11-01", until);
        var permission = Entry("store", ("item", "VoluntaryDeparturePeriod"), ("setOn", "2026-11-01"), ("validUntil", until));
        if (allowed) { Passes(Resident(), grant); Passes(Resident(), permission); }
        else { Refuses("Q026 validUntil", Resident(), grant); Refuses("Q026 validUntil", Resident(), permission); }
    }

    [Theory, Trait("rule", "Q029")]
    [InlineData("2020-05-09", false)]
    [InlineData("2020-05-10", true)]
    public void Nobody_moves_out_before_moving_in(string on, bool allowed)
    {
        if (allowed) Passes(Resident(), Entry("moveOut", ("movedOutOn", on)));
        else Refuses("Q029 movedOutOn", Resident(), Entry("moveOut", ("movedOutOn", on)));
    }

    [Fact, Trait("rule", "Q030")]
    public void Movements_follow_one_another()
    {
        Refuses("Q030 departedOn", Resident(), Departure("abroad", "2020-05-03"));
        Passes(Resident(), Departure("abroad", "2020-05-04"));
        var gone = Resident();
        gone.Accepted(AbhPotsdam, Departure("abroad", "2026-11-01"));
        Refuses("Q030 departedOn", gone, Departure("abroad", "2026-11-02"));
    }

    [Fact, Trait("rule", "Q031")]
    public void A_stay_starts_with_a_first_entry()
    {
        Doubts("Q031 arrival", true, new Scenario(), Registration(), Arrival("returnFromAbroad", "2026-11-20"));
        Doubts("Q031 arrival", false, new Scenario(), Registration(), Arrival("firstEntry", "2026-11-20"));
    }

    [Fact, Trait("rule", "Q034")]
    public void A_departure_reported_by_a_stranger_is_doubted()
    {
        Assert.Contains("Q034 departure", Resident().Accepted(AbhBurgenland, Departure("abroad", "2026-11-20")).Doubts.Select(Text));
        Doubts("Q034 departure", false, Resident(), Departure("abroad", "2026-11-20"));
        var moved = Resident();
        moved.Accepted(MeldebehoerdeBurgenland, MoveIn("15084590", "2026-11-01"));
        Assert.DoesNotContain("Q034 departure", moved.Accepted(AbhBurgenland, Departure("abroad", "2026-11-20")).Doubts.Select(Text));
    }

    [Theory, Trait("rule", "Q036")]
    [InlineData(null, true)]
    [InlineData("2026-11-20", false)]
    [InlineData("2026-11-21", true)]
    public void A_departure_with_benefits_running_is_clarified(string? ended, bool asked)
    {
        var paid = Resident();
        paid.Accepted(PotsdamBenefits, Entry("store", [("item", "BenefitKind"), ("type", "asylblg"), ("began", "2026-01-01"), ("authority", PotsdamBenefits),
            .. ended is null ? [] : new[] { ("ended", ended) }]));
        Doubts("Q036 departure", asked, paid, Departure("abroad", "2026-11-20"));
    }

    [Fact, Trait("rule", "Q040")]
    public void There_is_one_current_address()
    {
        Refuses("Q040 movedInOn", Resident(), MoveIn("12054000", "2020-05-10", "Mühlweg"));
        Passes(Resident(), MoveIn("12054000", "2020-05-11", "Mühlweg"));
        Refuses("Q040 movedInOn", Resident(), MoveIn("12054000", "2026-11-01", "Mühlweg"), MoveIn("12054000", "2026-11-02", "Seeweg"));
    }

    [Fact, Trait("rule", "Q042")]
    public void After_death_there_are_corrections_only()
    {
        var dead = Resident();
        dead.Accepted(AbhPotsdam, Entry("death", ("diedOn", "2026-11-10")));
        Refuses("Q042", dead, Grant("25-5", "2026-11-11", "2027-01-01"));
        Passes(dead, Entry("correct", ("fact", "movement/2"), ("on", "2026-11-09")));
    }

    [Fact, Trait("rule", "Q044")]
    public void Surveillance_is_of_residents()
    {
        var entry = Entry("store", ("item", "AccommodationObligation"), ("on", "2026-11-22"));
        Passes(Resident(), entry);
        var gone = Resident();
        gone.Accepted(AbhPotsdam, Departure("abroad", "2026-11-20"));
        Refuses("Q044 item", gone, entry);
    }

    [Theory, Trait("rule", "Q047")]
    [InlineData("2026-11-02", "2026-11-02", false)]
    [InlineData("2026-11-03", "2026-11-02", true)]
    [InlineData("2026-10-31", "2026-11-02", true)]
    public void Decisions_are_served_before_they_become_final(string served, string final, bool doubted)
    {
        var accepted = Resident().Accepted(Bamf, Entry("store", ("item", "AsylumApplicationRejected"), ("on", "2026-11-01"), ("servedOn", served), ("finalSince", final)));
        Assert.Equal(doubted, accepted.Doubts.Any(doubt => doubt.Rule.Id == "Q047"));
    }

    [Theory, Trait("rule", "Q053")]
    [InlineData("2027-05-01", true)]
    [InlineData("2027-05-02", false)]
    public void A_proof_of_arrival_is_valid_for_six_months(string until, bool allowed)
    {
        var entry = Entry("store", ("item", "ProofOfArrivalIssueDate"), ("issuedOn", "2026-11-01"), ("validUntil", until));
        if (allowed) Passes(Resident(), entry);
        else Refuses("Q053 validUntil", Resident(), entry);
    }

    [Fact, Trait("rule", "Q056")]
    public void Nobody_enters_from_Germany()
    {
        Refuses("Q056 entryState", Resident(), Entry("store", ("item", "UnlawfulEntry"), ("on", "2026-11-01"), ("entryState", "000")));
        Passes(Resident(), Entry("store", ("item", "UnlawfulEntry"), ("on", "2026-11-01"), ("entryState", "134")));
        var born = Resident();
        born.Accepted(AbhPotsdam, Entry("changePersonalData", ("birthCountry", "000")));
        Refuses("Q056 entryState", born, Entry("store", ("item", "UnlawfulEntry"), ("on", "2026-11-01"), ("entryState", "134")));
        Passes(born, Entry("store", ("item", "UnlawfulEntry"), ("on", "2026-11-01")));
    }

    [Fact, Trait("rule", "Q061")]
    public void A_settlement_permit_has_no_limit()
    {
        Refuses("Q061 validUntil", Resident(), Grant("9", "2026-11-01", "2029-11-01"));
        Passes(Resident(), Grant("9", "2026-11-01"));
    }

    [Fact, Trait("rule", "Q063")]
    public void A_toleration_and_a_title_exclude_each_other()
    {
        var titled = Resident();
        titled.Accepted(AbhPotsdam, Grant("18b", "2026-01-01", "2026-11-01"));
        Refuses("Q063 status", titled, Grant("60a-2-3", "2026-11-01", "2027-03-01"));
        Passes(titled, Grant("60a-2-3", "2026-11-02", "2027-03-01"));
    }

    [Fact, Trait("rule", "Q065")]
    public void A_title_needs_a_stay()
    {
        Refuses("Q065 status", new Scenario(), Registration(), Grant("18b", "2026-11-01", "2028-11-01"));
        Passes(new Scenario(), Registration(), Arrival("firstEntry", "2026-11-01"), Grant("18b", "2026-11-01", "2028-11-01"));
        Passes(new Scenario(), Registration(), Grant("60a-2-3", "2026-11-01", "2027-03-01"));
    }

    [Fact, Trait("rule", "Q066")]
    public void A_ban_lets_only_humanitarian_titles_through()
    {
        var banned = Resident();
        banned.Accepted(AbhPotsdam, Entry("store", ("item", "Ban11p1And2"), ("orderedOn", "2025-11-01"), ("validUntil", "2026-11-01")));
        Refuses("Q066 status", banned, Grant("18b", "2026-11-01", "2028-11-01"));
        Passes(banned, Grant("25-5", "2026-11-01", "2027-01-01"));
        Passes(banned, Grant("18b", "2026-11-02", "2028-11-01"));
    }

    [Theory, Trait("rule", "Q078")]
    [InlineData("2026-11-22", "2026-11-29", true)]
    [InlineData("2026-11-22", "2026-11-30", false)]
    public void A_toleration_of_one_week_lasts_one(string from, string until, bool allowed)
    {
        if (allowed) Resident().Accepted(Bundespolizei, Grant("60a-2a", from, until));
        else Assert.Equal(["Q078 validUntil"], Resident().Faults(Bundespolizei, Grant("60a-2a", from, until)));
    }

    [Theory, Trait("rule", "Q078")]
    [InlineData("2026-11-08", false)]
    [InlineData("2026-11-10", true)]
    public void A_toleration_of_one_week_is_not_extended(string again, bool allowed)
    {
        var first = Resident();
        first.Accepted(Bundespolizei, Grant("60a-2a", "2026-11-01", "2026-11-08"));
        if (allowed) first.Accepted(Bundespolizei, Grant("60a-2a", again, "2026-11-14"));
        else Assert.Equal(["Q078 validUntil"], first.Faults(Bundespolizei, Grant("60a-2a", again, "2026-11-14")));
    }

    [Theory, Trait("rule", "Q079")]
    [InlineData("2027-02-01", true)]
    [InlineData("2027-02-02", false)]
    public void A_group_stop_lasts_three_months(string until, bool allowed)
    {
        if (allowed) Passes(Resident(), Grant("60a-1", "2026-11-01", until));
        else Refuses("Q079 validUntil", Resident(), Grant("60a-1", "2026-11-01", until));
    }

    [Fact, Trait("rule", "Q080")]
    public void A_limit_is_a_duration_or_a_date()
    {
        (string, string)[] expulsion = [("item", "ExpulsionLimitedFinal"), ("issuedOn", "2026-11-01")];
        Refuses("Q080 validUntil", Resident(), Entry("store", [.. expulsion, ("durationYears", "2"), ("validUntil", "2028-11-01")]));
        Passes(Resident(), Entry("store", [.. expulsion, ("durationYears", "2")]));
        Passes(Resident(), Entry("store", [.. expulsion, ("validUntil", "2028-11-01")]));
    }

    [Fact, Trait("rule", "Q084")]
    public void An_authority_orders_the_ban_for_overstaying_once()
    {
        var entry = Entry("store", ("item", "BanOverstay11p6"), ("orderedOn", "2026-11-01"), ("durationYears", "1"));
        var banned = Resident();
        Passes(banned, entry);
        Refuses("Q084 item", banned, Entry("store", ("item", "BanOverstay11p6"), ("orderedOn", "2026-11-02"), ("durationYears", "1")));
        Assert.IsType<Decision.Accepted>(banned.Submit(AbhBurgenland, Entry("store", ("item", "BanOverstay11p6"), ("orderedOn", "2026-11-02"), ("durationYears", "1"))));
    }

    [Fact, Trait("rule", "Q121")]
    public void Who_said_it_or_keeps_the_file_mends_it()
    {
        var record = Resident();
        record.Accepted(AbhBurgenland, Entry("store", ("item", "TelephoneNumbers"), ("number", "0331 1")));
        var correction = Entry("correct", ("fact", "TelephoneNumbers/1"), ("number", "0331 2"));
        Assert.Equal(["Q121 fact"], record.Faults("A15001", correction));
        Assert.IsType<Decision.Accepted>(record.Submit(AbhBurgenland, Entry("correct", ("fact", "TelephoneNumbers/1"), ("number", "0331 3"))));
        Passes(record, correction);
    }

    [Theory, Trait("rule", "Q122")]
    [InlineData("2026-10-25", true)]
    [InlineData("2026-10-24", false)]
    public void Two_authorities_that_differ_within_a_month_clarify_it(string said, bool asked)
    {
        var source = StoredRecord.Resident().By("A15084").On(said).Says(("birthPlace", "Homs")).Record.Person["birthPlace"].Source;
        Assert.Equal(asked, Domain.Quality.Changes.SourceRules.Differ(source, AuthorityKey.Parse(AbhPotsdam), Today, Domain.Quality.Rules.SourcesDiffer));
        Assert.False(Domain.Quality.Changes.SourceRules.Differ(source, AuthorityKey.Parse(AbhBurgenland), Today, Domain.Quality.Rules.SourcesDiffer));
        Assert.Contains("Q122 familyName", Resident().Accepted(AbhBurgenland, Entry("changePersonalData", ("familyName", "Hassan"))).Doubts.Select(Text));
    }

    [Theory, Trait("rule", "Q131")]
    [InlineData("2028-11-24", true)]
    [InlineData("2028-11-25", false)]
    public void A_search_note_is_kept_for_two_years(string until, bool allowed)
    {
        var entry = Entry("store", ("item", "WhereaboutsSearchNote"), ("requestedBy", AbhPotsdam), ("validUntil", until));
        if (allowed) Passes(Resident(), entry);
        else Refuses("Q131 validUntil", Resident(), entry);
    }

    [Theory, Trait("rule", "Q136")]
    [InlineData("address/1", "address/1", true)]
    [InlineData("address/1", "status/1", false)]
    [InlineData(null, "address/1", true)]
    public void What_is_disputed_is_not_just_erased(string? restricted, string erased, bool doubted)
    {
        var record = StoredRecord.Resident().Status("25-5", "2024-02-01", "2024-07-01");
        record = restricted is null ? record.Fact("ProcessingRestrictionNote", ("since", "2024-03-01"))
            : record.Fact("ProcessingRestrictionNote", ("since", "2024-03-01"), ("restrictedFact", restricted));
        Assert.True(FactPath.TryParse(erased, out var path));
        Assert.Equal(doubted, Domain.Quality.Changes.SourceRules.IsErasureDuringDispute(record.Record, path, Today));
    }

    private static void Passes(Scenario scenario, params Entry[] entries)
    {
        var decision = scenario.Submit(AbhPotsdam, entries);
        Assert.True(decision is Decision.Accepted, decision is Decision.Refused { Rejection: Rejection.Faulty faulty } ? string.Join(", ", faulty.Findings.Select(Text)) : decision.ToString());
    }

    private static void Refuses(string fault, Scenario scenario, params Entry[] entries) => Assert.Equal([fault], scenario.Faults(AbhPotsdam, entries));

    private static void Doubts(string doubt, bool expected, Scenario scenario, params Entry[] entries) =>
        Assert.Equal(expected, scenario.Accepted(AbhPotsdam, entries).Doubts.Select(Text).Contains(doubt));
}
