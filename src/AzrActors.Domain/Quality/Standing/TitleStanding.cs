using AzrActors.Domain.CodeLists;
using AzrActors.Domain.Law;
using AzrActors.Domain.PersonRecords;

namespace AzrActors.Domain.Quality.Standing;

/// <summary>Whether a title fits the person and its term.</summary>
internal static class TitleStanding
{
    private const string Ukraine = "166";
    private const string PermitRow = "10";
    private const string HumanitarianLetter = "c";
    private const string OwnRight = "PermanentResidenceCertificate";
    private static readonly string[] ShortTerm = ["UrgentPersonalHumanitarianGrounds25p4s1", "LegalFactualGrounds25p5"];

    private static readonly string[] RelativesRights =
        ["FamilyResidenceCard", "FamilyPermanentResidenceCard", "CloseRelativeResidenceCard", "CloseRelativePermanentResidenceCard"];

    public static IReadOnlyList<StandingRule> Rules { get; } =
    [
        new(Quality.Rules.TemporaryProtectionUnfitting, TemporaryProtectionUnfitting), new(Quality.Rules.HumanitarianTooLong, HumanitarianTooLong),
        new(Quality.Rules.PermitOfUnionCitizen, PermitOfUnionCitizen), new(Quality.Rules.UnionCitizenObliged, UnionCitizenObliged),
        new(Quality.Rules.FreeMovementWithoutUnion, FreeMovementWithoutUnion),
    ];

    /// <summary>Temporary protection is for those displaced from Ukraine, whatever their nationality.</summary>
    [Judges("Q070")]
    private static IEnumerable<Fault> TemporaryProtectionUnfitting(StandingCase standing, Rule rule)
    {
        foreach (var (status, when) in standing.Statuses(one => one.Status.Item == "TemporaryProtection24"))
            if (!standing.Record.Nationalities.Contains(Ukraine) && !standing.Record.Values("birthCountry").Contains(Ukraine)
                && standing.Record.FactsOf("LastResidenceInCountryOfOrigin").All(fact => fact.Value("state") != Ukraine))
                yield return new Fault(StatusStanding.PathOf(status), "status", when);
    }

    [Judges("Q071")]
    private static IEnumerable<Fault> HumanitarianTooLong(StandingCase standing, Rule rule)
    {
        foreach (var (status, when) in standing.Statuses(one => one.Status.Kind == StatusKind.Permit && one.ValidUntil is not null))
        {
            if (LegalStates.Find(status.Status.Item, standing.Today)?.Item is not { Row: PermitRow } item || !item.IsWithin(HumanitarianLetter)) continue;
            var isShort = ShortTerm.Contains(status.Status.Item) && rule.Terms[2].After(LawfulSince(standing.Record)) > status.GrantedOn;
            if (status.ValidUntil > rule.Terms[isShort ? 1 : 0].After(status.GrantedOn)) yield return new Fault(StatusStanding.PathOf(status), "validUntil", when);
        }
    }

    /// <summary>Permits of Turkey's association and the Swiss agreement are refused already, the annex does not store them.</summary>
    [Judges("Q072")]
    private static IEnumerable<Fault> PermitOfUnionCitizen(StandingCase standing, Rule rule)
    {
        foreach (var (status, when) in standing.Statuses(one => one.Status.Kind == StatusKind.Permit))
            if (standing.Group != PersonGroup.ThirdCountry) yield return new Fault(StatusStanding.PathOf(status), "status", when);
    }

    [Judges("Q073")]
    private static IEnumerable<Fault> UnionCitizenObliged(StandingCase standing, Rule rule)
    {
        foreach (var (fact, when) in standing.Facts("since", "ObligationToLeaveEnforceable"))
            if (standing.Group == PersonGroup.UnionCitizen) yield return new Fault(fact.Path.ToString(), "since", when);
    }

    /// <summary>Relatives' cards need a relative, the certificate of one's own right a nationality.</summary>
    [Judges("Q074")]
    private static IEnumerable<Fault> FreeMovementWithoutUnion(StandingCase standing, Rule rule)
    {
        foreach (var (status, when) in standing.Statuses(one => one.Status.Kind == StatusKind.FreeMovement))
        {
            if (standing.Group != PersonGroup.ThirdCountry) continue;
            var unfit = status.Status.Item == OwnRight
                || (RelativesRights.Contains(status.Status.Item) && !standing.Has("AccompanyingFamilyMember", "SpouseNationalities"));
            if (unfit) yield return new Fault(StatusStanding.PathOf(status), "status", when);
        }
    }

    private static DateOnly LawfulSince(PersonRecord record) =>
        record.Statuses.Where(one => one.Status.IsTitle || one.Status.Kind == StatusKind.AsylumPermission).Min(one => one.GrantedOn);
}
