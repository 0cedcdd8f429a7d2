using AzrActors.Domain.Identity;
using AzrActors.Domain.Vocabulary;
using AzrActors.Grains.Findings;
using AzrActors.Grains.PersonRecords;
using AzrActors.Journal;
using AzrActors.Journal.Identity;
using Microsoft.Extensions.Logging;

namespace AzrActors.Grains.Identity;

/// <summary>
/// Holds every record that changed against the whole stock, and against those that it meets, within a second. What is due stands in the database since the
/// transaction of the change, so a silo that dies loses nothing: another one takes over what it had claimed.
/// </summary>
internal sealed partial class DuplicateFinder(
    IMatchIndex index, IMatchPairs pairs, MatchModels models, RecordMeetings meetings, IGrainFactory grains, RegisterClock clock, TimeProvider time, ILogger<DuplicateFinder> logger)
    : PacedService(Pace, time, logger)
{
    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan Claim = TimeSpan.FromSeconds(15);
    /// <summary>Records that are looked at together.</summary>
    public const int PageMax = 64;

    /// <summary>Holds records against the stock and keeps what comes of it.</summary>
    /// <returns>Those of them that are there, and how many pairs are new or have another outcome.</returns>
    public async Task<(IReadOnlyList<StoredIdentity> Records, int News)> LookAsync(IReadOnlyList<RecordId> records, CancellationToken cancellationToken)
    {
        var neighbourhoods = await index.NeighboursAsync(records, cancellationToken);
        var found = neighbourhoods.ToDictionary(one => one.Of.Record, PairsOf);
        // Erased or merged meanwhile: there is nobody to look for.
        var news = await pairs.KeepFoundAsync(
            [.. records.Select(record => new FoundPairs(record, found.GetValueOrDefault(record) ?? []))], clock.Now().Instant, cancellationToken);
        return ([.. neighbourhoods.Select(one => one.Of)], news);
    }

    protected override async Task RoundAsync(CancellationToken cancellationToken)
    {
        IReadOnlyList<DueRecord> due;
        do
        {
            // What was claimed is due again when the claim is over.
            due = await index.ClaimDueAsync(PageMax, Claim, cancellationToken);
            await OneByOne.DoAsync(
                due, some => DealWithAsync(some, cancellationToken), (one, failure) => LogNotLookedAt(logger, failure, one.Record));
        }
        // A page that is not full leaves the rest to the next round: few looks at many records cost less than many at few.
        while (due.Count == PageMax);
    }

    private async Task DealWithAsync(IReadOnlyList<DueRecord> due, CancellationToken cancellationToken)
    {
        var (records, _) = await LookAsync([.. due.Select(one => one.Record)], cancellationToken);
        await SettleDifferencesAsync([.. records.Where(record => record.StatesDifference).Select(record => record.Record)], cancellationToken);
        await meetings.SpreadAsync(due, cancellationToken);
        await index.DoneAsync(due, cancellationToken);
    }

    /// <summary>
    /// Statements that persons differ stand in both records, and in neither once an official says otherwise of the pair: also when
    /// a silo died between the one record and the other.
    /// </summary>
    private async Task SettleDifferencesAsync(IReadOnlyList<RecordId> stating, CancellationToken cancellationToken)
    {
        if (stating.Count == 0) return;
        foreach (var reopened in await pairs.ReopenedAsync(stating, cancellationToken)) await WithdrawAsync(grains, reopened, cancellationToken);
        foreach (var record in stating) await grains.GetGrain<IPersonRecordGrain>(record.Value).SpreadDifferencesAsync(cancellationToken);
    }

    /// <summary>Neither of the two records of the pair says any more that the persons differ.</summary>
    internal static async Task WithdrawAsync(IGrainFactory grains, ReopenedPair reopened, CancellationToken cancellationToken)
    {
        foreach (var (record, other) in new[] { (reopened.Record, reopened.Other), (reopened.Other, reopened.Record) })
            await grains.GetGrain<IPersonRecordGrain>(record.Value).WithdrawDifferenceAsync(
                new DifferenceWithdrawal(other.Value, reopened.Pair, reopened.At, reopened.Authority.Value, reopened.Reason), cancellationToken);
    }

    private List<FoundPair> PairsOf(Neighbourhood neighbourhood)
    {
        var check = new IdentityCheck(neighbourhood.Of.Identity, models.Current);
        return
        [
            .. neighbourhood.Candidates.Select(candidate => (Candidate: candidate, Match: check.Against(candidate.Identity)))
                .Where(one => one.Match.Outcome != MatchOutcome.Different).Select(one => Evidence.ToPair(one.Candidate, one.Match)),
        ];
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "Record {Record} could not be held against the stock; it stays due")]
    private static partial void LogNotLookedAt(ILogger logger, Exception failure, RecordId record);
}
