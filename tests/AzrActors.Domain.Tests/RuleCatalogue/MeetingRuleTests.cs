using AzrActors.Domain.PersonRecords;
using AzrActors.Domain.Quality;
using AzrActors.Domain.Quality.Meetings;
using AzrActors.Domain.Vocabulary;
using static AzrActors.Domain.Tests.RuleCatalogue.StoredRecord;

namespace AzrActors.Domain.Tests.RuleCatalogue;

/// <summary>Where rules on several records are asked, and which records meet for it.</summary>
public class MeetingRuleTests
{
    private static readonly DateOnly Today = Day("2026-11-24");
    private static readonly Surroundings Alone = new([], 1, false, new Dictionary<AuthorityKey, DateOnly>());

    /// <summary>Asked elsewhere, of pairs that look alike.</summary>
    private static readonly string[] Elsewhere = ["Q100", "Q101", "Q102", "Q103"];

    [Fact]
    public void Every_rule_on_several_records_that_flags_is_asked_of_records_that_meet() => Assert.Equal(
        Rules.All.Where(rule => rule is { Judged: Judged.Records, Severity: Severity.Flag }).Select(rule => rule.Id).Except(Elsewhere),
        MeetingRules.Asked.Order(StringComparer.Ordinal));

    [Fact]
    public void A_family_meets_by_its_numbers_and_the_finding_stands_at_the_relation_it_is_about()
    {
        var child = One(("birthDate", "1985-01-01"));
        var parent = Family(Other(("birthDate", "1990-01-01")), "child", child);

        Meet(child, parent);
        var found = Judge(parent, child).Findings.Select(one => (one.Finding.Rule.Id, one.Finding.Path, one.Finding.Responsible!.Value));
        Assert.Equal([("Q105", "AccompanyingFamilyMember/1", "A12054"), ("Q106", "AccompanyingFamilyMember/1", "A12054")], found.Order());
        Assert.Empty(Judge(child, parent).Findings);
    }

    [Fact]
    public void Whoever_is_blocked_or_restricted_or_merged_into_another_record_shows_nothing_of_others()
    {
        var one = Family(One(), "spouse", Other());
        Assert.Single(Judge(one, Other()).Findings);
        Assert.Empty(Judge(one, Other().Fact("TransmissionBlock", ("scope", "large"))).Findings);
        Assert.Empty(Judge(one, Other().Fact("ProcessingRestrictionNote", ("since", "2026-11-01"))).Findings);
    }

    [Fact]
    public void A_child_born_here_is_looked_at_again_when_its_term_is_over()
    {
        var parent = One().By("BAMF00").Fact("AsylumApplicationFiled", ("on", "2024-02-01"));
        var child = Family(Other(("birthDate", "2026-10-01"), ("birthCountry", "000")), "parent", parent);

        Assert.Equal(Day("2027-01-02"), Judge(child, parent).LookOn);
        var found = Assert.Single(MeetingRules.Judge(child.Record, Alone with { Met = [parent.Record] }, Day("2027-01-02")).Findings, one => one.Finding.Rule.Id == "Q059");
        Assert.Equal("AsylumApplicationFiled", found.Finding.Field);
    }

    [Fact]
    public void Mail_that_came_back_is_asked_about_at_the_address_it_went_to_and_at_no_former_one()
    {
        var here = Resident();
        var mail = Alone with { ReturnedMail = [new ReturnedMail(1, Day("2027-02-01"), DateTimeOffset.UnixEpoch)] };

        var found = Assert.Single(MeetingRules.Judge(here.Record, mail, Day("2027-02-01")).Findings);
        Assert.Equal(("Q039", "address/1", "A12054"), (found.Finding.Rule.Id, found.Finding.Path!, found.Finding.Responsible!.Value));
        Assert.Empty(MeetingRules.Judge(here.MovesOut("2027-02-02").Lives("12054000", "2027-02-02", "Seeweg").Record, mail, Day("2027-02-03")).Findings);
    }

    [Fact]
    public void An_idle_subscription_is_its_bodys_to_mend_and_looked_at_daily_until_it_asks_again()
    {
        var told = One().By("A15084").Subscribes("running-migration-case");
        var last = new Dictionary<AuthorityKey, DateOnly> { [AuthorityKey.Parse("A15084")] = Day("2026-08-25") };
        var around = Alone with { LastReasons = last };

        var before = MeetingRules.Judge(told.Record, around, Day("2026-11-23"));
        Assert.Equal((0, Day("2026-11-24")), (before.Findings.Count, before.LookOn!.Value));
        var outlook = MeetingRules.Judge(told.Record, around, Today);
        Assert.Equal(("Q138", "subscription/1", "A15084"), outlook.Findings.Select(one => (one.Finding.Rule.Id, one.Finding.Path!, one.Finding.Responsible!.Value)).Single());
        Assert.Equal(Today.AddDays(1), outlook.LookOn);
    }

    [Fact]
    public void Names_in_another_order_meet_at_their_address_and_nowhere_else()
    {
        var one = One().Lives("12054000", "2024-02-01");
        var other = Other(("familyName", "Rima"), ("firstNames", "Hasan"));

        Meet(one, other.Lives("12054000", "2024-03-01"));
        Assert.False(KeysOf(one).Shared.Overlaps(KeysOf(other.Lives("12054000", "2024-03-01", "Seeweg")).Shared));
        Assert.Equal(["Q110"], Judge(one, other.Lives("12054000", "2024-03-01")).Findings.Select(found => found.Finding.Rule.Id));
    }

    [Fact]
    public void A_reception_facility_is_a_shelter_and_a_change_of_it_is_seen_while_other_facts_are_not()
    {
        var here = Resident();
        var sheltered = here.Fact("ResponsibleReceptionFacility", ("name", "AE Eisenhüttenstadt"));

        Assert.False(KeysOf(here).IsSheltered);
        Assert.True(KeysOf(sheltered).IsSheltered);
        Assert.Equal(KeysOf(here).Place, KeysOf(sheltered).Place);
        Assert.False(MeetingKeys.IsUntouched(here.Record, sheltered.Record));
        Assert.True(MeetingKeys.IsUntouched(here.Record, here.Fact("IdentityDocument", ("type", "passport")).Says(("religion", "rk")).Record));
        Assert.False(MeetingKeys.IsUntouched(here.Record, here.Moves(MovementKind.Died, "2026-01-01").Record));
    }

    private static void Meet(StoredRecord one, StoredRecord other) => Assert.True(KeysOf(one).Shared.Overlaps(KeysOf(other).Shared));

    private static MeetingKeys KeysOf(StoredRecord one) => MeetingKeys.Of(one.Record);

    private static MeetingOutlook Judge(StoredRecord one, StoredRecord other) => MeetingRules.Judge(one.Record, Alone with { Met = [other.Record] }, Today);

    private static StoredRecord One(params (string, string)[] person) => Numbered(1, person);

    private static StoredRecord Other(params (string, string)[] person) => Numbered(2, person);

    private static StoredRecord Family(StoredRecord one, string relation, StoredRecord other) =>
        one.Fact("AccompanyingFamilyMember", ("relation", relation), ("azrNumber", other.Record.Number.Digits));
}
