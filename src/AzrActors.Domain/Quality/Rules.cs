using System.Collections.Frozen;
using AzrActors.Domain.CodeLists;

namespace AzrActors.Domain.Quality;

/// <summary>
/// The catalogue of rules: what each says, on whom and on what it rests is in <c>Quality/rules.csv</c>; here each has the
/// name by which code speaks of it. What is judged is one small function per rule, in the room of what it is judged on.
/// </summary>
public static class Rules
{
    private static readonly FrozenDictionary<string, Rule> ById = Load();

    /// <summary>The newest version of every rule, ordered by id.</summary>
    public static IReadOnlyList<Rule> All { get; } = [.. ById.Values.OrderBy(rule => rule.Id, StringComparer.Ordinal)];

    public static Rule UnknownEntry { get; } = Get("F001");

    public static Rule UnknownField { get; } = Get("F002");

    public static Rule MissingField { get; } = Get("F003");

    public static Rule UnreadableValue { get; } = Get("F004");

    public static Rule RepeatedField { get; } = Get("F005");

    public static Rule NoEntries { get; } = Get("F006");

    public static Rule UnknownPurpose { get; } = Get("F007");

    public static Rule TooManyEntries { get; } = Get("F008");

    public static Rule StatusNotRunning { get; } = Get("F009");

    public static Rule UnknownItem { get; } = Get("F010");

    public static Rule FactNotStored { get; } = Get("F011");

    public static Rule OnlyCorrected { get; } = Get("F012");

    public static Rule EndBeforeStart { get; } = Get("F013");

    public static Rule AlreadyEnded { get; } = Get("F014");

    public static Rule NotStoredForGroup { get; } = Get("F015");

    public static Rule NotInForce { get; } = Get("F016");

    public static Rule MayNotRegister { get; } = Get("F017");

    public static Rule NoBasisToSubscribe { get; } = Get("F018");

    public static Rule MayNotReportNaturalisation { get; } = Get("F019");

    public static Rule ErasureWaits { get; } = Get("F020");

    public static Rule AzrNumberMistyped { get; } = Get("Q001");

    public static Rule IdentityMismatch { get; } = Get("Q002");

    public static Rule NotSearchedBefore { get; } = Get("Q003");

    public static Rule NearIdentical { get; } = Get("Q004");

    public static Rule ForeignCharacters { get; } = Get("Q005");

    public static Rule TooLong { get; } = Get("Q006");

    public static Rule IdentityIncomplete { get; } = Get("Q007");

    public static Rule BlockName { get; } = Get("Q008");

    public static Rule NationalityCount { get; } = Get("Q009");

    public static Rule GermanNationality { get; } = Get("Q010");

    public static Rule StatelessUnproven { get; } = Get("Q011");

    public static Rule NationalityLongOpen { get; } = Get("Q012");

    public static Rule OpenBesideConcreteNationality { get; } = Get("Q013");

    public static Rule SexWithoutNote { get; } = Get("Q014");

    public static Rule UnknownDoctorate { get; } = Get("Q015");

    public static Rule UnknownCode { get; } = Get("Q016");

    public static Rule SerialWithBlank { get; } = Get("Q017");

    public static Rule CheckDigitWrong { get; } = Get("Q018");

    public static Rule DocumentNumberForm { get; } = Get("Q019");

    public static Rule HeightImplausible { get; } = Get("Q020");

    public static Rule PartialDateForm { get; } = Get("Q021");

    public static Rule OccasionInFuture { get; } = Get("Q022");

    public static Rule BirthDateImplausible { get; } = Get("Q023");

    public static Rule VeryOld { get; } = Get("Q024");

    public static Rule BeforeBirth { get; } = Get("Q025");

    public static Rule LimitBeforeGrant { get; } = Get("Q026");

    public static Rule BirthDateGuessed { get; } = Get("Q027");

    public static Rule LateSubmission { get; } = Get("Q028");

    public static Rule MoveOutBeforeMoveIn { get; } = Get("Q029");

    public static Rule MovementOrder { get; } = Get("Q030");

    public static Rule NoFirstEntry { get; } = Get("Q031");

    public static Rule NoLongerStayingBySystem { get; } = Get("Q032");

    public static Rule FileKeeperChanges { get; } = Get("Q033");

    public static Rule NeverResponsible { get; } = Get("Q034");

    public static Rule DepartedToUnknown { get; } = Get("Q035");

    public static Rule BenefitsAtDeparture { get; } = Get("Q036");

    public static Rule AddressOutsideDistrict { get; } = Get("Q037");

    public static Rule ResidentWithoutAddress { get; } = Get("Q038");

    public static Rule MailReturned { get; } = Get("Q039");

    public static Rule OneCurrentAddress { get; } = Get("Q040");

    public static Rule StatusRunningAfterDeparture { get; } = Get("Q041");

    public static Rule PersonIsDead { get; } = Get("Q042");

    public static Rule ErasureClock { get; } = Get("Q043");

    public static Rule SurveillanceWithoutStay { get; } = Get("Q044");

    public static Rule ReceptionTooLong { get; } = Get("Q045");

    public static Rule AsylumOrder { get; } = Get("Q046");

    public static Rule FinalBeforeServed { get; } = Get("Q047");

    public static Rule OnlyFederalOffice { get; } = Get("Q048");

    public static Rule PermissionAfterFinalRejection { get; } = Get("Q049");

    public static Rule ObligedDuringProcedure { get; } = Get("Q050");

    public static Rule ObligedBesideProtection { get; } = Get("Q051");

    public static Rule ProofOfArrivalWithoutApplication { get; } = Get("Q052");

    public static Rule ProofOfArrivalTooLong { get; } = Get("Q053");

    public static Rule PermissionCertificateTooLong { get; } = Get("Q054");

    public static Rule ProofOfArrivalBesideCertificate { get; } = Get("Q055");

    public static Rule EntryFromGermany { get; } = Get("Q056");

    public static Rule SameAsylumReference { get; } = Get("Q057");

    public static Rule ProtectionWithoutPermit { get; } = Get("Q058");

    public static Rule ChildWithoutProcedure { get; } = Get("Q059");

    public static Rule PermitsOverlap { get; } = Get("Q060");

    public static Rule SettlementWithLimit { get; } = Get("Q061");

    public static Rule PermitBesideSettlement { get; } = Get("Q062");

    public static Rule TolerationBesideTitle { get; } = Get("Q063");

    public static Rule TolerationBesidePermission { get; } = Get("Q064");

    public static Rule TitleWithoutStay { get; } = Get("Q065");

    public static Rule TitleDuringBan { get; } = Get("Q066");

    public static Rule PermitExpired { get; } = Get("Q067");

    public static Rule ProvisionalTooLong { get; } = Get("Q068");

    public static Rule TitleContinues { get; } = Get("Q069");

    public static Rule TemporaryProtectionUnfitting { get; } = Get("Q070");

    public static Rule HumanitarianTooLong { get; } = Get("Q071");

    public static Rule PermitOfUnionCitizen { get; } = Get("Q072");

    public static Rule UnionCitizenObliged { get; } = Get("Q073");

    public static Rule FreeMovementWithoutUnion { get; } = Get("Q074");

    public static Rule RefusalWithLimit { get; } = Get("Q075");

    public static Rule StudyAndBenefit { get; } = Get("Q076");

    public static Rule TolerationLongOrRepeated { get; } = Get("Q077");

    public static Rule TolerationTooLong { get; } = Get("Q078");

    public static Rule GroupStopTooLong { get; } = Get("Q079");

    public static Rule DurationBesideDate { get; } = Get("Q080");

    public static Rule DurationBecomesDate { get; } = Get("Q081");

    public static Rule MeasureBringsBan { get; } = Get("Q082");

    public static Rule MeasureEndsStay { get; } = Get("Q083");

    public static Rule OverstayBanTwice { get; } = Get("Q084");

    public static Rule BanTooLong { get; } = Get("Q085");

    public static Rule DeportedUnthreatened { get; } = Get("Q086");

    public static Rule DeparturePeriodUnusual { get; } = Get("Q087");

    public static Rule DepartureNotReported { get; } = Get("Q088");

    public static Rule ReentryDuringBan { get; } = Get("Q089");

    public static Rule BenefitIncomplete { get; } = Get("Q090");

    public static Rule BenefitsOverlap { get; } = Get("Q091");

    public static Rule BenefitOutsideDistrict { get; } = Get("Q092");

    public static Rule AsylumBenefitUnfitting { get; } = Get("Q093");

    public static Rule JobseekerBenefitUnfitting { get; } = Get("Q094");

    public static Rule BenefitWithoutEnd { get; } = Get("Q095");

    public static Rule BenefitErasure { get; } = Get("Q096");

    public static Rule SameDocument { get; } = Get("Q100");

    public static Rule SamePersonalData { get; } = Get("Q101");

    public static Rule SimilarPersonalData { get; } = Get("Q102");

    public static Rule SameFingerprint { get; } = Get("Q103");

    public static Rule MergeOfDifferent { get; } = Get("Q104");

    public static Rule ChildTooOld { get; } = Get("Q105");

    public static Rule RelationOneSided { get; } = Get("Q106");

    public static Rule SpouseNationalityDiffers { get; } = Get("Q107");

    public static Rule SpouseIsDead { get; } = Get("Q108");

    public static Rule CrowdedAddress { get; } = Get("Q109");

    public static Rule NameOrder { get; } = Get("Q110");

    public static Rule NotEntitled { get; } = Get("Q120");

    public static Rule OthersFact { get; } = Get("Q121");

    public static Rule SourcesDiffer { get; } = Get("Q122");

    public static Rule VersionStale { get; } = Get("Q123");

    public static Rule Repetition { get; } = Get("Q124");

    public static Rule CourseAbsences { get; } = Get("Q125");

    public static Rule NoPurpose { get; } = Get("Q126");

    public static Rule UnionCitizenData { get; } = Get("Q127");

    public static Rule NumberUse { get; } = Get("Q128");

    public static Rule Blocked { get; } = Get("Q129");

    public static Rule BlockFollows { get; } = Get("Q130");

    public static Rule SearchNoteTooLong { get; } = Get("Q131");

    public static Rule Restricted { get; } = Get("Q132");

    public static Rule Naturalised { get; } = Get("Q133");

    public static Rule TermExpired { get; } = Get("Q134");

    public static Rule StatusStays { get; } = Get("Q135");

    public static Rule ErasureDuringDispute { get; } = Get("Q136");

    public static Rule PersonNotIdentified { get; } = Get("Q137");

    public static Rule SubscriptionIdle { get; } = Get("Q138");

    public static Rule HealthDataOld { get; } = Get("Q139");

    public static Rule DocumentNotIndispensable { get; } = Get("Q140");

    /// <summary>The rule of an id that a stored receipt or log entry names.</summary>
    /// <exception cref="InvalidDataException">There never was such a rule.</exception>
    public static Rule Get(string id) => Find(id) ?? throw new InvalidDataException($"There is no rule '{id}'.");

    /// <summary>The newest version of the rule with this id; null if there is none.</summary>
    public static Rule? Find(string id) => ById.GetValueOrDefault(id);

    private static FrozenDictionary<string, Rule> Load()
    {
        var newest = new Dictionary<string, Rule>();
        foreach (var row in Table.Load("Quality.rules.csv").Rows)
        {
            var rule = new Rule(row, newest.GetValueOrDefault(row["id"]));
            if (rule.Version != (rule.Earlier?.Version ?? 0) + 1 || rule.ValidFrom <= rule.Earlier?.ValidFrom)
                throw new InvalidDataException($"Rule {rule.Id}: version {rule.Version} does not follow the one before.");
            newest[rule.Id] = rule;
        }
        return newest.ToFrozenDictionary();
    }
}
