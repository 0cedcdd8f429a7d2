using AzrActors.Client.Calls;
using AzrActors.Contracts.Doors;
using AzrActors.Contracts.Findings;

namespace AzrActors.Client.Findings;

/// <summary>Findings and measures of quality as one caller sees them. Refusals are answers, not exceptions.</summary>
public interface IFindingClient
{
    /// <summary>A page of the worklist, oldest due first.</summary>
    Task<FindingsPage> ListAsync(FindingQuery query, CancellationToken cancellationToken = default);

    /// <summary>How many findings of each rule stand.</summary>
    Task<FindingsSummary> SummariseAsync(FindingQuery query, CancellationToken cancellationToken = default);

    /// <summary>Says that the data were checked and stay as they are: the finding rests until they change.</summary>
    Task<ContestReply> ContestAsync(FindingContest contest, CancellationToken cancellationToken = default);

    /// <summary>Tells that mail came back from an address that the caller sees. Said again it is heard once.</summary>
    Task<ReturnedMailReply> ReportReturnedMailAsync(ReturnedMailReport report, CancellationToken cancellationToken = default);

    /// <summary>Tries a rule on the whole stock; it goes on by itself. Only the register authority may.</summary>
    Task<RuleTrialReply> TryRuleAsync(string rule, CancellationToken cancellationToken = default);

    /// <summary>How far a trial is. Only the register authority may ask.</summary>
    Task<RuleTrialReply> FindTrialAsync(long trial, CancellationToken cancellationToken = default);

    /// <summary>Measures of quality, day by day.</summary>
    Task<QualityReply> MeasureAsync(QualityQuery query, CancellationToken cancellationToken = default);
}

internal sealed class FindingClient(Caller caller, RegisterCalls calls) : IFindingClient
{
    public Task<FindingsPage> ListAsync(FindingQuery query, CancellationToken cancellationToken) =>
        AtDesk((desk, token) => desk.ListAsync(query, token), cancellationToken);

    public Task<FindingsSummary> SummariseAsync(FindingQuery query, CancellationToken cancellationToken) =>
        AtDesk((desk, token) => desk.SummariseAsync(query, token), cancellationToken);

    public Task<ContestReply> ContestAsync(FindingContest contest, CancellationToken cancellationToken) =>
        AtDesk((desk, token) => desk.ContestAsync(contest, token), cancellationToken);

    public Task<ReturnedMailReply> ReportReturnedMailAsync(ReturnedMailReport report, CancellationToken cancellationToken) =>
        AtDesk((desk, token) => desk.ReportReturnedMailAsync(report, token), cancellationToken);

    public Task<QualityReply> MeasureAsync(QualityQuery query, CancellationToken cancellationToken) =>
        AtDesk((desk, token) => desk.MeasureAsync(query, token), cancellationToken);

    public Task<RuleTrialReply> TryRuleAsync(string rule, CancellationToken cancellationToken) =>
        AtDesk((desk, token) => desk.TryRuleAsync(rule, token), cancellationToken);

    public Task<RuleTrialReply> FindTrialAsync(long trial, CancellationToken cancellationToken) =>
        AtDesk((desk, token) => desk.FindTrialAsync(trial, token), cancellationToken);

    private Task<T> AtDesk<T>(Func<IFindingsDesk, CancellationToken, Task<T>> call, CancellationToken cancellationToken) =>
        calls.CallAsync(caller, (client, token) => call(client.Desk<IFindingsDesk>(), token), cancellationToken);
}
