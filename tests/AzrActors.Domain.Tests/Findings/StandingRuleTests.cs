using AzrActors.Domain.PersonRecords;
using AzrActors.Domain.Quality;
using static AzrActors.Domain.Tests.Scenario;

namespace AzrActors.Domain.Tests.Findings;

/// <summary>What is wrong with a record as it stands, and from when on.</summary>
public class StandingRuleTests
{
    private readonly Scenario _person = Resident();

    private PersonRecord Person => _person.Record!;

    [Fact]
    public void A_sound_record_has_no_findings() => Assert.Empty(StandingRules.Find(Person, Today));

    [Fact]
    public void A_permit_is_missed_from_the_thirty_first_day_after_its_end_until_something_else_is_in_force()
    {
        _person.Accepted(AbhPotsdam, Grant("18b", "2026-01-01", "2026-12-31"));

        Assert.Empty(StandingRules.Find(Person, new DateOnly(2027, 1, 30)));
        var finding = Assert.Single(StandingRules.Find(Person, new DateOnly(2027, 1, 31)));
        Assert.Equal(("Q067", "status/1", "validUntil", AbhPotsdam), (finding.Rule.Id, finding.Path, finding.Field, finding.Responsible!.Value));
    }

    [Fact]
    public void A_person_without_an_address_is_found_unless_none_may_be_stored()
    {
        var person = new Scenario();
        person.Accepted(AbhPotsdam, Registration(), Arrival("firstEntry", "2026-11-01"));
        Assert.Equal("Q038", Assert.Single(StandingRules.Find(person.Record!, Today)).Rule.Id);

        Assert.Empty(StandingRules.Find(UnionCitizen().Record!, Today));
    }

    [Fact]
    public void A_status_that_runs_on_after_the_departure_is_found_and_its_mend_is_the_day_of_the_departure()
    {
        _person.Accepted(AbhPotsdam, Grant("18b", "2026-01-01", "2027-12-31"));
        _person.Accepted(AbhPotsdam, Departure("abroad", "2026-11-20"));

        var finding = Assert.Single(StandingRules.Find(Person, Today));
        var mend = Mends.Find(finding.Rule.Id, finding.Path!, Person)!;
        _person.Accepted(AbhPotsdam, mend);

        Assert.Equal("Q041", finding.Rule.Id);
        Assert.Empty(StandingRules.Find(Person, Today));
    }

    [Fact]
    public void No_finding_opens_or_closes_on_a_day_that_was_not_foretold()
    {
        _person.Accepted(AbhPotsdam, Grant("18b", "2026-01-01", "2026-12-31"), Grant("18a", "2026-11-01", "2027-03-05"));
        _person.Accepted(AbhPotsdam, Departure("abroad", "2026-11-26"));
        var (day, foretold) = (Today, StandingRules.NextChange(Person, Today));
        var found = StandingRules.Find(Person, day);

        for (day = day.AddDays(1); day < Today.AddYears(12); day = day.AddDays(1))
        {
            var now = StandingRules.Find(Person, day);
            if (day != foretold) Assert.Equal(found, now);
            else foretold = StandingRules.NextChange(Person, day);
            found = now;
        }
    }

    [Fact]
    public void What_a_change_does_not_touch_stays_checked()
    {
        _person.Accepted(AbhPotsdam, Grant("18b", "2026-01-01", "2027-12-31"));
        var expired = new StandingFinding(Rules.PermitExpired, "status/1", "validUntil", null);
        var old = new StandingFinding(Rules.VeryOld, null, "birthDate", null);

        Assert.True(FindingChange.Touches(_person.Changes[^1], expired));
        _person.Accepted(AbhPotsdam, Entry("changePersonalData", ("birthPlace", "Aleppo")));
        Assert.False(FindingChange.Touches(_person.Changes[^1], expired));
        Assert.False(FindingChange.Touches(_person.Changes[^1], old));
        _person.Accepted(AbhPotsdam, Entry("changePersonalData", ("birthDate", "1991-01-01")));
        Assert.True(FindingChange.Touches(_person.Changes[^1], old));
    }

    [Fact]
    public void Every_kind_of_event_is_known_to_what_it_touches() => Assert.All(
        typeof(RecordEvent).GetNestedTypes(), kind =>
        {
            var happened = (RecordEvent)System.Runtime.CompilerServices.RuntimeHelpers.GetUninitializedObject(kind);
            var change = new RecordChange(1, new ChangeOrigin(null!, "", "", "", Guid.Empty, Today, default), [happened]);
            // A list that is null stops before the switch is through; that the kind is missing would say something else.
            var fault = Record.Exception(() => FindingChange.Touches(change, new StandingFinding(Rules.VeryOld, "status/1", null, null)));
            Assert.IsNotType<System.Diagnostics.UnreachableException>(fault);
        });
}
