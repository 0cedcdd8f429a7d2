using AzrActors.Domain.PersonRecords;
using static AzrActors.Domain.Tests.Scenario;

namespace AzrActors.Domain.Tests.PersonRecords;

public class RightsTests
{
    [Fact]
    public void A_residents_office_may_not_grant_a_title()
    {
        var rejection = Assert.IsType<Rejection.SenderNotEntitled>(Resident().Refused(MeldebehoerdePotsdam, Grant("25-5", "2026-01-01")));
        Assert.Equal(["Q120 status"], rejection.Findings.Select(Text));
    }

    [Fact]
    public void Rights_are_looked_at_before_anything_else() =>
        Assert.IsType<Rejection.SenderNotEntitled>(Resident().Refused(MeldebehoerdePotsdam, Grant("9", "2099-01-01", until: "2000-01-01"), MoveIn("0", "x")));

    [Fact]
    public void A_residents_office_may_change_names_but_not_marital_status()
    {
        Resident().Accepted(MeldebehoerdePotsdam, Entry("changePersonalData", ("familyName", "Schmidt")));
        Assert.Equal(["Q120 maritalStatus"], Resident().Faults(MeldebehoerdePotsdam,
            Entry("changePersonalData", ("familyName", "Schmidt"), ("maritalStatus", "VH"))));
    }

    [Fact]
    public void Only_some_authorities_may_create_a_record() =>
        Assert.Contains("F017 kind", new Scenario().Faults(MeldebehoerdePotsdam, Registration()));

    [Fact]
    public void A_benefit_authority_writes_nothing_yet() =>
        Assert.Equal(["Q120"], Resident().Faults("L12054", MoveIn("12054000", "2026-11-01")));

    [Fact]
    public void Who_may_neither_see_nor_write_anything_does_not_learn_that_the_record_exists()
    {
        Assert.IsType<Rejection.RecordUnknown>(UnionCitizen().Refused("L12054", MoveIn("12054000", "2026-11-01")));
        Assert.IsType<Rejection.RecordUnknown>(UnionCitizen().Refused("L12054", Entry("nonsense")));
        Assert.IsType<Rejection.RecordUnknown>(UnionCitizen().Refused(MeldebehoerdePotsdam, Grant("25-5", "2026-01-01")));
        UnionCitizen().Accepted(AbhBurgenland, Entry("changePersonalData", ("familyName", "Dupont")));
    }

    [Fact]
    public void The_federal_office_runs_the_procedure_but_grants_no_titles()
    {
        Resident().Accepted(Bamf, Grant("55", "2026-11-01", "2027-05-01", "V1234567"));
        Assert.Equal(["Q120 status"], Resident().Faults(Bamf, Grant("25-2-1", "2026-11-01", "2027-05-01")));
    }
}
