using AzrActors.Domain.PersonRecords;
using static AzrActors.Domain.Tests.Scenario;

namespace AzrActors.Domain.Tests.PersonRecords;

public class RegistrationTests
{
    [Fact]
    public void A_complete_registration_creates_version_1_with_a_number()
    {
        var scenario = new Scenario();
        var accepted = scenario.Accepted(AbhPotsdam, Registration());
        Assert.Equal(1, accepted.Record.Version);
        Assert.Equal("al-Ḥasan, Rīma", accepted.Record.Name);
        Assert.IsType<RecordEvent.PersonRegistered>(Assert.Single(accepted.Change.Events));
    }

    [Theory]
    [InlineData("familyName", "", "Q007 familyName")]
    [InlineData("firstNames", "", "Q007 firstNames")]
    [InlineData("birthDate", "", "Q007 birthDate")]
    [InlineData("sex", "", "Q007 sex")]
    [InlineData("nationality", "", "Q009 nationality")]
    [InlineData("nationality", "000", "Q010 nationality")]
    [InlineData("nationality", "123456", "Q006 nationality")]
    [InlineData("nationality", "321", "Q016 nationality")]
    [InlineData("sex", "d", "Q014 sex")]
    [InlineData("sex", "z", "Q016 sex")]
    [InlineData("doctorate", "Prof.", "Q015 doctorate")]
    [InlineData("maritalStatus", "XX", "Q016 maritalStatus")]
    [InlineData("birthDate", "1990-00-12", "Q021 birthDate")]
    [InlineData("birthDate", "2030-01-01", "Q023 birthDate")]
    [InlineData("birthDate", "1890-01-01", "Q023 birthDate")]
    [InlineData("birthPlace", "Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogoch", "Q006 birthPlace")]
    [InlineData("familyName", " Hasan", "F004 familyName")]
    [InlineData("noFirstName", "vielleicht", "F004 noFirstName")]
    [InlineData("colour", "blue", "F002 colour")]
    public void A_fault_is_named_with_rule_and_field(string field, string value, string expected) =>
        Assert.Contains(expected, new Scenario().Faults(AbhPotsdam, Registration((field, value))));

    [Fact]
    public void All_faults_are_reported_at_once()
    {
        var faults = new Scenario().Faults(AbhPotsdam,
            Registration(("birthDate", "1990-00-12"), ("sex", "d"), ("nationality", "000")),
            MoveIn("99999999", "2027-01-01"),
            Grant("9", "2026-01-01", until: "2027-01-01"));
        Assert.Equal(
            ["Q021 birthDate", "Q010 nationality", "Q014 sex", "Q016 ags", "Q022 movedInOn", "Q061 validUntil", "Q065 status"], faults);
    }

    [Theory]
    [InlineData(1, true)]
    [InlineData(4, true)]
    [InlineData(5, false)]
    public void One_to_four_nationalities_are_allowed(int count, bool allowed)
    {
        string[] keys = ["475", "438", "439", "163", "166"];
        var entry = Entry("registerPerson",
            [("familyName", "Beispiel"), ("firstNames", "Ada"), ("birthDate", "1990-01-01"), ("sex", "w"), .. keys.Take(count).Select(key => ("nationality", key))]);
        Assert.Equal(allowed, new Scenario().Submit(AbhPotsdam, entry) is Decision.Accepted);
    }

    [Fact]
    public void The_same_nationality_twice_is_refused() =>
        Assert.Contains("Q009 nationality", new Scenario().Faults(AbhPotsdam, Registration(("nationality", "475"), ("nationality", "475"))));

    [Fact]
    public void A_missing_first_name_must_be_said() =>
        new Scenario().Accepted(AbhPotsdam, Registration(("firstNames", ""), ("noFirstName", "true")));

    [Fact]
    public void A_single_name_of_two_words_is_doubted_but_stored()
    {
        var accepted = new Scenario().Accepted(AbhPotsdam, Registration(("familyName", "Gul Agha"), ("firstNames", ""), ("noFirstName", "true")));
        Assert.Contains("Q008 familyName", accepted.Doubts.Select(Text));
    }

    [Fact]
    public void Without_a_number_the_first_entry_must_register() =>
        Assert.IsType<Rejection.RegistrationMisplaced>(new Scenario().Refused(AbhPotsdam, Arrival("firstEntry", "2026-01-01")));

    [Fact]
    public void A_known_person_is_not_registered_again() =>
        Assert.IsType<Rejection.RegistrationMisplaced>(Resident().Refused(AbhPotsdam, Registration()));

    [Fact]
    public void An_unknown_kind_of_entry_is_named() =>
        Assert.Equal(["F001 kind"], Resident().Faults(AbhPotsdam, Entry("levitate")));

    [Fact]
    public void A_submission_without_entries_is_refused() => Assert.Equal(["F006 entries"], Resident().Faults(AbhPotsdam));

    [Fact]
    public void More_than_fifty_entries_are_refused() =>
        Assert.Contains("F008 entries", Resident().Faults(AbhPotsdam, [.. Enumerable.Repeat(Arrival("firstEntry", "2020-05-04"), 51)]));

    [Fact]
    public void An_old_occasion_is_doubted_but_stored()
    {
        var decision = new Scenario().Submit(AbhPotsdam, Today.AddDays(-11), null, Registration());
        Assert.Contains("Q028 occurredOn", Assert.IsType<Decision.Accepted>(decision).Doubts.Select(Text));
    }

    [Fact]
    public void An_occasion_in_the_future_is_refused()
    {
        var decision = new Scenario().Submit(AbhPotsdam, Today.AddDays(1), null, Registration());
        var faulty = Assert.IsType<Rejection.Faulty>(Assert.IsType<Decision.Refused>(decision).Rejection);
        Assert.Contains("Q022 occurredOn", faulty.Findings.Select(Text));
    }
}
