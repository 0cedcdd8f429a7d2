using static AzrActors.Domain.Tests.Scenario;

namespace AzrActors.Domain.Tests.PersonRecords;

public class AddressTests
{
    [Fact]
    public void A_new_address_ends_the_previous_one_on_the_same_day()
    {
        var scenario = Resident();
        scenario.Accepted(MeldebehoerdeBurgenland, MoveIn("15084550", "2026-11-01"));
        Assert.Equal(new DateOnly(2026, 11, 1), scenario.Record!.Addresses[0].MovedOutOn);
        Assert.Equal("15084550", scenario.Record.CurrentAddress!.Address.Ags);
    }

    [Fact]
    public void Reporting_the_same_address_twice_is_not_news()
    {
        var scenario = Resident();
        scenario.Unchanged(MeldebehoerdePotsdam, MoveIn("12054000", "2020-05-10"));
        Assert.Equal(1, scenario.Record!.Version);
    }

    [Theory]
    [InlineData("2020-05-10")]
    [InlineData("2019-12-31")]
    public void An_address_from_before_the_current_one_would_make_two(string on) =>
        Assert.Equal(["Q040 movedInOn"], Resident().Faults(MeldebehoerdePotsdam, MoveIn("12054000", on, street: "Anderer Weg")));

    [Fact]
    public void Two_move_ins_in_one_submission_are_refused() =>
        Assert.Equal(["Q040 movedInOn"], Resident().Faults(MeldebehoerdePotsdam,
            MoveIn("12054000", "2026-10-01", "Erster Weg"), MoveIn("12054000", "2026-11-01", "Zweiter Weg")));

    [Fact]
    public void Moving_out_before_moving_in_is_refused() =>
        Assert.Equal(["Q029 movedOutOn"], Resident().Faults(MeldebehoerdePotsdam, Entry("moveOut", ("movedOutOn", "2020-05-09"))));

    [Fact]
    public void Moving_out_ends_the_current_address_and_can_be_said_again()
    {
        var scenario = Resident();
        scenario.Accepted(MeldebehoerdePotsdam, Entry("moveOut", ("movedOutOn", "2026-11-20")));
        Assert.Null(scenario.Record!.CurrentAddress);
        scenario.Unchanged(MeldebehoerdePotsdam, Entry("moveOut", ("movedOutOn", "2026-11-20")));
        Assert.Equal(["Q040 movedOutOn"], scenario.Faults(MeldebehoerdePotsdam, Entry("moveOut", ("movedOutOn", "2026-11-21"))));
    }

    [Fact]
    public void A_late_move_out_from_the_old_town_does_not_end_the_new_address()
    {
        var scenario = Resident();
        scenario.Accepted(MeldebehoerdeBurgenland, MoveIn("15084550", "2026-11-01"));
        Assert.Equal(["Q040 movedOutOn"], scenario.Faults(MeldebehoerdePotsdam, Entry("moveOut", ("movedOutOn", "2026-11-05"))));
        scenario.Unchanged(MeldebehoerdePotsdam, Entry("moveOut", ("movedOutOn", "2026-11-01")));
        Assert.NotNull(scenario.Record!.CurrentAddress);
    }

    [Theory]
    [InlineData("2026-11-25", "Q022 movedInOn")]
    [InlineData("1990-06-30", "Q025 movedInOn")]
    [InlineData("24.11.2026", "F004 movedInOn")]
    public void A_date_that_cannot_be_is_refused(string on, string expected) =>
        Assert.Contains(expected, Resident().Faults(MeldebehoerdePotsdam, MoveIn("12054000", on, "Anderer Weg")));

    [Fact]
    public void A_date_within_the_uncertainty_of_the_birth_date_is_possible() // born 1990-07-00
    {
        var scenario = new Scenario();
        scenario.Accepted(AbhPotsdam, Registration(), MoveIn("12054000", "1990-07-01"));
    }

    [Theory]
    [InlineData("ags", "12054999", "Q016 ags")]
    [InlineData("ags", "", "F003 ags")]
    [InlineData("postalCode", "1446", "F004 postalCode")]
    [InlineData("houseNumber", "12345", "Q006 houseNumber")]
    public void A_faulty_address_is_refused(string field, string value, string expected)
    {
        var good = MoveIn("12054000", "2026-11-01");
        var faulty = good with { Fields = [.. good.Fields.Where(one => one.Name != field), new(field, value)] };
        Assert.Contains(expected, Resident().Faults(AbhPotsdam, faulty));
    }

    [Fact]
    public void Every_value_knows_its_source_on_two_time_axes()
    {
        var scenario = Resident();
        scenario.Accepted(MeldebehoerdePotsdam, MoveIn("12054000", "2026-11-01", "Neuer Weg"));
        var source = scenario.Record!.CurrentAddress!.Source;
        Assert.Equal((MeldebehoerdePotsdam, "32.1/2", "§§ 6, 6a AZRG, Anlage Nr. 5b.a Spalte C"), (source.Authority.Value, source.FileReference, source.Basis));
        Assert.Equal(new DateOnly(2026, 11, 1), source.ValidFrom);
        Assert.Equal(new DateTimeOffset(2026, 11, 24, 8, 0, 2, TimeSpan.Zero), source.KnownSince);
    }
}
