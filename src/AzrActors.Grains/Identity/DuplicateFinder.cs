using System.Data.Common;
using System.Security.Cryptography;
using AzrActors.Contracts.Doors;
using AzrActors.Domain.Identity;
using AzrActors.Domain.Vocabulary;
using AzrActors.Grains.PersonRecords;
using AzrActors.Journal;
using AzrActors.Journal.Identity;
using Microsoft.Extensions.Logging;

namespace AzrActors.Grains.Identity;

/// <summary>
/// Holds every record that changed against the whole stock, within a second. What is due stands in the database since the
/// transaction of the change, so a silo that dies loses nothing: another one takes over what it had claimed.
/// </summary>
internal sealed partial class DuplicateFinder(
    IMatchIndex index, IMatchPairs pairs, MatchModels models, IGrainFactory grains, RegisterClock clock, TimeProvider time, ILogger<DuplicateFinder> logger)
    : PacedService(Pace, time)
{
    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan Claim = TimeSpan.FromSeconds(15);
    private const int PageMax = 64;

    /// <summary>Holds one record against the stock and keeps what comes of it.</summary>
    /// <returns>How many pairs are new or have another outcome.</returns>
    public async Task<int> LookAsync(StoredIdentity record, CancellationToken cancellationToken)
    {
        var check = new IdentityCheck(record.Identity, models.Current);
        var found = new List<FoundPair>();
        foreach (var candidate in await index.FindAsync(BlockingKeys.Of(record.Identity), record.Record, cancellationToken))
        {
            var match = check.Against(candidate.Identity);
            if (match.Outcome != MatchOutcome.Different) found.Add(Evidence.ToPair(candidate, match));
        }
        return await pairs.KeepFoundAsync(record.Record, found, clock.Now().Instant, cancellationToken);
    }

    protected override async Task RoundAsync(CancellationToken cancellationToken)
    {
        try
        {
            while (await index.ClaimDueAsync(PageMax, Claim, cancellationToken) is { Count: > 0 } due)
                foreach (var one in due) await DealWithAsync(one, cancellationToken);
        }
        catch (DbException failure)
        {
            // What was claimed is due again when the claim is over.
            LogNotDone(logger, failure);
        }
    }

    private async Task DealWithAsync(DueRecord due, CancellationToken cancellationToken)
    {
        try
        {
            // Erased or merged meanwhile: there is nobody to look for.
            if (await index.FindAsync(due.Record, cancellationToken) is { } record)
            {
                await LookAsync(record, cancellationToken);
                if (record.StatesDifference) await grains.GetGrain<IPersonRecordGrain>(due.Record.Value).SpreadDifferencesAsync(cancellationToken);
            }
            else
            {
                await pairs.KeepFoundAsync(due.Record, [], clock.Now().Instant, cancellationToken);
            }
            await index.DoneAsync(due, cancellationToken);
        }
        catch (Exception failure) when (failure is CryptographicException or RegisterBusyException or TimeoutException or OrleansException)
        {
            LogNotLookedAt(logger, failure, due.Record);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Records that changed could not be held against the stock; they stay due")]
    private static partial void LogNotDone(ILogger logger, Exception failure);

    [LoggerMessage(Level = LogLevel.Error, Message = "Record {Record} could not be held against the stock; it stays due")]
    private static partial void LogNotLookedAt(ILogger logger, Exception failure, RecordId record);
}
