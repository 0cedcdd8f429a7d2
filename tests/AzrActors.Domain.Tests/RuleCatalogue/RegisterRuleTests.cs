using AzrActors.Domain.Disclosure;
using AzrActors.Domain.Law;
using AzrActors.Domain.PersonRecords;
using AzrActors.Domain.Submissions;
using AzrActors.Domain.Vocabulary;
using static AzrActors.Domain.Tests.Scenario;

namespace AzrActors.Domain.Tests.RuleCatalogue;

/// <summary>Rules that nothing has to judge because the register cannot do otherwise: here it is tried.</summary>
public class RegisterRuleTests
{
    private static readonly AuthorityKind[] Kinds = [.. AuthorityKind.All];

    [Fact, Trait("rule", "Q032")]
    public void Only_the_register_says_no_longer_staying() =>
        Assert.DoesNotContain(Kinds, kind => kind != AuthorityKind.RegisterAuthority && MayWrite(kind, "NoLongerResidentSince"));

    [Fact, Trait("rule", "Q033")]
    public void The_last_foreigners_authority_that_reports_the_stay_keeps_the_file()
    {
        var moved = Resident();
        Assert.Equal(AbhPotsdam, moved.Record!.FileKeeper!.Value.Value);
        moved.Accepted(AbhBurgenland, Arrival("fromForeignersAuthority", "2026-11-20"));
        Assert.Equal(AbhBurgenland, moved.Record!.FileKeeper!.Value.Value);
        Assert.NotNull(moved.ToldTo(AbhPotsdam));
    }

    [Theory, Trait("rule", "Q048")]
    [InlineData("AsylumApplicationRejected")]
    [InlineData("RefugeeStatusGranted")]
    [InlineData("AsylumWithdrawalDecided")]
    [InlineData("DublinTransferDecided")]
    public void Decisions_on_asylum_are_the_federal_offices(string item)
    {
        Assert.True(MayWrite(AuthorityKind.FederalMigrationOffice, item));
        Assert.False(MayWrite(AuthorityKind.ForeignersAuthority, item));
        Assert.False(MayWrite(AuthorityKind.ResidentsOffice, item));
    }

    [Fact, Trait("rule", "Q120")]
    public void What_an_authority_may_not_submit_is_refused_before_anything_else() =>
        Assert.Equal(["Q120 status"], Resident().Faults(MeldebehoerdePotsdam, Grant("9", "2099-01-01", until: "2000-01-01")));

    [Fact, Trait("rule", "Q123")]
    public void What_was_decided_upon_an_older_version_is_refused()
    {
        var record = Resident();
        var seen = record.Record!.Version;
        record.Accepted(AbhPotsdam, Entry("changePersonalData", ("birthPlace", "Aleppo")));
        var refused = Assert.IsType<Decision.Refused>(record.Submit(AbhPotsdam, seen, Entry("changePersonalData", ("birthPlace", "Homs"))));
        Assert.Equal(seen + 1, Assert.IsType<Rejection.VersionStale>(refused.Rejection).CurrentVersion);
        Assert.IsType<Decision.Accepted>(record.Submit(AbhPotsdam, seen + 1, Entry("changePersonalData", ("birthPlace", "Homs"))));
    }

    [Fact, Trait("rule", "Q124")]
    public void The_same_submission_is_known_by_its_id_and_content()
    {
        var said = Submission("Gz 1");
        Assert.Equal(said.ContentHash(), Submission("Gz 1").ContentHash());
        Assert.NotEqual(said.ContentHash(), Submission("Gz 2").ContentHash());
        Assert.NotEqual(said.ContentHash(), (said with { Identity = new BasicData("Hasan", null, null, []) }).ContentHash());
        Assert.Equal(RecordId.RegisteredBy(said.Authority, said.Id), RecordId.RegisteredBy(said.Authority, said.Id));
    }

    [Fact, Trait("rule", "Q125")]
    public void Absences_from_a_course_are_the_foreigners_authoritys() =>
        Assert.Equal(["ForeignersAuthority", "ForeignersLawBody"], Kinds.Where(kind => MayWrite(kind, "IntegrationCourseAbsences")).Select(kind => kind.Id));

    [Fact, Trait("rule", "Q126")]
    public void Without_a_purpose_there_is_basic_data_at_most()
    {
        var record = Resident();
        record.Accepted(AbhPotsdam, Grant("25-5", "2026-11-01", "2027-01-01"));
        var office = Scenario.Directory.Find(AuthorityKey.Parse(AbhPotsdam))!;
        Assert.Contains(Disclosures.ViewFor(record.Record!, office, "1", Today), item => item.Group == "status");
        var basic = Disclosures.ViewFor(record.Record!, office, "", Today);
        Assert.NotEmpty(basic);
        Assert.DoesNotContain(basic, item => item.Group == "status");
    }

    [Fact, Trait("rule", "Q127")]
    public void Union_citizens_are_shown_to_authorities_of_foreigners_law()
    {
        var citizen = UnionCitizen().Record!;
        Assert.NotEmpty(Disclosures.ViewFor(citizen, Scenario.Directory.Find(AuthorityKey.Parse(AbhBurgenland))!, "1", Today));
        Assert.Empty(Disclosures.ViewFor(citizen, Scenario.Directory.Find(AuthorityKey.Parse("L12054"))!, "22", Today));
    }

    [Fact, Trait("rule", "Q128")]
    public void The_number_is_told_where_the_law_lets_it_be_used()
    {
        Assert.True(Disclosures.MayHaveNumber(Resident().Record!, Scenario.Directory.Find(AuthorityKey.Parse(AbhPotsdam))!, Today));
        var court = new Authority(AuthorityKey.Parse("TEST01"), AuthorityKind.Get("Court"), "Gericht", [], DateOnly.MinValue, null);
        Assert.False(Disclosures.MayHaveNumber(Resident().Record!, court, Today));
    }

    [Fact, Trait("rule", "Q129")]
    public void A_block_hides_the_record()
    {
        var police = Scenario.Directory.Find(AuthorityKey.Parse(Bundespolizei))!;
        Assert.False(Disclosures.IsHidden(Resident().Record!, police, Today));
        Assert.True(Disclosures.IsHidden(StoredRecord.Resident().Fact("TransmissionBlock", ("scope", "large")).Record, police, Today));
    }

    [Fact, Trait("rule", "Q132")]
    public void A_restricted_record_shows_less()
    {
        var office = Scenario.Directory.Find(AuthorityKey.Parse(AbhBurgenland))!;
        var open = StoredRecord.Resident().Status("25-5", "2026-11-01", "2027-01-01");
        var restricted = open.By(AuthorityKey.Register.Value).Fact("ProcessingRestrictionNote", ("since", "2026-11-02"));
        Assert.True(Disclosures.ViewFor(restricted.Record, office, "1", Today).Count < Disclosures.ViewFor(open.Record, office, "1", Today).Count);
    }

    [Fact, Trait("rule", "Q135")]
    public void A_new_status_leaves_the_old_one_as_history()
    {
        var record = Resident();
        record.Accepted(AbhPotsdam, Grant("16b-1", "2024-10-01", "2026-12-31"));
        record.Accepted(AbhPotsdam, Grant("16b-1", "2026-11-20", "2028-12-31"));
        record.Accepted(AbhPotsdam, Grant("18b", "2026-11-21", "2028-12-31"));
        Assert.Equal(["16b-1", "16b-1", "18b"], record.Record!.Statuses.Select(status => status.Status.Code));
    }

    [Fact, Trait("rule", "Q137")]
    public void A_report_of_a_residents_office_about_nobody_is_refused()
    {
        var refused = Assert.IsType<Decision.Refused>(new Scenario().Submit(MeldebehoerdePotsdam, MoveIn("12054000", "2026-11-01")));
        Assert.IsType<Rejection.RegistrationMisplaced>(refused.Rejection);
    }

    [Fact, Trait("rule", "Q140")]
    public void No_request_reaches_a_document() => Assert.DoesNotContain(LegalStates.All.SelectMany(state =>
            Purpose.All.SelectMany(purpose => Kinds.Where(kind => !kind.IsMigrationAuthority && kind != AuthorityKind.RegisterAuthority)
                .Where(kind => state.FindById("FastTrackDocuments") is { } item && state.ReadingOf(kind, purpose).Find(item, PersonGroup.ThirdCountry, Conditions.None) is not null)
                .Select(kind => kind.Id))), kind => kind is "ResidentsOffice" or "AsylumBenefitsBody" or "Court");

    private static bool MayWrite(AuthorityKind kind, string item)
    {
        var law = LegalState.On(Today);
        return law.FindById(item) is { } found && law.WritingOf(kind).Find(found, PersonGroup.ThirdCountry, Conditions.NotDecidedByRegister) is not null;
    }

    private static Submission Submission(string reference) => new(new Guid(1, 2, 3, new byte[8]), AuthorityKey.Parse(AbhPotsdam), "Frau Beispiel", "1", reference, Today,
        null, null, [Registration()]);
}
