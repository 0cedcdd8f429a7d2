using AzrActors.Domain.Quality;
using AzrActors.Domain.Vocabulary;
using AzrActors.Grains.Authorities;
using AzrActors.Grains.PersonRecords;
using AzrActors.Journal;
using AzrActors.Journal.Findings;
using Microsoft.Extensions.Logging;

namespace AzrActors.Grains.Findings;

/// <summary>
/// Tries rules on the whole stock, so that whoever wants one in force knows before how many records of which office it finds. It reads
/// the journal and not the grains: no record is woken for it, and nothing of a record is kept but a count.
/// </summary>
internal sealed partial class RuleTrialWorker(
    IRuleTrials trials, IJournal journal, RecordMeetings meetings, AuthoritiesCache authorities, RegisterClock clock, TimeProvider time,
    ILogger<RuleTrialWorker> logger)
    : PacedService(Every, time, logger, atOnce: true)
{
    private const int Batch = 200;
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Claim = TimeSpan.FromMinutes(2);

    /// <summary>Looks at the next batch of a trial.</summary>
    /// <returns>False when none is running.</returns>
    public async Task<bool> LookAsync(CancellationToken cancellationToken)
    {
        var now = clock.Now();
        if (await trials.ClaimAsync(now.Instant, now.Instant + Claim, Batch, cancellationToken) is not { } batch) return false;
        var found = new Dictionary<AuthorityKey, int>();
        var unreadable = 0;
        foreach (var id in batch.Records)
        {
            try
            {
                foreach (var office in (await FindAsync(id, batch.Rule, now.Today, cancellationToken)).Where(finding => finding.Rule.Id == batch.Rule)
                    .Select(finding => finding.Responsible ?? AuthorityKey.Register).Distinct())
                    found[office] = found.GetValueOrDefault(office) + 1;
            }
            // A record that cannot be read is counted and does not stop the trial; its grain says so when somebody asks for it.
            catch (Exception exception) when (OneByOne.IsOfOne(exception))
            {
                LogUnreadable(logger, exception, id);
                unreadable++;
            }
        }
        await trials.FinishAsync(batch, found, unreadable, clock.Now().Instant, cancellationToken);
        return true;
    }

    /// <summary>What is wrong with a record by rules of the same sort as this one.</summary>
    private async Task<IReadOnlyList<StandingFinding>> FindAsync(RecordId id, string rule, DateOnly today, CancellationToken cancellationToken)
    {
        var judged = Rules.Get(rule).Judged;
        if (judged == Judged.Records) return await meetings.FindAsync(id, cancellationToken);
        if ((await journal.ReadAsync(id, 0, cancellationToken)).StateOf(id) is not { } record) return [];
        return judged == Judged.Neighbours ? NeighbourRules.Find(record, authorities.Current, today) : StandingRules.Find(record, today);
    }

    protected override async Task RoundAsync(CancellationToken cancellationToken)
    {
        while (await LookAsync(cancellationToken)) cancellationToken.ThrowIfCancellationRequested();
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "Record {Record} could not be read for the trial of a rule")]
    private static partial void LogUnreadable(ILogger logger, Exception exception, RecordId record);
}
