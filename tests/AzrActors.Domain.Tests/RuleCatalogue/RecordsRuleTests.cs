using AzrActors.Domain.CodeLists;
using AzrActors.Domain.PersonRecords;
using AzrActors.Domain.Quality;
using AzrActors.Domain.Vocabulary;
using static AzrActors.Domain.Tests.RuleCatalogue.StoredRecord;

namespace AzrActors.Domain.Tests.RuleCatalogue;

/// <summary>Rules on several records, and on a record with its surroundings.</summary>
public class RecordsRuleTests
{
    private static readonly AuthorityDirectory Directory = AuthorityDirectory.OfDistricts(Districts.All);

    [Theory, Trait("rule", "Q003")]
    [InlineData(30, false)]
    [InlineData(31, true)]
    public void A_search_is_good_for_half_an_hour(int minutesLater, bool unsearched)
    {
        var searched = new DateTimeOffset(2026, 11, 24, 9, 0, 0, TimeSpan.Zero);
        Assert.Equal(unsearched, RecordsRules.IsRegisteredUnsearched(searched, searched.AddMinutes(minutesLater)));
        Assert.True(RecordsRules.IsRegisteredUnsearched(null, searched));
    }

    [Fact, Trait("rule", "Q004")]
    public void Whoever_is_near_identical_is_found()
    {
        Assert.True(RecordsRules.AreNearIdentical(One().Record, Other().Record));
        Assert.True(RecordsRules.AreNearIdentical(One().Record, Other(("firstNames", "Reema")).Record));
        Assert.False(RecordsRules.AreNearIdentical(One().Record, Other(("firstNames", "Samir")).Record));
    }

    [Theory, Trait("rule", "Q039")]
    [InlineData("2027-01-10", false)]
    [InlineData("2027-01-11", true)]
    public void Mail_that_comes_back_after_three_years_asks_for_the_address(string returned, bool asked)
    {
        var address = Resident().Record.CurrentAddress!;
        Assert.Equal(asked, RecordsRules.IsMailReturned(address, [Day(returned)]));
        Assert.False(RecordsRules.IsMailReturned(address, []));
    }

    [Fact, Trait("rule", "Q057")]
    public void A_reference_of_the_asylum_authority_is_one_persons_or_one_familys()
    {
        var one = One().By("BAMF00").Fact("AsylumApplicationFiled", ("on", "2024-02-01"));
        var other = Other().By("BAMF00").Fact("AsylumApplicationFiled", ("on", "2024-02-01"));
        Assert.True(RecordsRules.ShareAsylumReference(one.Record, other.Record));
        Assert.False(RecordsRules.ShareAsylumReference(Family(one, "spouse", other).Record, other.Record));
        Assert.False(RecordsRules.ShareAsylumReference(one.Record, Other().Record));
    }

    [Theory, Trait("rule", "Q059")]
    [InlineData("2026-05-01", false)]
    [InlineData("2026-05-02", true)]
    public void A_child_born_here_to_an_applicant_has_a_procedure_after_three_months(string today, bool missing)
    {
        var parent = One().By("BAMF00").Fact("AsylumApplicationFiled", ("on", "2024-02-01"));
        var child = Family(Other(("birthDate", "2026-02-01"), ("birthCountry", "000")), "parent", parent);
        Assert.Equal(missing, RecordsRules.IsChildWithoutProcedure(child.Record, parent.Record, Day(today)));
        Assert.False(RecordsRules.IsChildWithoutProcedure(child.Fact("AsylumApplicationFiled", ("on", "2026-03-01")).Record, parent.Record, Day(today)));
    }

    [Fact, Trait("rule", "Q100")]
    public void A_paper_is_one_persons_unless_children_are_entered_in_it()
    {
        (string, string)[] paper = [("type", "passport"), ("issuingState", "475"), ("serialNumber", "N0123")];
        var (one, other) = (One().Fact("IdentityDocument", paper), Other().Fact("IdentityDocument", paper));
        Assert.True(RecordsRules.ShareDocument(one.Record, other.Record));
        Assert.False(RecordsRules.ShareDocument(Family(one, "child", other).Record, other.Record));
        Assert.False(RecordsRules.ShareDocument(one.Moves(MovementKind.Died, "2026-01-01").Record, other.Record));
        Assert.False(RecordsRules.ShareDocument(One().Fact("IdentityDocument", ("type", "passport"), ("issuingState", "423"), ("serialNumber", "N0123")).Record, other.Record));
    }

    [Theory, Trait("rule", "Q101")]
    [InlineData("HASAN", "1990-07-14", "475", true)]
    [InlineData("Hasan", "1990-07-15", "475", false)]
    [InlineData("Hasan", "1990-07-14", "423", false)]
    [InlineData("Hassan", "1990-07-14", "475", false)]
    public void Same_name_birth_date_and_nationality_are_a_candidate(string name, string birth, string nationality, bool same) =>
        Assert.Equal(same, RecordsRules.HaveSameData(One().Record, Other(("familyName", name), ("birthDate", birth), ("nationality", nationality)).Record));

    [Theory, Trait("rule", "Q102")]
    [InlineData("Hassan", "Reema", "1990-07-14", true)]
    [InlineData("Rima", "Hasan", "1990-07-14", true)]
    [InlineData("Hasan", "Rima", "1990-01-01", true)]
    [InlineData("Hasan", "Rima", "1990-07-14", false)]
    [InlineData("Hasan", "Rima", "1990-07-15", false)]
    [InlineData("Hamid", "Rima", "1990-07-14", false)]
    public void Romanisation_and_guessed_days_hide_nobody(string family, string first, string birth, bool similar) =>
        Assert.Equal(similar, RecordsRules.HaveSimilarData(One().Record, Other(("familyName", family), ("firstNames", first), ("birthDate", birth)).Record));

    [Fact, Trait("rule", "Q102")]
    public void Day_and_month_may_be_exchanged() => Assert.True(RecordsRules.HaveSimilarData(
        Numbered(1, ("birthDate", "1990-07-04")).Record, Numbered(2, ("birthDate", "1990-04-07")).Record));

    [Fact, Trait("rule", "Q103")]
    public void Fingerprints_are_one_persons()
    {
        var one = One().Fact("Fingerprints", ("bkaDNumber", "D123456789012"));
        Assert.True(RecordsRules.ShareFingerprint(one.Record, Other().Fact("Fingerprints", ("bkaDNumber", "D123456789012")).Record));
        Assert.False(RecordsRules.ShareFingerprint(one.Record, Other().Fact("Fingerprints", ("bkaENumber", "D123456789012")).Record));
    }

    [Theory, Trait("rule", "Q104")]
    [InlineData(true, true, true)]
    [InlineData(true, false, true)]
    [InlineData(false, false, false)]
    public void Persons_said_to_differ_are_not_merged(bool one, bool other, bool refused) => Assert.Equal(refused, RecordsRules.IsMergeOfDifferent(one, other));

    [Theory, Trait("rule", "Q105")]
    [InlineData("2002-07-13", true)]
    [InlineData("2002-07-14", false)]
    [InlineData("1980-01-01", true)]
    [InlineData("2002-00-00", false)]
    public void A_child_is_twelve_years_younger_than_its_parent(string born, bool doubted) =>
        Assert.Equal(doubted, RecordsRules.IsChildTooOld(Other(("birthDate", born)).Record, One().Record));

    [Fact, Trait("rule", "Q106")]
    public void A_relation_stands_on_both_sides()
    {
        var (parent, child) = (Family(One(), "child", Other()), Family(Other(), "parent", One()));
        Assert.True(RecordsRules.IsRelationOneSided(parent.Record, Other().Record));
        Assert.False(RecordsRules.IsRelationOneSided(parent.Record, child.Record));
        Assert.True(RecordsRules.IsRelationOneSided(parent.Record, Family(Other(), "spouse", One()).Record));
    }

    [Theory, Trait("rule", "Q107")]
    [InlineData("475", false)]
    [InlineData("423", true)]
    public void The_spouses_nationality_is_that_of_the_spouse(string said, bool differs)
    {
        Assert.Equal(differs, RecordsRules.IsSpouseNationalityWrong(One().Fact("SpouseNationalities", ("nationality", said)).Record, Other().Record));
        Assert.False(RecordsRules.IsSpouseNationalityWrong(One().Record, Other().Record));
    }

    [Theory, Trait("rule", "Q108")]
    [InlineData("VH", true)]
    [InlineData("VW", false)]
    public void Nobody_is_married_to_the_dead(string status, bool doubted)
    {
        Assert.Equal(doubted, RecordsRules.IsMarriedToDead(Numbered(1, ("maritalStatus", status)).Record, Other().Moves(MovementKind.Died, "2026-01-01").Record));
        Assert.False(RecordsRules.IsMarriedToDead(Numbered(1, ("maritalStatus", status)).Record, Other().Record));
    }

    [Theory, Trait("rule", "Q109")]
    [InlineData(20, false, false)]
    [InlineData(21, false, true)]
    [InlineData(400, true, false)]
    public void More_than_twenty_persons_live_in_shelters_only(int persons, bool shelter, bool doubted) => Assert.Equal(doubted, RecordsRules.IsCrowded(persons, shelter));

    [Fact, Trait("rule", "Q110")]
    public void Names_in_another_order_at_one_address_are_compared()
    {
        var one = One().Lives("12054000", "2024-02-01");
        Assert.True(RecordsRules.DifferInNameOrder(one.Record, Other(("familyName", "Rima"), ("firstNames", "Hasan")).Lives("12054000", "2024-03-01").Record));
        Assert.False(RecordsRules.DifferInNameOrder(one.Record, Other(("familyName", "Rima"), ("firstNames", "Hasan")).Lives("12054000", "2024-03-01", "Seeweg").Record));
        Assert.False(RecordsRules.DifferInNameOrder(one.Record, Other().Lives("12054000", "2024-03-01").Record));
    }

    [Theory, Trait("rule", "Q138")]
    [InlineData("2026-11-24", false)]
    [InlineData("2026-11-25", true)]
    public void A_subscription_without_reason_for_ninety_days_is_asked_about(string today, bool idle) =>
        Assert.Equal(idle, RecordsRules.IsSubscriptionIdle(Day("2026-08-26"), Day(today)));

    [Theory, Trait("rule", "Q037")]
    [InlineData("15084590", "2024-02-15", false)]
    [InlineData("15084590", "2024-02-16", true)]
    [InlineData("12054000", "2024-06-01", false)]
    public void Whoever_lives_in_another_district_for_two_weeks_is_handed_over(string ags, string today, bool asked) =>
        CheckNeighbours("Q037", Resident().Lives(ags, "2024-02-01", "Seeweg"), today, asked);

    [Theory, Trait("rule", "Q092")]
    [InlineData("L12054", "2024-03-01", false)]
    [InlineData("L12054", "2024-03-02", true)]
    [InlineData("L15084", "2024-06-01", false)]
    public void A_benefit_follows_the_person_within_a_month(string body, string today, bool asked) => CheckNeighbours("Q092",
        Resident().Fact("BenefitKind", ("type", "asylblg"), ("began", "2024-01-15"), ("authority", body)).Lives("15084590", "2024-02-01"), today, asked);

    private static void CheckNeighbours(string rule, StoredRecord record, string today, bool asked)
    {
        Assert.Equal(asked, NeighbourRules.Find(record.Record, Directory, Day(today)).Any(finding => finding.Rule.Id == rule));
        if (asked) Assert.Equal(Day(today), NeighbourRules.NextChange(record.Record, Directory, Day(today).AddDays(-1)));
    }

    private static StoredRecord One(params (string, string)[] person) => Numbered(1, person);

    private static StoredRecord Other(params (string, string)[] person) => Numbered(2, person);

    private static StoredRecord Family(StoredRecord one, string relation, StoredRecord other) =>
        one.Fact("AccompanyingFamilyMember", ("relation", relation), ("azrNumber", other.Record.Number.Digits));
}
