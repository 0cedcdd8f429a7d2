using System.Globalization;
using AzrActors.Client;
using AzrActors.Contracts.Notices;
using AzrActors.Contracts.Submissions;
using AzrActors.Demo.Day.Chapters;

namespace AzrActors.Demo.Day;

/// <summary>
/// Plays the demo against a register through the SDK: registers a synthetic population, then a working day on which Potsdam
/// and the Burgenlandkreis share it, with everything that goes right and wrong between them. Playing it again on the same
/// day repeats the same submissions and changes nothing; another day is played with other persons.
/// </summary>
public static class DemoDay
{
    private const int PageSize = 500;

    /// <exception cref="RegisterUnavailableException">The register stayed out of reach.</exception>
    /// <exception cref="InvalidOperationException">The register refused a person of the population.</exception>
    public static async Task<DemoSummary> PlayAsync(
        IAzrClients clients, DemoOptions options, IDemoReport report, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(clients);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(report);
        ArgumentOutOfRangeException.ThrowIfLessThan(options.Persons, DemoCast.PersonsMin);
        var stage = new DemoStage(clients, options);
        await stage.RegisterAsync(report, cancellationToken);

        var fromSequence = new Dictionary<DemoOffice, long>();
        foreach (var office in DemoOffices.OnStage)
            fromSequence[office] = (await stage.DeskOf(office).ReadNoticesAsync(0, 1, cancellationToken)).Last;

        var played = new List<PlayedStep>();
        foreach (var chapter in DemoChapters.Of(stage))
        {
            report.ChapterOpened(chapter);
            foreach (var step in chapter.Steps)
            {
                var result = await PlayAsync(stage, step, cancellationToken);
                played.Add(result);
                report.StepPlayed(result);
            }
        }

        IReadOnlyList<string> deviations =
        [
            .. await new DemoDoubts(stage, options, report).PlayAsync(cancellationToken),
            .. await new DemoIdentity(stage, options, report).PlayAsync(cancellationToken),
        ];
        var told = new List<NoticeCount>();
        foreach (var office in DemoOffices.OnStage)
            told.Add(await CountNoticesAsync(stage, office, fromSequence[office], cancellationToken));
        var summary = Summarise(options.Persons, played, told) with { OtherDeviations = deviations };
        report.DayEnded(summary);
        return summary;
    }

    private static async Task<PlayedStep> PlayAsync(DemoStage stage, DemoStep step, CancellationToken cancellationToken)
    {
        var acts = new List<PlayedAct>();
        if (step.AtOnce)
        {
            acts.AddRange(await Task.WhenAll(
                step.Acts.Select((act, index) => stage.PlayAsync(act, NameOf(step, index), cancellationToken))));
            stage.Learn(acts);
            return new PlayedStep(step, acts);
        }
        foreach (var (index, act) in step.Acts.Index())
        {
            acts.Add(await stage.PlayAsync(act, NameOf(step, index), cancellationToken));
            stage.Learn(acts[^1..]);
        }
        return new PlayedStep(step, acts);
    }

    private static string NameOf(DemoStep step, int index) => string.Create(CultureInfo.InvariantCulture, $"day-{step.Time:HHmm}-{index}");

    private static async Task<NoticeCount> CountNoticesAsync(
        DemoStage stage, DemoOffice office, long after, CancellationToken cancellationToken)
    {
        var kinds = new Dictionary<NoticeKind, int>();
        while (true)
        {
            var page = await stage.DeskOf(office).ReadNoticesAsync(after, PageSize, cancellationToken);
            foreach (var notice in page.Notices) kinds[notice.Kind] = kinds.GetValueOrDefault(notice.Kind) + 1;
            if (page.Notices.Count < PageSize) break;
            after = page.Notices[^1].Sequence;
        }
        return new NoticeCount(office, kinds.GetValueOrDefault(NoticeKind.Assigned),
            kinds.GetValueOrDefault(NoticeKind.Changed), kinds.GetValueOrDefault(NoticeKind.Released));
    }

    private static DemoSummary Summarise(int persons, List<PlayedStep> played, IReadOnlyList<NoticeCount> told)
    {
        var replies = played.SelectMany(step => step.Acts).Select(act => act.Reply).ToList();
        return new DemoSummary(
            persons,
            replies.Count(reply => reply is { Outcome: SubmissionOutcome.Accepted, Receipt.Repeated: false }),
            replies.Count(reply => reply.Receipt is { Repeated: true }),
            replies.Count(reply => reply is { Outcome: SubmissionOutcome.Unchanged, Receipt.Repeated: false }),
            replies.Count(reply => reply.Outcome == SubmissionOutcome.Refused),
            [
                .. replies.SelectMany(reply => ReasonsOf(reply.Refusal)).GroupBy(reason => reason.Code)
                    .Select(group => group.First() with { Count = group.Count() })
                    .OrderByDescending(reason => reason.Count).ThenBy(reason => reason.Code, StringComparer.Ordinal),
            ],
            told,
            [.. played.Where(step => !step.AsExpected)]);
    }

    private static IEnumerable<RefusalCount> ReasonsOf(Refusal? refusal)
    {
        if (refusal is null) return [];
        var rules = refusal.Findings.Where(finding => finding.Refuses).DistinctBy(finding => finding.Rule).ToList();
        return rules.Count == 0
            ? [new RefusalCount(refusal.Code, refusal.Paragraph, refusal.German, 1)]
            : rules.Select(finding => new RefusalCount(finding.Rule, finding.Paragraph, finding.German, 1));
    }
}
