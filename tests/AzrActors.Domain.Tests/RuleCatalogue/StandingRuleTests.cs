using AzrActors.Domain.PersonRecords;
using static AzrActors.Domain.Tests.RuleCatalogue.StoredRecord;

namespace AzrActors.Domain.Tests.RuleCatalogue;

/// <summary>Rules on a record as it stands: the day from which each is broken, and what mends it.</summary>
public class StandingRuleTests
{
    [Fact]
    public void A_record_in_order_has_no_findings() =>
        Assert.Empty(Resident().Status("25-2-1", "2024-02-01", "2027-02-01").Rules(Day("2026-11-24")));

    [Fact, Trait("rule", "Q011")]
    public void Stateless_needs_a_proof()
    {
        Resident().On("2024-03-01").Says(("nationality", "997")).Breaks("Q011", "2024-03-01");
        Resident(("nationality", "997")).Fact("StatelessTravelDocument", ("issuedOn", "2024-01-10")).Keeps("Q011");
        Resident(("nationality", "998")).Keeps("Q011");
    }

    [Fact, Trait("rule", "Q012")]
    public void A_nationality_that_stays_open_for_a_year_is_asked_about()
    {
        Resident(("nationality", "998")).Breaks("Q012", "2025-01-11");
        Resident(("nationality", "999")).Fact("TravelDocumentProcurementOpened", ("on", "2024-12-01")).Breaks("Q012", "2025-12-02");
        Resident(("nationality", "475")).Keeps("Q012");
    }

    [Theory, Trait("rule", "Q018")]
    [InlineData("Y701001V39", true)]
    [InlineData("Y701001V38", false)]
    [InlineData("Y701001V3", true)]
    [InlineData("Y7O1001V39", false)]
    public void A_check_digit_that_does_not_fit_is_flagged(string number, bool fits)
    {
        var record = Resident().Fact("RefugeeTravelDocument", ("issuedOn", "2025-02-03"), ("number", number));
        if (fits) record.Keeps("Q018");
        else record.Breaks("Q018", "2025-02-03");
    }

    [Fact, Trait("rule", "Q024")]
    public void Whoever_is_over_a_hundred_is_asked_about()
    {
        Resident(("birthDate", "1926-03-05")).Breaks("Q024", "2026-03-06");
        Resident(("birthDate", "1926-00-00")).Breaks("Q024", "2027-01-01");
        Resident(("birthDate", "1926-03-05")).Moves(MovementKind.DepartureAbroad, "2024-05-01").Keeps("Q024");
    }

    [Theory, Trait("rule", "Q027")]
    [InlineData("1990-01-01", "passport", true)]
    [InlineData("1990-07-01", "passport", true)]
    [InlineData("1990-07-02", "passport", false)]
    [InlineData("1990-01-01", "identityCard", false)]
    public void A_guessed_birth_date_is_compared_with_the_passport(string birth, string paper, bool asked)
    {
        var record = Resident(("birthDate", birth)).On("2024-06-01").Fact("IdentityDocument", ("type", paper), ("serialNumber", "N0123"));
        if (asked) record.Breaks("Q027", "2024-06-01");
        else record.Keeps("Q027");
        record.On("2024-06-02").Says(("birthDate", birth), ("birthPlace", "Aleppo")).Keeps("Q027");
    }

    [Fact, Trait("rule", "Q038")]
    public void A_resident_has_an_address_within_two_weeks()
    {
        Nobody().Moves(MovementKind.FirstEntry, "2024-02-01").Breaks("Q038", "2024-02-16");
        Resident().MovesOut("2024-03-01").Breaks("Q038", "2024-03-16");
        Resident().Keeps("Q038");
        Nobody(("nationality", "129")).Moves(MovementKind.FirstEntry, "2024-02-01").Keeps("Q038");
        Resident().MovesOut("2024-03-01").Moves(MovementKind.DepartureAbroad, "2024-03-01").Keeps("Q038");
    }

    [Fact, Trait("rule", "Q041")]
    public void Nothing_runs_on_after_departure_or_death()
    {
        var gone = Resident().Status("25-5", "2024-02-01", "2026-01-31").Moves(MovementKind.Died, "2024-06-01");
        gone.Breaks("Q041", "2024-06-01", "2026-02-01");
        gone.EndsStatus(1, "2024-06-01").Keeps("Q041");
        Resident().Status("25-5", "2024-02-01", "2026-01-31").Moves(MovementKind.DepartureAbroad, "2026-02-01").Keeps("Q041");
        Resident().Fact("BenefitKind", ("type", "sgb2"), ("began", "2024-02-01"), ("ended", "2024-06-30"), ("authority", "L12054"))
            .Moves(MovementKind.DepartureAbroad, "2024-06-01").Breaks("Q041", "2024-06-01", "2024-07-01");
    }

    [Fact, Trait("rule", "Q045")]
    public void A_reception_facility_is_responsible_for_eighteen_months()
    {
        var applied = Resident().Fact("AsylumApplicationFiled", ("on", "2024-02-01")).On("2024-02-01").Fact("ResponsibleReceptionFacility", ("authority", "E12054"));
        applied.Breaks("Q045", "2025-08-02");
        applied.Ends("ResponsibleReceptionFacility", 1, "2025-08-02").Keeps("Q045");
        Resident(("birthDate", "2015-01-01")).Fact("AsylumApplicationFiled", ("on", "2024-02-01")).On("2024-02-01")
            .Fact("ResponsibleReceptionFacility", ("authority", "E12054")).Breaks("Q045", "2024-08-02");
    }

    [Fact, Trait("rule", "Q046")]
    public void Request_application_and_decision_follow_one_another()
    {
        var requested = Resident().Fact("AsylumRequestExpressed", ("on", "2024-02-01"));
        requested.Fact("AsylumApplicationFiled", ("on", "2024-01-31")).Breaks("Q046", "2024-01-31");
        requested.Fact("AsylumApplicationFiled", ("on", "2024-02-01")).Fact("RefugeeStatusGranted", ("on", "2024-02-01")).Keeps("Q046");
        requested.Fact("AsylumApplicationFiled", ("on", "2024-03-01")).Fact("RefugeeStatusGranted", ("on", "2024-02-29")).Breaks("Q046", "2024-02-29");
    }

    [Fact, Trait("rule", "Q049")]
    public void A_permission_to_remain_ends_with_the_final_rejection()
    {
        // 3 June 2024 is a Monday: five working days end on the Monday after.
        var rejected = Resident().Fact("AsylumApplicationFiled", ("on", "2024-02-01")).Status("55", "2024-02-01")
            .Fact("AsylumApplicationRejected", ("on", "2024-05-01"), ("finalSince", "2024-06-03"));
        rejected.Breaks("Q049", "2024-06-11");
        rejected.EndsStatus(1, "2024-06-10").Keeps("Q049");
        rejected.Fact("AsylumApplicationRefiled", ("on", "2024-06-05")).Keeps("Q049");
    }

    [Fact, Trait("rule", "Q050")]
    public void Nobody_is_obliged_to_leave_while_the_procedure_runs()
    {
        var both = Resident().Fact("AsylumApplicationFiled", ("on", "2024-02-01")).Fact("ObligationToLeaveEnforceable", ("since", "2024-03-01"));
        both.Breaks("Q050", "2024-03-01");
        both.Fact("AsylumApplicationRejected", ("on", "2024-02-20")).Keeps("Q050");
        both.Ends("ObligationToLeaveEnforceable", 1, "2024-04-01").Breaks("Q050", "2024-03-01", "2024-04-01");
    }

    [Fact, Trait("rule", "Q051")]
    public void Nobody_protected_is_obliged_to_leave()
    {
        var both = Resident().Fact("SubsidiaryProtectionGranted", ("on", "2024-02-01")).Fact("ObligationToLeaveEnforceable", ("since", "2024-03-01"));
        both.Breaks("Q051", "2024-03-01");
        both.Fact("SubsidiaryProtectionRevoked", ("on", "2024-05-01")).Breaks("Q051", "2024-03-01", "2024-05-01");
        both.Fact("SubsidiaryProtectionRevoked", ("on", "2024-03-01")).Keeps("Q051");
    }

    [Fact, Trait("rule", "Q052")]
    public void A_proof_of_arrival_is_followed_by_an_application_within_two_weeks()
    {
        var arrived = Resident().Fact("ProofOfArrivalIssueDate", ("issuedOn", "2024-02-01"), ("validUntil", "2024-07-31"));
        arrived.Breaks("Q052", "2024-02-16");
        arrived.Fact("AsylumApplicationFiled", ("on", "2024-02-20")).Keeps("Q052");
        arrived.Ends("ProofOfArrivalIssueDate", 1, "2024-02-15").Keeps("Q052");
    }

    [Fact, Trait("rule", "Q054")]
    public void The_certificate_of_the_permission_is_valid_for_a_year_at_most()
    {
        Resident().Status("55", "2024-02-01", "2025-02-02").Breaks("Q054", "2024-02-01", "2025-02-03");
        Resident().Status("55", "2024-02-01", "2025-02-01").Keeps("Q054");
        Resident().On("2024-02-01").Fact("ResponsibleReceptionFacility", ("authority", "E12054")).Status("55", "2024-02-01", "2024-08-02").Breaks("Q054", "2024-02-01", "2024-08-03");
    }

    [Fact, Trait("rule", "Q055")]
    public void The_proof_of_arrival_ends_when_the_certificate_is_issued()
    {
        var both = Resident().Fact("ProofOfArrivalIssueDate", ("issuedOn", "2024-02-01"), ("validUntil", "2024-07-31")).Status("55", "2024-03-01", "2024-09-01", "V1234567");
        both.Breaks("Q055", "2024-03-01", "2024-08-01");
        both.Ends("ProofOfArrivalIssueDate", 1, "2024-03-01").Keeps("Q055");
    }

    [Fact, Trait("rule", "Q058")]
    public void Protection_leads_to_a_permit_within_half_a_year()
    {
        var recognised = Resident().Fact("RefugeeStatusGranted", ("on", "2024-03-01"));
        recognised.Breaks("Q058", "2024-09-02");
        recognised.Status("25-2-1", "2024-09-01", "2027-08-31").Keeps("Q058");
        recognised.Fact("ResidenceTitleApplied", ("on", "2024-04-01")).Keeps("Q058");
        recognised.Fact("RefugeeStatusRevoked", ("on", "2024-08-01")).Keeps("Q058");
    }

    [Fact, Trait("rule", "Q060")]
    public void Two_permits_do_not_cover_the_same_days()
    {
        var first = Resident().Status("16b-1", "2024-02-01", "2025-01-31");
        first.Status("18b", "2025-01-31", "2027-01-30").Breaks("Q060", "2025-01-31", "2025-02-01");
        first.Status("18b", "2025-02-01", "2027-01-31").Keeps("Q060");
        first.Status("16b-1", "2024-06-01", "2025-05-31").Keeps("Q060");
    }

    [Fact, Trait("rule", "Q062")]
    public void A_limited_permit_ends_with_the_settlement_permit()
    {
        var both = Resident().Status("18b", "2024-02-01", "2026-01-31").Status("18c-1", "2025-02-01");
        both.Breaks("Q062", "2025-02-01", "2026-02-01");
        both.EndsStatus(1, "2025-02-01").Keeps("Q062");
    }

    [Fact, Trait("rule", "Q064")]
    public void A_toleration_beside_a_permission_to_remain_is_asked_about()
    {
        Resident().Status("55", "2024-02-01", "2024-12-31").Status("60a-2-3", "2024-06-01", "2024-08-31").Breaks("Q064", "2024-06-01", "2024-09-01");
        Resident().Status("55", "2024-02-01", "2024-05-31").Status("60a-2-3", "2024-06-01", "2024-08-31").Keeps("Q064");
    }

    [Fact, Trait("rule", "Q067")]
    public void An_expired_permit_is_asked_about_after_thirty_days()
    {
        var expired = Resident().Status("18b", "2024-02-01", "2025-01-31");
        expired.Breaks("Q067", "2025-03-03");
        expired.Fact("ResidenceTitleExtensionApplied", ("on", "2025-01-15")).Keeps("Q067");
        expired.Status("60a-2-3", "2025-02-01", "2025-05-01").Keeps("Q067");
        expired.Moves(MovementKind.DepartureAbroad, "2025-02-01").Keeps("Q067");
        expired.Fact("ProvisionalResidenceCertificate", ("issuedOn", "2025-01-20"), ("validUntil", "2025-04-20")).Breaks("Q067", "2025-05-21");
    }

    [Fact, Trait("rule", "Q068")]
    public void A_provisional_certificate_leads_to_a_decision_within_a_year()
    {
        var issued = Resident().Fact("ProvisionalResidenceCertificate", ("issuedOn", "2024-02-01"));
        issued.Breaks("Q068", "2025-02-02");
        issued.Status("18b", "2025-02-01", "2027-01-31").Keeps("Q068");
        Resident().Fact("ProvisionalResidenceCertificate", ("issuedOn", "2024-02-01"), ("lapsedOn", "2025-02-02")).Keeps("Q068");
    }

    [Theory, Trait("rule", "Q069")]
    [InlineData("2025-01-31", true)]
    [InlineData("2025-02-01", false)]
    public void A_title_continues_if_its_extension_was_applied_for_in_time(string applied, bool continues)
    {
        var record = Resident().Status("18b", "2024-02-01", "2025-01-31").Fact("ResidenceTitleExtensionApplied", ("on", applied)).Record;
        Assert.Equal(continues, Domain.Quality.Standing.ExtensionEffect.Continues(record, record.Statuses[0]));
    }

    [Fact, Trait("rule", "Q070")]
    public void Temporary_protection_is_for_the_displaced_from_Ukraine()
    {
        Resident().Status("24-1", "2024-02-01", "2025-03-04").Breaks("Q070", "2024-02-01", "2025-03-05");
        Resident(("nationality", "166")).Status("24-1", "2024-02-01", "2025-03-04").Keeps("Q070");
        Resident().Fact("LastResidenceInCountryOfOrigin", ("state", "166")).Status("24-1", "2024-02-01", "2025-03-04").Keeps("Q070");
    }

    [Fact, Trait("rule", "Q071")]
    public void A_humanitarian_permit_has_its_longest_term()
    {
        Resident().Status("25-3", "2024-02-01", "2027-02-02").Breaks("Q071", "2024-02-01", "2027-02-03");
        Resident().Status("25-3", "2024-02-01", "2027-02-01").Keeps("Q071");
        Resident().Status("18b", "2024-02-01", "2028-02-01").Keeps("Q071");
        Resident().Status("25-5", "2024-02-01", "2024-08-02").Breaks("Q071", "2024-02-01", "2024-08-03");
        Resident().Status("25-5", "2024-02-01", "2024-08-01").Keeps("Q071");
        Resident().Status("18b", "2024-02-01", "2025-08-01").Status("25-5", "2025-08-02", "2026-08-01").Keeps("Q071");
    }

    [Fact, Trait("rule", "Q072")]
    public void A_permit_of_a_Union_citizen_is_asked_about()
    {
        Resident(("nationality", "129")).Status("28-1-1", "2024-02-01", "2025-02-01").Breaks("Q072", "2024-02-01", "2025-02-02");
        Resident().Status("28-1-1", "2024-02-01", "2025-02-01").Keeps("Q072");
        Resident(("nationality", "129")).Status("FreizuegG-5-5-1", "2024-02-01").Keeps("Q072");
    }

    [Fact, Trait("rule", "Q073")]
    public void A_Union_citizen_is_obliged_to_leave_only_after_a_finding_of_loss()
    {
        var obliged = Resident(("nationality", "129")).Fact("ObligationToLeaveEnforceable", ("since", "2024-02-01"));
        obliged.Breaks("Q073", "2024-02-01");
        obliged.Fact("FreeMovementLoss6p1Final", ("establishedOn", "2024-01-15")).Keeps("Q073");
        Resident().Fact("ObligationToLeaveEnforceable", ("since", "2024-02-01")).Keeps("Q073");
    }

    [Fact, Trait("rule", "Q074")]
    public void Free_movement_needs_a_Union_citizen_in_the_family()
    {
        Resident().Status("FreizuegG-5-5-1", "2024-02-01").Breaks("Q074", "2024-02-01");
        Resident().Status("FreizuegG-5", "2024-02-01", "2029-02-01").Breaks("Q074", "2024-02-01", "2029-02-02");
        Resident().Fact("SpouseNationalities", ("nationality", "129")).Status("FreizuegG-5", "2024-02-01", "2029-02-01").Keeps("Q074");
        Resident(("nationality", "129")).Status("FreizuegG-5-5-1", "2024-02-01").Keeps("Q074");
    }

    [Fact, Trait("rule", "Q076")]
    public void Benefits_beside_a_permit_for_studies_are_asked_about()
    {
        var student = Resident().Status("16b-1", "2024-02-01", "2025-01-31");
        student.Fact("BenefitKind", ("type", "sgb2"), ("began", "2024-06-01"), ("authority", "L12054")).Breaks("Q076", "2024-06-01", "2025-02-01");
        student.Fact("BenefitKind", ("type", "sgb2"), ("began", "2025-02-01"), ("authority", "L12054")).Keeps("Q076");
        student.Fact("BenefitKind", ("type", "uhvorschg"), ("began", "2024-06-01"), ("authority", "L12054")).Keeps("Q076");
    }

    [Fact, Trait("rule", "Q077")]
    public void A_toleration_is_neither_long_nor_repeated_without_end()
    {
        Resident().Status("60a-2-3", "2024-02-01", "2025-02-02").Breaks("Q077", "2024-02-01", "2025-02-03");
        Resident().Status("60a-2-3", "2024-02-01", "2025-02-01").Keeps("Q077");
        var fourTimes = Enumerable.Range(0, 4).Aggregate(Resident(), (record, i) => record.Status("60a-2-1-aa", $"2024-0{i + 2}-01", $"2024-0{i + 2}-28"));
        fourTimes.Keeps("Q077");
        fourTimes.Status("60a-2-1-aa", "2024-07-01", "2024-07-31").Breaks("Q077", "2024-07-01", "2024-08-01");
        fourTimes.Status("60a-2-1-aa", "2024-07-01", "2024-07-31").Fact("TravelDocumentProcurementOpened", ("on", "2024-03-01")).Keeps("Q077");
    }

    [Theory, Trait("rule", "Q085")]
    [InlineData("Ban11p1And2", "2029-02-02", null, true)]
    [InlineData("Ban11p1And2", "2029-02-01", null, false)]
    [InlineData("Ban11p1And2", null, "6", true)]
    [InlineData("Ban11p1And2", null, "5", false)]
    [InlineData("BanOverstay11p6", null, "2", true)]
    [InlineData("BanOverstay11p6", null, "1", false)]
    public void A_ban_has_its_longest_term(string item, string? until, string? years, bool tooLong)
    {
        var limit = until is null ? ("durationYears", years!) : ("validUntil", until);
        var record = Resident().Fact(item, ("orderedOn", "2024-02-01"), limit);
        if (tooLong) record.Breaks("Q085", "2024-02-01");
        else record.Keeps("Q085");
        if (item == "Ban11p1And2") Resident().Fact("Conviction95p1n3", ("applies", "true")).Fact(item, ("orderedOn", "2024-02-01"), limit).Keeps("Q085");
    }

    [Fact, Trait("rule", "Q086")]
    public void A_deportation_is_announced_before()
    {
        var deported = Resident().Fact("DeportationCarriedOutUnlimited", ("on", "2024-05-01"));
        deported.Breaks("Q086", "2024-05-01");
        deported.Fact("DeportationThreatened", ("on", "2024-05-01")).Keeps("Q086");
        deported.Fact("DeportationThreatened", ("on", "2024-05-02")).Breaks("Q086", "2024-05-01");
    }

    [Theory, Trait("rule", "Q087")]
    [InlineData("2024-02-07", true)]
    [InlineData("2024-02-08", false)]
    [InlineData("2024-03-02", false)]
    [InlineData("2024-03-03", true)]
    public void A_period_for_departure_has_seven_to_thirty_days(string until, bool unusual)
    {
        var record = Resident().Fact("VoluntaryDeparturePeriod", ("setOn", "2024-02-01"), ("validUntil", until));
        if (unusual) record.Breaks("Q087", "2024-02-01", until[..^2] + $"{int.Parse(until[^2..], System.Globalization.CultureInfo.InvariantCulture) + 1:D2}");
        else record.Keeps("Q087");
    }

    [Fact, Trait("rule", "Q088")]
    public void A_certificate_that_has_come_back_is_followed_by_a_departure()
    {
        var returned = Resident().Fact("ProofOfDeparture", ("type", "borderCrossingCertificate"), ("departedOn", "2024-06-03"));
        returned.Breaks("Q088", "2024-06-11");
        returned.Moves(MovementKind.DepartureAbroad, "2024-06-03").Keeps("Q088");
        Resident().Fact("ProofOfDeparture", ("type", "other"), ("departedOn", "2024-06-03")).Keeps("Q088");
    }

    [Fact, Trait("rule", "Q089")]
    public void Coming_back_during_a_ban_suspends_it()
    {
        var deported = Resident().Fact("DeportationThreatened", ("on", "2024-02-01")).Fact("DeportationCarriedOutLimited", ("on", "2024-03-01"))
            .Fact("Ban11p1And2", ("orderedOn", "2024-02-01"), ("validUntil", "2026-03-01")).Moves(MovementKind.DepartureAbroad, "2024-03-01");
        deported.Keeps("Q089");
        deported.Moves(MovementKind.ReturnFromAbroad, "2026-03-01").Breaks("Q089", "2026-03-01");
        deported.Moves(MovementKind.ReturnFromAbroad, "2026-03-02").Keeps("Q089");
        deported.Moves(MovementKind.ReturnFromAbroad, "2025-01-01").Fact("BanSuspended11p9", ("on", "2025-02-01")).Breaks("Q089", "2025-01-01", "2025-02-01");
    }

    [Fact, Trait("rule", "Q091")]
    public void Two_systems_do_not_pay_for_the_same_days()
    {
        var asylum = Resident().Fact("BenefitKind", ("type", "asylblg"), ("began", "2024-02-01"), ("ended", "2024-06-30"), ("authority", "L12054"));
        asylum.Fact("BenefitKind", ("type", "sgb2"), ("began", "2024-06-30"), ("authority", "L12054")).Breaks("Q091", "2024-06-30", "2024-07-01");
        asylum.Fact("BenefitKind", ("type", "sgb2"), ("began", "2024-07-01"), ("authority", "L12054")).Keeps("Q091");
    }

    [Fact, Trait("rule", "Q093")]
    public void Asylum_benefits_do_not_go_to_the_settled()
    {
        var paid = Resident().Fact("BenefitKind", ("type", "asylblg"), ("began", "2024-02-01"), ("authority", "L12054"));
        paid.Status("9", "2024-05-01").Breaks("Q093", "2024-05-01");
        paid.Status("60a-2-3", "2024-05-01", "2024-12-31").Keeps("Q093");
    }

    [Fact, Trait("rule", "Q094")]
    public void Jobseekers_benefits_need_more_than_a_toleration()
    {
        var paid = Resident().Fact("BenefitKind", ("type", "sgb2"), ("began", "2024-02-01"), ("authority", "L12054"));
        paid.Status("60a-2-3", "2024-05-01", "2024-12-31").Breaks("Q094", "2024-05-01", "2025-01-01");
        paid.Status("55", "2024-05-01", "2024-12-31").Status("25-5", "2024-06-01", "2024-11-30").Keeps("Q094");
        paid.Keeps("Q094");
    }

    [Fact, Trait("rule", "Q095")]
    public void A_benefit_of_somebody_who_left_has_an_end()
    {
        Resident().Fact("BenefitKind", ("type", "sgb2"), ("began", "2024-02-01"), ("authority", "L12054"))
            .Moves(MovementKind.DepartureUnknown, "2024-05-01").Breaks("Q095", "2024-05-01");
        Resident().Fact("BenefitKind", ("type", "sgb2"), ("began", "2024-02-01"), ("ended", "2024-04-30"), ("authority", "L12054"))
            .Moves(MovementKind.DepartureUnknown, "2024-05-01").Keeps("Q095");
    }

    [Fact, Trait("rule", "Q139")]
    public void Health_data_are_kept_for_a_year()
    {
        Resident().Fact("HealthExamination", ("type", "tuberculosis"), ("on", "2024-02-01")).Breaks("Q139", "2025-02-02");
        Resident().Fact("Height", ("centimetres", "170")).Keeps("Q139");
    }

    [Fact]
    public void Who_must_mend_it_is_the_source_the_keeper_or_whoever_registered_the_person()
    {
        var record = Resident().By("BAMF00").Status("55", "2024-02-01", "2026-02-02").By("A12054").MovesOut("2024-06-01").Record;
        var found = Domain.Quality.StandingRules.Find(record, Day("2025-01-01"));
        Assert.Equal([("Q038", "A12054"), ("Q054", "BAMF00")], found.Select(one => (one.Rule.Id, one.Responsible!.Value)));
        var unkept = Nobody().By("BPOL00").Moves(MovementKind.FirstEntry, "2024-02-01").Record;
        Assert.Equal("BPOL00", Assert.Single(Domain.Quality.StandingRules.Find(unkept, Day("2025-01-01"))).Responsible!.Value);
    }
}
