using AzrActors.Domain.CodeLists;
using AzrActors.Domain.PersonRecords;

namespace AzrActors.Domain.Quality.Standing;

/// <summary>Social benefits beside one another and beside the right of residence.</summary>
internal static class BenefitStanding
{
    /// <summary>One benefit with its kind, period and authority (annex row 7a).</summary>
    internal const string Item = "BenefitKind";

    private const string AsylumBenefit = "asylblg";
    private const string JobseekerBenefit = "sgb2";

    public static IReadOnlyList<StandingRule> Rules { get; } =
    [
        new(Quality.Rules.StudyAndBenefit, StudyAndBenefit), new(Quality.Rules.BenefitsOverlap, BenefitsOverlap),
        new(Quality.Rules.AsylumBenefitUnfitting, AsylumBenefitUnfitting), new(Quality.Rules.JobseekerBenefitUnfitting, JobseekerBenefitUnfitting),
        new(Quality.Rules.BenefitWithoutEnd, BenefitWithoutEnd),
    ];

    [Judges("Q076")]
    private static IEnumerable<Fault> StudyAndBenefit(StandingCase standing, Rule rule) =>
        Beside(standing, JobseekerBenefit, status => status.Status.Item == "Studies16bp1");

    /// <summary>Said of the benefit under AsylbLG, which is the one replaced.</summary>
    [Judges("Q091")]
    private static IEnumerable<Fault> BenefitsOverlap(StandingCase standing, Rule rule)
    {
        foreach (var (asylum, when) in Benefits(standing, AsylumBenefit))
            foreach (var (_, other) in Benefits(standing, JobseekerBenefit).Concat(Benefits(standing, "sgb12")))
                yield return new Fault(asylum.Path.ToString(), "ended", when.And(other));
    }

    [Judges("Q093")]
    private static IEnumerable<Fault> AsylumBenefitUnfitting(StandingCase standing, Rule rule) =>
        Beside(standing, AsylumBenefit, status => status.Status.Kind is StatusKind.Settlement or StatusKind.FreeMovement);

    /// <summary>A title beside it would carry the claim.</summary>
    [Judges("Q094")]
    private static IEnumerable<Fault> JobseekerBenefitUnfitting(StandingCase standing, Rule rule) =>
        Beside(standing, JobseekerBenefit, status => status.Status.Kind is StatusKind.Toleration or StatusKind.AsylumPermission)
            .Where(fault => !standing.Statuses(status => status.Status.IsTitle).Any(title => !title.When.And(fault.When).IsEmpty));

    [Judges("Q095")]
    private static IEnumerable<Fault> BenefitWithoutEnd(StandingCase standing, Rule rule)
    {
        if (standing.GoneOn is not { } gone) yield break;
        foreach (var (fact, when) in standing.Facts("began", Item))
            if (fact.Day("ended") is null) yield return new Fault(fact.Path.ToString(), "ended", when.NotBefore(gone));
    }

    /// <summary>Benefits of the kind with the days for which they are given.</summary>
    internal static IEnumerable<(StoredFact Fact, Span When)> Benefits(StandingCase standing, string kind)
    {
        foreach (var (fact, when) in standing.Facts("began", Item))
            if (fact.Value("type") == kind) yield return (fact, when.And(Span.To(when.From, fact.Day("ended"))));
    }

    private static IEnumerable<Fault> Beside(StandingCase standing, string kind, Func<StoredStatus, bool> which)
    {
        foreach (var (fact, when) in Benefits(standing, kind))
            foreach (var (_, status) in standing.Statuses(which)) yield return new Fault(fact.Path.ToString(), "type", when.And(status));
    }
}
