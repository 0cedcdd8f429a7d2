using AzrActors.Domain.CodeLists;
using AzrActors.Domain.PersonRecords;

namespace AzrActors.Domain.Quality.Standing;

/// <summary>Residence statuses beside one another, and those that have expired.</summary>
internal static class StatusStanding
{
    private const string Provisional = "ProvisionalResidenceCertificate";

    public static IReadOnlyList<StandingRule> Rules { get; } =
    [
        new(Quality.Rules.PermitsOverlap, PermitsOverlap), new(Quality.Rules.PermitBesideSettlement, PermitBesideSettlement),
        new(Quality.Rules.TolerationBesidePermission, TolerationBesidePermission), new(Quality.Rules.PermitExpired, PermitExpired),
        new(Quality.Rules.ProvisionalTooLong, ProvisionalTooLong), new(Quality.Rules.TolerationLongOrRepeated, TolerationLongOrRepeated),
    ];

    /// <summary>Said of the one granted later.</summary>
    [Judges("Q060")]
    private static IEnumerable<Fault> PermitsOverlap(StandingCase standing, Rule rule)
    {
        foreach (var (later, when) in standing.Statuses(IsPermit))
            foreach (var (earlier, before) in standing.Statuses(IsPermit))
                if (earlier.Number < later.Number && earlier.Status != later.Status)
                    yield return new Fault(PathOf(later), "grantedOn", when.And(before));
    }

    [Judges("Q062")]
    private static IEnumerable<Fault> PermitBesideSettlement(StandingCase standing, Rule rule)
    {
        foreach (var (_, settled) in standing.Statuses(one => one.Status.Kind == StatusKind.Settlement))
            foreach (var (permit, when) in standing.Statuses(IsPermit))
                yield return new Fault(PathOf(permit), "endedOn", when.And(settled));
    }

    [Judges("Q064")]
    private static IEnumerable<Fault> TolerationBesidePermission(StandingCase standing, Rule rule)
    {
        foreach (var (_, permitted) in standing.Statuses(one => one.Status.Kind == StatusKind.AsylumPermission))
            foreach (var (toleration, when) in standing.Statuses(IsToleration))
                yield return new Fault(PathOf(toleration), "endedOn", when.And(permitted));
    }

    /// <summary>The last status was a permit, its term is over, and nothing tells what holds since.</summary>
    [Judges("Q067")]
    private static IEnumerable<Fault> PermitExpired(StandingCase standing, Rule rule)
    {
        if (!standing.Record.IsResident) yield break;
        var last = standing.Record.Statuses.MaxBy(status => StandingCase.Of(status).Until);
        if (last is not { Status.Kind: StatusKind.Permit, EndedOn: null, ValidUntil: { } until } || ExtensionEffect.IsAppliedFor(standing.Record, last)) yield break;
        var covered = standing.Record.FactsOf(Provisional).Max(fact => fact.Day("validUntil"));
        yield return new Fault(PathOf(last), "validUntil", Span.Since(rule.Terms[0].Over(covered > until ? covered.Value : until)));
    }

    /// <summary>A title granted since is the decision.</summary>
    [Judges("Q068")]
    private static IEnumerable<Fault> ProvisionalTooLong(StandingCase standing, Rule rule)
    {
        foreach (var (fact, when) in standing.Facts("issuedOn", Provisional))
        {
            var decided = standing.Record.Statuses.Where(one => one.Status.IsTitle && one.GrantedOn >= when.From).Min(one => (DateOnly?)one.GrantedOn);
            yield return new Fault(fact.Path.ToString(), "issuedOn", when.NotBefore(rule.Terms[0].Over(when.From))
                .Before(fact.Day("withdrawnOn")).Before(fact.Day("lapsedOn")).Before(decided));
        }
    }

    /// <summary>Over twelve months, or a fourth time for want of papers that nobody procures.</summary>
    [Judges("Q077")]
    private static IEnumerable<Fault> TolerationLongOrRepeated(StandingCase standing, Rule rule)
    {
        const int repeatedMax = 3;
        var missing = 0;
        foreach (var (toleration, when) in standing.Statuses(IsToleration))
        {
            if (toleration.Status.Item == "MissingTravelDocuments") missing++;
            var repeated = missing > repeatedMax + 1 && toleration.Status.Item == "MissingTravelDocuments" && !standing.Has("TravelDocumentProcurementOpened");
            if (repeated || toleration.ValidUntil > rule.Terms[0].After(toleration.GrantedOn)) yield return new Fault(PathOf(toleration), "validUntil", when);
        }
    }

    internal static string PathOf(StoredStatus status) => $"status/{status.Number}";

    private static bool IsPermit(StoredStatus status) => status.Status.Kind == StatusKind.Permit;

    private static bool IsToleration(StoredStatus status) => status.Status.Kind == StatusKind.Toleration;
}

/// <summary>What an application for extension does to the title (§ 81 Abs. 4 AufenthG, rule Q069).</summary>
public static class ExtensionEffect
{
    private const string Applied = "ResidenceTitleExtensionApplied";

    /// <summary>True if the extension was applied for before the title expired: then it continues until the decision.</summary>
    [Judges("Q069")]
    public static bool Continues(PersonRecord record, StoredStatus title) =>
        Applications(record, title).Any(on => on <= title.ValidUntil);

    /// <summary>True if it was applied for at all; too late, the application has no effect but is known.</summary>
    internal static bool IsAppliedFor(PersonRecord record, StoredStatus title) => Applications(record, title).Any();

    private static IEnumerable<DateOnly> Applications(PersonRecord record, StoredStatus title) =>
        record.FactsOf(Applied).Concat(record.FactsOf("ResidenceTitleApplied"))
            .Where(fact => fact.EndedOn is null && title.EndedOn is null && fact.Day("on") >= title.GrantedOn).Select(fact => fact.Day("on")!.Value);
}
