using AzrActors.Domain.CodeLists;

namespace AzrActors.Domain.Quality.Standing;

/// <summary>The asylum procedure: its order, and what stands beside it.</summary>
internal static class AsylumStanding
{
    private const string Request = "AsylumRequestExpressed";
    private const string Rejected = "AsylumApplicationRejected";
    private const string Obliged = "ObligationToLeaveEnforceable";
    private const string ProofOfArrival = "ProofOfArrivalIssueDate";

    internal static readonly string[] Applications =
    [
        "AsylumApplicationFiled", "AsylumApplicationRefiled", "AsylumApplicationRegistered", "AsylumApplicationLodged",
        "NationalFollowUpApplicationLodged", "BorderAsylumApplicationFiled", "BorderAsylumApplicationRefiled",
        "BorderAsylumApplicationRegistered", "BorderAsylumApplicationLodged", "BorderNationalFollowUpApplicationLodged",
        "TransnationalFollowUpApplicationLodged",
    ];

    private static readonly string[] Protections =
        ["AsylumEntitlementRecognised", "RefugeeStatusGranted", "SubsidiaryProtectionGranted", "DeportationProhibitionEstablished"];

    private static readonly string[] ProtectionEnds =
    [
        "AsylumRecognitionRevoked", "AsylumRecognitionLapsed", "RefugeeStatusRevoked", "RefugeeStatusLapsed", "SubsidiaryProtectionRevoked",
        "SubsidiaryProtectionLapsed", "DeportationProhibitionRevoked", "DeportationProhibitionLapsed",
    ];

    private static readonly string[] Decisions =
    [
        .. Protections, Rejected, "BorderAsylumApplicationRejected", "AsylumProcedureDiscontinued", "AsylumProcedureOtherwiseSettled",
        "AsylumWithdrawalDecided",
    ];

    private static readonly string[] ProtectionTitles =
        ["Asylum25p1", "GenevaConvention25p2", "SubsidiaryProtection25p2", "ProhibitionDeportation25p3"];

    private static readonly string[] TitleApplications = ["ResidenceTitleApplied", "ResidenceTitleExtensionApplied"];

    public static IReadOnlyList<StandingRule> Rules { get; } =
    [
        new(Quality.Rules.AsylumOrder, AsylumOrder), new(Quality.Rules.PermissionAfterFinalRejection, PermissionAfterFinalRejection),
        new(Quality.Rules.ObligedDuringProcedure, ObligedDuringProcedure), new(Quality.Rules.ObligedBesideProtection, ObligedBesideProtection),
        new(Quality.Rules.ProofOfArrivalWithoutApplication, ProofOfArrivalWithoutApplication),
        new(Quality.Rules.PermissionCertificateTooLong, PermissionCertificateTooLong),
        new(Quality.Rules.ProofOfArrivalBesideCertificate, ProofOfArrivalBesideCertificate),
        new(Quality.Rules.ProtectionWithoutPermit, ProtectionWithoutPermit),
    ];

    /// <summary>Request, application, decision.</summary>
    [Judges("Q046")]
    private static IEnumerable<Fault> AsylumOrder(StandingCase standing, Rule rule)
    {
        var (requested, applied) = (standing.First("on", Request), standing.First("on", Applications));
        foreach (var (fact, when) in standing.Facts("on", Applications))
            if (when.From < requested) yield return new Fault(fact.Path.ToString(), "on", when);
        foreach (var (fact, when) in standing.Facts("on", Decisions))
            if (when.From < applied) yield return new Fault(fact.Path.ToString(), "on", when);
    }

    /// <summary>Unless a later application gave a new permission.</summary>
    [Judges("Q049")]
    private static IEnumerable<Fault> PermissionAfterFinalRejection(StandingCase standing, Rule rule)
    {
        foreach (var (fact, _) in standing.Facts("on", Rejected))
        {
            if (fact.Day("finalSince") is not { } final || standing.FirstFrom(final, "on", Applications) is not null) continue;
            foreach (var (status, when) in standing.Statuses(one => one.Status.Kind == StatusKind.AsylumPermission && one.GrantedOn <= final))
                yield return new Fault($"status/{status.Number}", "endedOn", when.NotBefore(rule.Terms[0].Over(final)));
        }
    }

    /// <summary>An application that nothing has decided yet.</summary>
    [Judges("Q050")]
    private static IEnumerable<Fault> ObligedDuringProcedure(StandingCase standing, Rule rule)
    {
        foreach (var (obligation, obliged) in standing.Facts("since", Obliged))
            foreach (var (_, applied) in standing.Facts("on", Applications))
                if (standing.FirstFrom(applied.From, "on", Decisions) is null)
                    yield return new Fault(obligation.Path.ToString(), "since", obliged.And(applied));
    }

    /// <summary>Protection that was neither revoked nor has lapsed.</summary>
    [Judges("Q051")]
    private static IEnumerable<Fault> ObligedBesideProtection(StandingCase standing, Rule rule)
    {
        foreach (var (obligation, obliged) in standing.Facts("since", Obliged))
            foreach (var (_, granted) in standing.Facts("on", Protections))
                yield return new Fault(obligation.Path.ToString(), "since", obliged.And(granted).Before(standing.FirstFrom(granted.From, "on", ProtectionEnds)));
    }

    [Judges("Q052")]
    private static IEnumerable<Fault> ProofOfArrivalWithoutApplication(StandingCase standing, Rule rule)
    {
        if (!standing.Record.IsResident || standing.First("on", Applications) is not null) yield break;
        foreach (var (fact, when) in standing.Facts("issuedOn", ProofOfArrival))
            yield return new Fault(fact.Path.ToString(), "issuedOn", when.NotBefore(rule.Terms[0].Over(when.From)));
    }

    /// <summary>Twelve months, six while living in a reception facility.</summary>
    [Judges("Q054")]
    private static IEnumerable<Fault> PermissionCertificateTooLong(StandingCase standing, Rule rule)
    {
        foreach (var (status, when) in standing.Statuses(one => one.Status.Kind == StatusKind.AsylumPermission))
        {
            var term = rule.Terms[standing.Facts("since", "ResponsibleReceptionFacility").Any(fact => fact.When.Has(status.GrantedOn)) ? 1 : 0];
            if (status.ValidUntil > term.After(status.GrantedOn)) yield return new Fault($"status/{status.Number}", "validUntil", when);
        }
    }

    [Judges("Q055")]
    private static IEnumerable<Fault> ProofOfArrivalBesideCertificate(StandingCase standing, Rule rule)
    {
        foreach (var (fact, when) in standing.Facts("issuedOn", ProofOfArrival))
            foreach (var (_, certified) in standing.Statuses(one => one.Status.Kind == StatusKind.AsylumPermission && one.DocumentNumber is not null))
                yield return new Fault(fact.Path.ToString(), "validUntil", when.And(Span.To(when.From, fact.Day("validUntil"))).And(certified));
    }

    /// <summary>Neither a title since nor an application for one.</summary>
    [Judges("Q058")]
    private static IEnumerable<Fault> ProtectionWithoutPermit(StandingCase standing, Rule rule)
    {
        if (!standing.Record.IsResident) yield break;
        foreach (var (fact, when) in standing.Facts("on", Protections))
        {
            var titled = standing.Record.Statuses.Any(one => one.Status.IsTitle && (one.GrantedOn >= when.From || ProtectionTitles.Contains(one.Status.Item)));
            if (!titled && standing.FirstFrom(when.From, "on", TitleApplications) is null)
                yield return new Fault(fact.Path.ToString(), "on",
                    when.NotBefore(rule.Terms[0].Over(when.From)).Before(standing.FirstFrom(when.From, "on", ProtectionEnds)));
        }
    }
}
