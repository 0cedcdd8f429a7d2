using AzrActors.Client.Findings;
using AzrActors.Contracts.Findings;
using AzrActors.Contracts.Submissions;

namespace AzrActors.Api.Tests.Fakes;

/// <summary>Findings as a test tells them.</summary>
public sealed class FakeFindings : IFindingClient
{
    /// <summary>Everything is refused with it; null refuses nothing.</summary>
    public Refusal? Refusal { get; set; }

    public FindingQuery? Asked { get; private set; }

    public FindingContest? Contested { get; private set; }

    public IReadOnlyList<FindingView> Standing { get; set; } = [];

    public Task<FindingsPage> ListAsync(FindingQuery query, CancellationToken cancellationToken = default)
    {
        Asked = query;
        return Task.FromResult(Refusal is null ? new FindingsPage { Findings = Standing, Next = "739580-7" } : new FindingsPage { Refusal = Refusal });
    }

    public Task<FindingsSummary> SummariseAsync(FindingQuery query, CancellationToken cancellationToken = default)
    {
        Asked = query;
        return Task.FromResult(new FindingsSummary
        {
            Refusal = Refusal,
            Rules =
            [
                .. Standing.GroupBy(finding => finding.Rule).Select(rule => new RuleFindings
                {
                    Rule = rule.Key, Paragraph = rule.First().Paragraph, German = rule.First().German, English = rule.First().English,
                    Count = rule.Count(), Overdue = rule.Count(finding => finding.Overdue), OldestDueOn = rule.Min(finding => finding.DueOn),
                }),
            ],
        });
    }

    public Task<ContestReply> ContestAsync(FindingContest contest, CancellationToken cancellationToken = default)
    {
        Contested = contest;
        return Task.FromResult(new ContestReply { Refusal = Refusal });
    }

    public Task<ReturnedMailReply> ReportReturnedMailAsync(ReturnedMailReport report, CancellationToken cancellationToken = default) =>
        Task.FromResult(new ReturnedMailReply { Refusal = Refusal });

    public Task<RuleTrialReply> TryRuleAsync(string rule, CancellationToken cancellationToken = default) => Task.FromResult(new RuleTrialReply { Refusal = Refusal });

    public Task<RuleTrialReply> FindTrialAsync(long trial, CancellationToken cancellationToken = default) =>
        Task.FromResult(new RuleTrialReply { Refusal = Refusal });

    public Task<QualityReply> MeasureAsync(QualityQuery query, CancellationToken cancellationToken = default) => Task.FromResult(new QualityReply
    {
        Refusal = Refusal,
        Days =
        [
            new QualityOfDay
            {
                Day = query.To ?? new DateOnly(2026, 11, 26), Records = 4, Completeness = 0.75, Submissions = 2, Late = 1, LagMedianDays = 3,
                LagNinetiethDays = 12, FindingsPerThousand = 250, Rules = [],
            },
        ],
    });
}
