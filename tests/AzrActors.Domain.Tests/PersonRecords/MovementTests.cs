using static AzrActors.Domain.Tests.Scenario;

namespace AzrActors.Domain.Tests.PersonRecords;

public class MovementTests
{
    [Fact]
    public void An_arrival_reported_by_another_authority_moves_the_file()
    {
        var scenario = Resident();
        scenario.Accepted(AbhBurgenland, Arrival("fromForeignersAuthority", "2026-11-01"));
        Assert.Equal(AbhBurgenland, scenario.Record!.FileKeeper!.Value.Value);
    }

    [Fact]
    public void A_first_entry_reported_at_the_border_gives_the_file_to_nobody()
    {
        var scenario = new Scenario();
        scenario.Accepted(Bundespolizei, Registration(), Arrival("firstEntry", "2026-11-20"));
        Assert.Null(scenario.Record!.FileKeeper);
    }

    [Fact]
    public void The_same_departure_twice_in_a_row_is_refused()
    {
        var scenario = Resident();
        scenario.Accepted(AbhPotsdam, Departure("abroad", "2026-11-01"));
        Assert.Contains("Q030 departedOn", scenario.Faults(AbhPotsdam, Departure("abroad", "2026-11-02")));
        scenario.Unchanged(AbhPotsdam, Departure("abroad", "2026-11-01"));
    }

    [Fact]
    public void A_movement_before_the_last_one_is_refused() =>
        Assert.Contains("Q030 departedOn", Resident().Faults(AbhPotsdam, Departure("abroad", "2020-05-03")));

    [Fact]
    public void A_departure_can_be_announced_a_week_ahead_but_not_longer()
    {
        Resident().Accepted(AbhPotsdam, Departure("abroad", "2026-12-01"));
        Assert.Contains("Q022 departedOn", Resident().Faults(AbhPotsdam, Departure("abroad", "2026-12-02")));
        Assert.Contains("Q022 departedOn", Resident().Faults(AbhPotsdam, Departure("unknown", "2026-12-01")));
    }

    [Fact]
    public void A_stay_that_starts_without_first_entry_is_doubted()
    {
        var accepted = new Scenario().Accepted(AbhPotsdam, Registration(), Arrival("returnFromAbroad", "2026-11-01"));
        Assert.Contains("Q031 arrival", accepted.Doubts.Select(Text));
    }

    [Fact]
    public void Departing_with_a_running_title_is_doubted()
    {
        var scenario = Resident();
        scenario.Accepted(AbhPotsdam, Grant("25-2-1", "2026-01-01", "2028-12-31"));
        Assert.Contains("Q041 status/1/endedOn", scenario.Accepted(AbhPotsdam, Departure("abroad", "2026-11-01")).Doubts.Select(Text));
    }

    [Fact]
    public void After_death_only_corrections_are_possible()
    {
        var scenario = Resident();
        scenario.Accepted(AbhPotsdam, Entry("death", ("diedOn", "2026-11-10")));
        Assert.Equal(["Q042"], scenario.Faults(AbhPotsdam, Grant("25-5", "2026-11-11", "2027-01-01")));
        Assert.Equal(["Q042"], scenario.Faults(AbhPotsdam, Arrival("returnFromAbroad", "2026-11-11")));
        scenario.Accepted(AbhPotsdam, Entry("changePersonalData", ("birthDate", "1990-07-14")));
    }

    [Fact]
    public void Taking_over_the_file_twice_is_not_news()
    {
        var scenario = Resident();
        scenario.Unchanged(AbhPotsdam, Entry("assumeResponsibility", ("assumedOn", "2026-11-01")));
        scenario.Accepted(AbhBurgenland, Entry("assumeResponsibility", ("assumedOn", "2026-11-01")));
    }
}
