using AzrActors.Domain.Catalogue;
using AzrActors.Domain.Consequences;
using AzrActors.Domain.Disclosure;
using AzrActors.Domain.PersonRecords;
using AzrActors.Domain.Quality;
using AzrActors.Domain.Vocabulary;
using static AzrActors.Domain.Tests.Scenario;

namespace AzrActors.Domain.Tests.Consequences;

/// <summary>What the register does as days pass (Q035, Q043, Q096, Q134, Q139).</summary>
public class DayConsequenceTests
{
    private readonly Scenario _person = Resident();

    private PersonRecord Record => _person.Record!;

    [Fact]
    public void A_person_nobody_keeps_a_file_of_has_left_for_unknown_six_months_after_the_arrival()
    {
        var person = new Scenario();
        person.Accepted(Bundespolizei, Registration(), Arrival("firstEntry", "2026-11-20"));
        var due = new DateOnly(2027, 5, 20);

        Assert.Null(Pass(person.Record!, due.AddDays(-1)));
        var after = Pass(person.Record!, due)!;

        Assert.Equal((MovementKind.DepartureUnknown, due), (after.LastMovement!.Kind, after.LastMovement.On));
        Assert.Equal((AuthorityKey.Register, true), (after.LastMovement.Source.Authority, after.LastMovement.Source.Automatic));
        Assert.Equal("§ 3 Abs. 3 Nr. 1 AZRG-DV", after.LastMovement.Source.Basis);
        Assert.Null(Pass(after, due.AddDays(1)));
    }

    [Fact]
    public void A_person_whose_file_is_kept_stays()
    {
        Assert.Null(Pass(Record, Today.AddYears(5)));
        Assert.Null(DayConsequences.NextDay(Record, Today));
    }

    [Fact]
    public void An_unlawful_entry_without_any_word_of_arrival_or_departure_leads_to_unknown_after_six_months()
    {
        var person = new Scenario();
        person.Accepted(Bundespolizei, Registration(), Entry("store", ("item", "UnlawfulEntry"), ("on", "2026-11-20")));

        Assert.Equal(Today.AddMonths(6), DayConsequences.NextDay(person.Record!, Today));
        Assert.Equal(MovementKind.DepartureUnknown, Pass(person.Record!, Today.AddMonths(6))!.LastMovement!.Kind);
    }

    [Fact]
    public void A_departure_to_unknown_that_an_authority_erases_does_not_come_back_by_itself()
    {
        var person = new Scenario();
        person.Accepted(Bundespolizei, Registration(), Arrival("firstEntry", "2026-05-01"));
        person.Pass(Today);
        Assert.False(person.Record!.IsResident);

        person.Accepted(AbhPotsdam, Entry("erase", ("fact", "movement/2"), ("reason", "unlawful")));

        Assert.True(person.Record!.IsResident);
        Assert.Null(Pass(person.Record!, Today.AddYears(1)));
    }

    [Theory]
    [InlineData("HealthExamination", "2028-01-01", "type", "1", "on", "2026-11-20")]
    [InlineData("ExitBan", "2032-01-01", "on", "2026-11-20", "on", "2026-11-20")]
    [InlineData("ForeignersTravelDocument", "2037-01-01", "issuedOn", "2026-11-20", "number", "P1")]
    public void Facts_leave_after_their_term_from_the_end_of_the_quarter_of_transmission(
        string item, string due, string first, string firstValue, string second, string secondValue)
    {
        var values = new[] { new PersonFact(first, [firstValue]), new PersonFact(second, [secondValue]) }.DistinctBy(value => value.Field).ToList();
        _person.Store(AbhPotsdam, item, values);
        var on = DateOnly.Parse(due, System.Globalization.CultureInfo.InvariantCulture);

        Assert.Equal(on, DayConsequences.NextDay(Record, Today));
        Assert.Null(Pass(Record, on.AddDays(-1)));
        Assert.Empty(Pass(Record, on)!.FactsOf(item));
    }

    [Fact]
    public void A_benefit_leaves_five_years_after_its_end_and_one_that_runs_never()
    {
        _person.Store(AbhPotsdam, "BenefitKind", [new("type", ["asylblg"]), new("began", ["2025-12-01"]), new("authority", ["L12054"])]);
        Assert.Null(DayConsequences.NextDay(Record, Today));

        _person.Store(AbhPotsdam, "BenefitKind",
            [new("type", ["sgb2"]), new("began", ["2025-12-01"]), new("ended", ["2026-01-31"]), new("authority", ["L12054"])]);
        var due = new DateOnly(2031, 2, 1);

        Assert.Equal(due, DayConsequences.NextDay(Record, Today));
        Assert.Equal("asylblg", Assert.Single(Pass(Record, due)!.FactsOf("BenefitKind")).Value("type"));
    }

    [Theory]
    [InlineData("Ban11p1And2", "orderedOn")]
    [InlineData("EntryObjectionLimited", "on")]
    [InlineData("GeographicalRestriction61p1cs1", "grantedOn")]
    public void A_measure_leaves_when_its_limit_has_passed_or_it_was_lifted_and_one_without_end_stays(string item, string began)
    {
        _person.Store(AbhPotsdam, item, [new(began, ["2026-11-02"])]);
        Assert.Null(DayConsequences.NextDay(Record, Today));

        _person.Store(AbhPotsdam, item, [new(began, ["2026-11-02"]), new("validUntil", ["2026-12-31"])]);
        Assert.Null(Pass(Record, new DateOnly(2026, 12, 31)));
        var after = Pass(Record, new DateOnly(2027, 1, 1))!;
        Assert.Equal($"{item}/1", Assert.Single(after.FactsOf(item)).Path.ToString());

        _person.Accepted(AbhPotsdam, Entry("end", ("fact", $"{item}/1"), ("endedOn", "2026-11-20")));
        Assert.Equal(new DateOnly(2026, 11, 20), DayConsequences.NextDay(Record, Today));
        Assert.Equal($"{item}/2", Assert.Single(Pass(Record, Today)!.FactsOf(item)).Path.ToString());
    }

    [Fact]
    public void A_term_that_the_submitter_names_counts_when_it_is_the_shorter_one()
    {
        _person.Accepted(AbhPotsdam, Entry("store", ("item", "ExitBan"), ("on", "2026-11-20"), ("keptUntil", "2027-03-31")));
        Assert.Equal(new DateOnly(2027, 4, 1), DayConsequences.NextDay(Record, Today));
        Assert.Null(Pass(Record, new DateOnly(2027, 3, 31)));
        Assert.Empty(Pass(Record, new DateOnly(2027, 4, 1))!.FactsOf("ExitBan"));
        Assert.Contains(RecordItems.Of(Record), item => (item.Path, item.Text, item.Source.Authority.Value) == ("ExitBan/1/keptUntil", "31.03.2027", AbhPotsdam));

        _person.Accepted(AbhPotsdam, Entry("change", ("fact", "ExitBan/1"), ("keptUntil", "2040-01-01")));
        Assert.Equal(new DateOnly(2032, 1, 1), DayConsequences.NextDay(Record, Today));
        _person.Accepted(AbhPotsdam, Entry("change", ("fact", "ExitBan/1"), ("keptUntil", "")));
        Assert.DoesNotContain(RecordItems.Of(Record), item => item.Path == "ExitBan/1/keptUntil");
    }

    [Fact]
    public void A_term_alone_is_no_fact() =>
        Assert.Equal([Rules.MissingField.Id], _person.Faults(AbhPotsdam, Entry("store", ("item", "NameSpellingGermanLaw"), ("keptUntil", "2027-03-31"))));

    [Fact]
    public void A_record_goes_ten_years_after_the_quarter_of_the_departure()
    {
        _person.Accepted(AbhPotsdam, Departure("abroad", "2026-11-20"));

        Assert.Equal(new RecordErasure(new DateOnly(2037, 1, 1), "Q043", "§ 18 Abs. 1 Satz 1 AZRG-DV", true), RecordTerms.Find(Record, Today));
    }

    [Fact]
    public void A_record_of_the_dead_goes_five_years_after_the_quarter_of_the_death()
    {
        _person.Accepted(AbhPotsdam, Entry("death", ("diedOn", "2026-10-01")));

        Assert.Equal(new DateOnly(2032, 1, 1), RecordTerms.Find(Record, Today)!.On);
    }

    [Fact]
    public void A_record_with_an_expulsion_stays_until_the_quarter_of_the_ninetieth_birthday_and_a_return_stops_the_clock()
    {
        _person.Accepted(AbhPotsdam, Entry("store", ("item", "ExpulsionUnlimitedFinal"), ("issuedOn", "2026-11-10")));
        Assert.Null(RecordTerms.Find(Record, Today));
        _person.Accepted(AbhPotsdam, Departure("abroad", "2026-11-20"));
        // Born in July 1990 on an unknown day.
        Assert.Equal(new DateOnly(2080, 10, 1), RecordTerms.Find(Record, Today)!.On);

        _person.Accepted(AbhPotsdam, Arrival("returnFromAbroad", "2026-11-22"));
        Assert.Null(RecordTerms.Find(Record, Today));
    }

    [Fact]
    public void An_erasure_during_a_dispute_waits_and_is_a_finding_of_the_register_authority()
    {
        _person.Accepted(AbhPotsdam, Departure("abroad", "2026-11-20"));
        _person.Store(AuthorityKey.Register.Value, "ProcessingRestrictionNote", [new("since", ["2026-11-21"])]);
        var due = RecordTerms.Find(Record, Today)!.On;

        Assert.DoesNotContain(StandingRules.Find(Record, due.AddDays(-1)), finding => finding.Rule.Id == Rules.ErasureWaits.Id);
        var finding = Assert.Single(StandingRules.Find(Record, due), finding => finding.Rule.Id == Rules.ErasureWaits.Id);
        Assert.Equal(AuthorityKey.Register, finding.Responsible);
        // It is not looked at every day until then.
        var next = RecordOutlook.Of(Record, null, due).LookOn;
        Assert.True(next is null || next > due.AddDays(7), $"Looked at on {next}, due on {due}.");
    }

    [Fact]
    public void Every_item_of_the_tables_is_a_fact_of_the_catalogue_and_every_field_is_one_of_the_item()
    {
        Assert.All(FactTerms.Items.Concat(RecordTerms.Items).Concat(DepartureTerms.Items).Concat(Measures.All.SelectMany(measure => new[] { measure.Item, measure.Ban })),
            item => Assert.True(ItemCatalogue.Find(item) is { IsFact: true }, item));
        Assert.All(Measures.All, measure => Assert.NotNull(ItemCatalogue.Get(measure.Ban).Find("orderedOn")));
    }

    private static PersonRecord? Pass(PersonRecord record, DateOnly day) => DayConsequences.Of(record, day, At(day), Guid.Empty)?.Record;

    private static DateTimeOffset At(DateOnly day) => new(day.ToDateTime(new TimeOnly(8, 0)), TimeSpan.Zero);
}
