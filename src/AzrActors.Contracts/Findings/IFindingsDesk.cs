using AzrActors.Contracts.Doors;

namespace AzrActors.Contracts.Findings;

/// <summary>
/// Where an authority finds what is wrong with the records it is responsible for (AZRG § 8), and how well it does. It only ever sees
/// its own findings, and none on a record that it may not see; the register authority sees all. Every page is logged as a retrieval.
/// </summary>
[AgencyFacing, Alias("azr.IFindingsDesk")]
public interface IFindingsDesk : IGrainWithIntegerKey
{
    /// <summary>A page of the worklist, oldest due first.</summary>
    [Alias("List")] Task<FindingsPage> ListAsync(FindingQuery query, CancellationToken cancellationToken);

    /// <summary>How many findings of each rule stand; cursor and limit of the query do not matter.</summary>
    [Alias("Summarise")] Task<FindingsSummary> SummariseAsync(FindingQuery query, CancellationToken cancellationToken);

    /// <summary>Says that the data were checked and stay as they are. Refused if there is no such finding that the caller sees.</summary>
    [Alias("Contest")] Task<ContestReply> ContestAsync(FindingContest contest, CancellationToken cancellationToken);

    /// <summary>Tells that mail came back from an address that the caller sees. Said again it is heard once.</summary>
    [Alias("ReportReturnedMail")] Task<ReturnedMailReply> ReportReturnedMailAsync(ReturnedMailReport report, CancellationToken cancellationToken);

    /// <summary>Tries a rule on the whole stock; it goes on by itself. Only the register authority may.</summary>
    [Alias("TryRule")] Task<RuleTrialReply> TryRuleAsync(string rule, CancellationToken cancellationToken);

    /// <summary>How far a trial is. Only the register authority may ask.</summary>
    [Alias("FindTrial")] Task<RuleTrialReply> FindTrialAsync(long trial, CancellationToken cancellationToken);

    /// <summary>Measures of quality, day by day.</summary>
    [Alias("Measure")] Task<QualityReply> MeasureAsync(QualityQuery query, CancellationToken cancellationToken);
}
