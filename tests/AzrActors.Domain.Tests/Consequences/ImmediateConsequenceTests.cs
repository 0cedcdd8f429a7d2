using AzrActors.Domain.Law;
using AzrActors.Domain.PersonRecords;
using AzrActors.Domain.Submissions;
using AzrActors.Domain.Vocabulary;
using static AzrActors.Domain.Tests.Scenario;

namespace AzrActors.Domain.Tests.Consequences;

/// <summary>What the register draws from a submission in the same decision, and how it is taken back (Q081, Q082, Q083, Q130, Q133).</summary>
public class ImmediateConsequenceTests
{
    private const string Ban = "Ban11p1And2";
    private const string UnlimitedBan = "BanUnlimited11p5b";
    private readonly Scenario _person = Resident();

    private PersonRecord Record => _person.Record!;

    [Theory]
    [InlineData("ExpulsionLimitedFinal", "issuedOn", Ban)]
    [InlineData("DeportationCarriedOutLimited", "on", Ban)]
    [InlineData("DeportationCarriedOutUnlimited", "on", UnlimitedBan)]
    [InlineData("RefusedEntryWithBan", "on", Ban)]
    [InlineData("RemovedLimited", "on", Ban)]
    public void A_measure_brings_its_ban_in_the_same_version_with_the_register_as_its_source(string measure, string day, string ban)
    {
        _person.Accepted(AuthorityOf(measure), Store(measure, (day, "2026-11-20")));

        var drawn = Assert.Single(Record.FactsOf(ban));
        Assert.Equal("2026-11-20", drawn.Value("orderedOn"));
        Assert.Equal((AuthorityKey.Register, true), (drawn.Source.Authority, drawn.Source.Automatic));
        Assert.Equal(2, Record.Version);
        Assert.StartsWith("§ 11", drawn.Source.Basis, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("RefusedEntry", "on")]
    [InlineData("ExpulsionUnlimitedFinal", "issuedOn")]
    public void A_measure_that_is_not_in_the_table_brings_none(string measure, string day)
    {
        _person.Accepted(AuthorityOf(measure), Store(measure, (day, "2026-11-20")));

        Assert.DoesNotContain(Record.Facts.Keys, item => item.StartsWith("Ban", StringComparison.Ordinal));
    }

    [Fact]
    public void A_ban_that_is_running_already_is_not_doubled()
    {
        _person.Accepted(AbhPotsdam, Store(Ban, ("orderedOn", "2026-10-01"), ("durationYears", "2")));
        _person.Accepted(AbhPotsdam, Store("ExpulsionLimitedFinal", ("issuedOn", "2026-11-20")));

        Assert.Equal("2026-10-01", Assert.Single(Record.FactsOf(Ban)).Value("orderedOn"));
    }

    [Fact]
    public void A_ban_follows_its_measure_when_that_is_corrected_and_goes_when_it_is_erased()
    {
        _person.Accepted(AbhPotsdam, Store("ExpulsionLimitedFinal", ("issuedOn", "2026-11-20"), ("durationYears", "2")));
        _person.Accepted(AbhPotsdam, Entry("correct", ("fact", "ExpulsionLimitedFinal/1"), ("issuedOn", "2026-11-19"), ("durationYears", "3")));

        Assert.Equal(("2026-11-19", "3"), (Record.FactsOf(Ban)[0].Value("orderedOn"), Record.FactsOf(Ban)[0].Value("durationYears")));

        _person.Accepted(AbhPotsdam, Entry("erase", ("fact", "ExpulsionLimitedFinal/1"), ("reason", "withdrawn")));
        Assert.Empty(Record.FactsOf(Ban));
    }

    [Fact]
    public void A_ban_that_does_not_fit_is_corrected_or_erased_by_whoever_keeps_the_file()
    {
        _person.Accepted(AbhPotsdam, Store("DeportationCarriedOutLimited", ("on", "2026-11-20"), ("validUntil", "2028-11-20")));
        _person.Accepted(AbhPotsdam, Entry("correct", ("fact", $"{Ban}/1"), ("validUntil", "2027-11-20")));
        Assert.Equal("2027-11-20", Record.FactsOf(Ban)[0].Value("validUntil"));

        _person.Accepted(AbhPotsdam, Entry("erase", ("fact", $"{Ban}/1"), ("reason", "unlawful")));
        Assert.Empty(Record.FactsOf(Ban));

        // Nor does it come back with the next submission.
        _person.Accepted(AbhPotsdam, MoveIn("12054000", "2026-11-23"));
        Assert.Empty(Record.FactsOf(Ban));
    }

    [Fact]
    public void Who_was_deported_no_longer_stays_until_the_next_arrival()
    {
        _person.Accepted(AbhPotsdam, Store("DeportationCarriedOutLimited", ("on", "2026-11-20")));
        Assert.Equal("2026-11-20", Assert.Single(Record.FactsOf(KnownItems.NoLongerResidentSince)).Value("since"));

        _person.Accepted(AbhPotsdam, Arrival("returnFromAbroad", "2026-11-22"));
        Assert.Equal(new DateOnly(2026, 11, 22), Record.FactsOf(KnownItems.NoLongerResidentSince)[0].EndedOn);
    }

    [Fact]
    public void A_deportation_that_never_was_takes_all_that_followed_from_it_with_it()
    {
        _person.Accepted(AbhPotsdam, Store("DeportationCarriedOutLimited", ("on", "2026-11-20"), ("validUntil", "2028-11-20")));
        _person.Accepted(AbhPotsdam, Entry("erase", ("fact", "DeportationCarriedOutLimited/1"), ("reason", "unlawful")));

        Assert.Empty(Record.FactsOf(KnownItems.NoLongerResidentSince));
        Assert.Empty(Record.FactsOf(Ban));
    }

    [Theory]
    [InlineData("1", "6", "2028-05-20")]
    [InlineData(null, "3", "2027-02-20")]
    public void A_duration_becomes_a_date_on_departure_moves_with_it_and_is_a_duration_again_without_it(string? years, string months, string until)
    {
        var length = new[] { ("durationYears", years), ("durationMonths", (string?)months) }.Where(part => part.Item2 is not null)
            .Select(part => (part.Item1, part.Item2!));
        _person.Accepted(AbhPotsdam, Store(Ban, [("orderedOn", "2026-10-01"), .. length]));
        _person.Accepted(AbhPotsdam, Departure("abroad", "2026-11-20"));
        Assert.Equal((until, null, null), LengthOf());

        _person.Accepted(AbhPotsdam, Entry("correct", ("fact", "movement/2"), ("on", "2026-11-10")));
        Assert.Equal((until[..8] + "10", null, null), LengthOf());

        _person.Accepted(AbhPotsdam, Entry("erase", ("fact", "movement/2"), ("reason", "unlawful")));
        Assert.Equal((null, years, months), LengthOf());
    }

    [Fact]
    public void A_date_that_an_authority_set_stays_when_the_departure_is_corrected()
    {
        _person.Accepted(AbhPotsdam, Store(Ban, ("orderedOn", "2026-10-01"), ("validUntil", "2028-10-01")));
        _person.Accepted(AbhPotsdam, Departure("abroad", "2026-11-20"));
        _person.Accepted(AbhPotsdam, Entry("correct", ("fact", "movement/2"), ("on", "2026-11-10")));

        Assert.Equal(("2028-10-01", null, null), LengthOf());
    }

    [Fact]
    public void A_duration_counts_from_a_deportation_too()
    {
        _person.Accepted(AbhPotsdam, Store(Ban, ("orderedOn", "2026-10-01"), ("durationYears", "2")));
        _person.Accepted(AbhPotsdam, Store("DeportationCarriedOutLimited", ("on", "2026-11-20")));

        Assert.Equal(("2028-11-20", null, null), LengthOf());
    }

    [Fact]
    public void A_registration_block_is_a_small_block_and_is_deleted_with_its_end()
    {
        _person.Accepted(MeldebehoerdePotsdam, Store(KnownItems.TransmissionBlock, ("scope", "large")));
        Assert.Equal("small", Assert.Single(Record.FactsOf(KnownItems.TransmissionBlock)).Value("scope"));

        _person.Accepted(MeldebehoerdePotsdam, Entry("end", ("fact", $"{KnownItems.TransmissionBlock}/1"), ("endedOn", "2026-11-23")));
        Assert.Empty(Record.FactsOf(KnownItems.TransmissionBlock));
    }

    [Fact]
    public void A_naturalisation_puts_the_record_under_erasure_and_only_who_decides_or_must_tell_reports_it()
    {
        Assert.Equal(["F019 kind"], _person.Faults(MeldebehoerdePotsdam, Entry("naturalisation", ("acquiredOn", "2026-11-20"))));

        _person.Accepted(AbhPotsdam, Entry("naturalisation", ("acquiredOn", "2026-11-20")));

        var erasure = Domain.Consequences.RecordTerms.Find(Record, Today);
        Assert.Equal((Today, "Q133", false), (erasure!.On, erasure.Rule, erasure.IsExpiry));
        _person.Unchanged(AbhPotsdam, Entry("naturalisation", ("acquiredOn", "2026-11-20")));
    }

    private (string?, string?, string?) LengthOf()
    {
        var ban = Assert.Single(Record.FactsOf(Ban));
        return (ban.Value("validUntil"), ban.Value("durationYears"), ban.Value("durationMonths"));
    }

    private static string AuthorityOf(string measure) =>
        measure.StartsWith("Refused", StringComparison.Ordinal) || measure.StartsWith("Removed", StringComparison.Ordinal) ? Bundespolizei : AbhPotsdam;

    private static Entry Store(string item, params IEnumerable<(string, string)> fields) => Entry("store", [("item", item), .. fields]);
}
