using AzrActors.Domain.PersonRecords;
using AzrActors.Domain.Submissions;
using AzrActors.Domain.Vocabulary;
using static AzrActors.Domain.Tests.Scenario;

namespace AzrActors.Domain.Tests.RuleCatalogue;

/// <summary>Rules on the submission as a whole and on single values of an entry.</summary>
public class EntryRuleTests
{
    [Theory, Trait("rule", "Q001")]
    [InlineData(0, false)]
    [InlineData(1, true)]
    public void A_mistyped_number_is_no_number(int added, bool mistyped)
    {
        var digits = AzrNumber.FromSerial(4711).Digits;
        var typed = digits[..^1] + (char)('0' + ((digits[^1] - '0' + added) % 10));
        Assert.Equal(mistyped, Domain.Quality.Changes.EntryRules.IsMistyped(typed));
        Assert.True(Domain.Quality.Changes.EntryRules.IsMistyped("12345"));
    }

    [Theory, Trait("rule", "Q002")]
    [InlineData("AL HASAN", "Rima", "1990-07-00", null, true)]
    [InlineData("al-Ḥasan", null, null, null, true)]
    [InlineData(null, null, "1990-07-31", null, true)]
    [InlineData(null, null, "1990-08-01", null, false)]
    [InlineData("al-Husain", "Rīma", "1990-07-00", null, false)]
    [InlineData(null, "Rana", null, null, false)]
    [InlineData(null, null, null, "475", true)]
    [InlineData(null, null, null, "423", false)]
    [InlineData(null, null, "irgendwann", null, false)]
    public void Basic_data_that_were_sent_along_must_be_the_persons(string? family, string? first, string? birth, string? nationality, bool fits)
    {
        var decision = SubmitAs(new BasicData(family, first, birth, nationality is null ? [] : [nationality]));
        if (fits) Assert.IsType<Decision.Accepted>(decision);
        else Assert.Equal(["Q002 identity"], Faults(decision));
    }

    [Fact, Trait("rule", "Q002")]
    public void A_mismatch_is_answered_before_anything_of_the_record() =>
        Assert.Equal(["Q002 identity"], Faults(SubmitAs(new BasicData("Andere", null, null, []), expectedVersion: 7)));

    [Theory, Trait("rule", "Q005")]
    [InlineData("al-Ḥasan", true)]
    [InlineData("O'Brien", true)]
    [InlineData("Đặng", true)]
    [InlineData("Nguyễn Thị Ánh", true)]
    [InlineData("Гончар", false)]
    [InlineData("حسن", false)]
    [InlineData("Hasan🙂", false)]
    [InlineData("Hasan_2", false)]
    public void A_name_is_written_in_the_letters_of_the_standard(string name, bool allowed)
    {
        var faults = FaultsOf(Registration(("familyName", name)));
        Assert.Equal(allowed ? [] : ["Q005 familyName"], faults);
    }

    [Theory, Trait("rule", "Q006")]
    [InlineData(90, true)]
    [InlineData(91, false)]
    public void A_family_name_has_ninety_characters_at_most(int length, bool allowed) =>
        Assert.Equal(allowed ? [] : ["Q006 familyName"], FaultsOf(Registration(("familyName", new string('a', length)))));

    [Theory, Trait("rule", "Q016")]
    [InlineData("sex", "w", true)]
    [InlineData("sex", "z", false)]
    [InlineData("nationality", "475", true)]
    [InlineData("nationality", "321", false)]
    [InlineData("birthCountry", "000", true)]
    public void A_code_is_in_the_list_of_its_day(string field, string code, bool known) =>
        Assert.Equal(known ? [] : [$"Q016 {field}"], FaultsOf(Registration((field, code))));

    [Theory, Trait("rule", "Q021")]
    [InlineData("1990-00-00", true)]
    [InlineData("1990-07-00", true)]
    [InlineData("0000-00-00", true)]
    [InlineData("1990-00-12", false)]
    [InlineData("0000-07-12", false)]
    public void An_unknown_month_has_no_known_day(string date, bool readable) =>
        Assert.Equal(readable, !FaultsOf(Registration(("birthDate", date))).Contains("Q021 birthDate"));

    [Theory, Trait("rule", "Q028")]
    [InlineData("2026-11-14", false)]
    [InlineData("2026-11-13", true)]
    public void What_lies_more_than_ten_days_back_is_late(string occurred, bool late)
    {
        var accepted = (Decision.Accepted)Resident().Submit(AbhPotsdam, StoredRecord.Day(occurred), null, Entry("changePersonalData", ("birthPlace", "Aleppo")));
        Assert.Equal(late, accepted.Doubts.Any(doubt => doubt.Rule.Id == "Q028"));
    }

    [Fact, Trait("rule", "Q075")]
    public void A_refusal_of_work_has_no_limit()
    {
        Resident().Accepted(AbhPotsdam, Entry("store", ("item", "EmploymentApprovalRefused"), ("on", "2026-11-01")));
        Assert.Equal(["Q075 validUntil"], Resident().Faults(AbhPotsdam,
            Entry("store", ("item", "EmploymentApprovalRefused"), ("on", "2026-11-01"), ("validUntil", "2027-11-01"))));
    }

    [Fact, Trait("rule", "Q090")]
    public void A_benefit_has_kind_beginning_and_authority_and_no_amount()
    {
        (string, string)[] whole = [("item", "BenefitKind"), ("type", "asylblg"), ("began", "2026-11-01"), ("authority", "L12054")];
        Resident().Accepted("L12054", Entry("store", whole));
        foreach (var field in new[] { "type", "began", "authority" })
            Assert.Equal([$"Q090 {field}"], Resident().Faults("L12054", Entry("store", [.. whole.Where(one => one.Item1 != field)])));
        Assert.Equal(["Q090 amount"], Resident().Faults("L12054", Entry("store", [.. whole, ("amount", "460")])));
    }

    [Fact]
    public void Nine_faults_in_one_submission_are_nine_findings()
    {
        var faults = Resident().Faults(AbhPotsdam,
            Entry("changePersonalData", ("familyName", "Гончар"), ("birthDate", "1990-00-12"), ("sex", "d"), ("nationality", "321")),
            MoveIn("12999999", "2026-11-20"),
            Grant("9", "2026-11-01", "2029-11-01"),
            Entry("store", ("item", "ProofOfArrivalIssueDate"), ("issuedOn", "2026-11-01"), ("validUntil", "2027-05-02")),
            Entry("store", ("item", "VoluntaryDeparturePeriod"), ("setOn", "2026-11-10"), ("validUntil", "2026-11-09")),
            Entry("levitate"));
        Assert.Equal(
            ["F001 kind", "Q005 familyName", "Q014 sex", "Q016 ags", "Q016 nationality", "Q021 birthDate", "Q026 validUntil", "Q053 validUntil", "Q061 validUntil"],
            faults.Order(StringComparer.Ordinal));
    }

    private static IReadOnlyList<string> FaultsOf(Entry registration) =>
        new Scenario().Submit(AbhPotsdam, registration) is Decision.Refused refused ? Faults(refused) : [];

    private static IReadOnlyList<string> Faults(Decision decision) =>
        [.. Assert.IsType<Rejection.Faulty>(Assert.IsType<Decision.Refused>(decision).Rejection).Findings.Where(finding => finding.Refuses).Select(Text)];

    private static Decision SubmitAs(BasicData identity, int? expectedVersion = null)
    {
        var record = Resident().Record!;
        var key = AuthorityKey.Parse(AbhPotsdam);
        var submission = new Submission(Guid.NewGuid(), key, "Frau Beispiel", "1", "Gz 1", Today, record.Number.Digits, expectedVersion,
            [Entry("changePersonalData", ("birthPlace", "Aleppo"))]) { Identity = identity };
        return Decider.Decide(record, submission, new DecisionContext(Scenario.Directory.Find(key)!, new DateTimeOffset(2026, 11, 24, 9, 0, 0, TimeSpan.Zero), Today, AzrNumber.FromSerial(1)));
    }
}
