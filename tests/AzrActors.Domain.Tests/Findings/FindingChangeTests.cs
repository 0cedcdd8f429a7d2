using AzrActors.Domain.PersonRecords;
using AzrActors.Domain.Quality;
using static AzrActors.Domain.Tests.Scenario;

namespace AzrActors.Domain.Tests.Findings;

/// <summary>What mends a finding, and what change touches it.</summary>
public class FindingChangeTests
{
    private readonly Scenario _person = Resident();

    private PersonRecord Person => _person.Record!;

    [Fact]
    public void A_status_that_runs_on_after_the_departure_is_found_and_its_mend_is_the_day_of_the_departure()
    {
        _person.Accepted(AbhPotsdam, Grant("18b", "2026-01-01", "2027-12-31"));
        _person.Accepted(AbhPotsdam, Departure("abroad", "2026-11-20"));

        var finding = Assert.Single(StandingRules.Find(Person, Today), finding => finding.Rule.Id == "Q041");
        var mend = Mends.Find(finding.Rule.Id, finding.Path!, Person)!;
        _person.Accepted(AbhPotsdam, mend);

        Assert.DoesNotContain(StandingRules.Find(Person, Today), left => left.Rule.Id == "Q041");
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
