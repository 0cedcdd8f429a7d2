using AzrActors.Domain.PersonRecords;
using static AzrActors.Domain.Tests.Scenario;

namespace AzrActors.Domain.Tests.PersonRecords;

public class VersionTests
{
    [Fact]
    public void A_stale_version_is_refused_with_the_fields_that_changed_since_as_far_as_the_author_may_see_them()
    {
        var scenario = Resident();
        scenario.Accepted(AbhPotsdam, Entry("changePersonalData", ("familyName", "Neu"), ("maritalStatus", "VH")));
        var refused = Assert.IsType<Decision.Refused>(scenario.Submit(MeldebehoerdePotsdam, 1, MoveIn("12054000", "2026-11-01", "Neuer Weg")));
        var stale = Assert.IsType<Rejection.VersionStale>(refused.Rejection);
        Assert.Equal(2, stale.CurrentVersion);
        Assert.Equal(["person/familyName"], stale.ChangedFields);
        refused = Assert.IsType<Decision.Refused>(scenario.Submit(AbhBurgenland, 1, Entry("changePersonalData", ("familyName", "Alt"))));
        stale = Assert.IsType<Rejection.VersionStale>(refused.Rejection);
        Assert.Equal(["person/familyName", "person/maritalStatus", "FormerNames/1/familyName"], stale.ChangedFields);
    }

    [Fact]
    public void The_present_version_is_accepted() =>
        Assert.IsType<Decision.Accepted>(Resident().Submit(MeldebehoerdePotsdam, 1, MoveIn("12054000", "2026-11-01", "Neuer Weg")));

    [Fact]
    public void Without_expected_version_agencies_that_change_different_fields_both_succeed()
    {
        var scenario = Resident();
        scenario.Accepted(MeldebehoerdePotsdam, MoveIn("12054000", "2026-11-01", "Neuer Weg"));
        scenario.Accepted(AbhPotsdam, Entry("changePersonalData", ("maritalStatus", "VH")));
        Assert.Equal("Neuer Weg", scenario.Record!.CurrentAddress!.Address.Street);
        Assert.Equal(["VH"], scenario.Record.Values("maritalStatus"));
    }

    [Fact]
    public void A_missing_version_stops_the_fold()
    {
        var scenario = Resident();
        scenario.Accepted(AbhPotsdam, Entry("changePersonalData", ("maritalStatus", "VH")));
        Assert.Throws<InvalidDataException>(() => PersonRecord.Fold(scenario.Record!.Id, null, scenario.Changes.Skip(1)));
    }

    [Fact]
    public void Folding_the_changes_gives_the_record_that_was_decided_on()
    {
        var scenario = Resident();
        scenario.Accepted(MeldebehoerdeBurgenland, MoveIn("15084550", "2026-11-01"));
        scenario.Accepted(AbhBurgenland, Arrival("fromForeignersAuthority", "2026-11-02"), Grant("25-5", "2026-11-02", "2027-11-01"));
        var folded = PersonRecord.Fold(scenario.Record!.Id, null, scenario.Changes)!;
        Assert.Equal(Disclosure.RecordItems.Of(scenario.Record), Disclosure.RecordItems.Of(folded));
        Assert.Equal(3, folded.Version);
    }

    [Fact]
    public void A_field_can_be_cleared_and_an_emptied_mandatory_one_is_refused()
    {
        var scenario = Resident();
        scenario.Accepted(AbhPotsdam, Entry("changePersonalData", ("maritalStatus", "VH")));
        scenario.Accepted(AbhPotsdam, Entry("changePersonalData", ("maritalStatus", "")));
        Assert.Empty(scenario.Record!.Values("maritalStatus"));
        Assert.Contains("Q007 familyName", scenario.Faults(AbhPotsdam, Entry("changePersonalData", ("familyName", ""))));
    }
}
