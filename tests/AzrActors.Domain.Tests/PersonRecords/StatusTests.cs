using static AzrActors.Domain.Tests.Scenario;

namespace AzrActors.Domain.Tests.PersonRecords;

public class StatusTests
{
    [Theory]
    [InlineData("25-2-1", "2026-06-01", "2026-05-31", null, "Q026 validUntil")]
    [InlineData("9", "2026-06-01", "2029-05-31", null, "Q061 validUntil")]
    [InlineData("25-2-1", "2026-11-25", "2027-05-31", null, "Q022 grantedOn")]
    [InlineData("25-2-1", "1989-11-25", "2027-05-31", null, "Q025 grantedOn")]
    [InlineData("55", "2026-06-01", "2026-11-30", "T1234567", "Q019 documentNumber")]
    [InlineData("99-99", "2026-06-01", null, null, "Q016 status")]
    public void A_status_that_cannot_be_is_refused(string status, string on, string? until, string? number, string expected) =>
        Assert.Equal([expected], Resident().Faults(AbhPotsdam, Grant(status, on, until, number)));

    [Fact]
    public void A_title_needs_a_reported_stay()
    {
        var scenario = new Scenario();
        Assert.Equal(["Q065 status"], scenario.Faults(AbhPotsdam, Registration(), Grant("25-2-1", "2026-01-01", "2028-01-01")));
        scenario.Accepted(AbhPotsdam, Registration(), Arrival("firstEntry", "2025-12-01"), Grant("25-2-1", "2026-01-01", "2028-01-01"));
    }

    [Fact]
    public void A_toleration_and_a_title_exclude_each_other()
    {
        var titled = Resident();
        titled.Accepted(AbhPotsdam, Grant("25-2-1", "2026-01-01", "2028-01-01"));
        Assert.Equal(["Q063 status"], titled.Faults(AbhPotsdam, Grant(Toleration, "2026-11-01", "2027-05-01", "T1234567")));

        var tolerated = Resident();
        tolerated.Accepted(AbhPotsdam, Grant(Toleration, "2026-11-01", "2027-05-01", "T1234567"));
        Assert.Equal(["Q063 status"], tolerated.Faults(AbhPotsdam, Grant("25-5", "2026-11-15", "2027-01-01")));
        tolerated.Accepted(AbhPotsdam, Entry("endStatus", ("status", Toleration), ("endedOn", "2026-11-15")), Grant("25-5", "2026-11-15", "2027-01-01"));
    }

    [Fact]
    public void The_same_permit_granted_anew_is_its_extension()
    {
        var scenario = Resident();
        scenario.Accepted(AbhPotsdam, Grant("16b-1", "2024-10-01", "2026-12-31"));
        var accepted = scenario.Accepted(AbhPotsdam, Grant("16b-1", "2026-11-20", "2028-12-31"));
        Assert.Equal(new DateOnly(2026, 11, 20), scenario.Record!.Statuses[0].EndedOn);
        Assert.Empty(accepted.Doubts);
    }

    [Fact]
    public void Two_different_permits_at_once_are_doubted()
    {
        var scenario = Resident();
        scenario.Accepted(AbhPotsdam, Grant("16b-1", "2024-10-01", "2026-12-31"));
        Assert.Contains("Q060 status/2/grantedOn", scenario.Accepted(AbhPotsdam, Grant("18b", "2026-11-20", "2028-12-31")).Doubts.Select(Text));
    }

    [Fact]
    public void An_ended_status_stays_as_history()
    {
        var scenario = Resident();
        scenario.Accepted(AbhPotsdam, Grant("25-5", "2026-01-01", "2026-12-31"));
        scenario.Accepted(AbhPotsdam, Entry("endStatus", ("status", "25-5"), ("endedOn", "2026-11-01")));
        scenario.Unchanged(AbhPotsdam, Entry("endStatus", ("status", "25-5"), ("endedOn", "2026-11-01")));
        Assert.Equal(["F009 endedOn"], scenario.Faults(AbhPotsdam, Entry("endStatus", ("status", "25-5"), ("endedOn", "2026-11-02"))));
        Assert.Equal("25-5", Assert.Single(scenario.Record!.Statuses).Status.Code);
    }

    [Fact]
    public void Saying_the_same_grant_again_is_not_news()
    {
        var scenario = Resident();
        scenario.Accepted(AbhPotsdam, Grant("25-5", "2026-01-01", "2026-12-31", "Y12345678"));
        scenario.Unchanged(AbhPotsdam, Grant("25-5", "2026-01-01", "2026-12-31", "Y12345678"));
    }

    private const string Toleration = "60a-2-1";
}
