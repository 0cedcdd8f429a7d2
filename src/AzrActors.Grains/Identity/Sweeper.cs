using System.Data.Common;
using System.Security.Cryptography;
using AzrActors.Contracts.Doors;
using AzrActors.Domain.Vocabulary;
using AzrActors.Grains.Findings;
using AzrActors.Grains.PersonRecords;
using AzrActors.Journal;
using AzrActors.Journal.Identity;
using Microsoft.Extensions.Logging;

namespace AzrActors.Grains.Identity;

/// <summary>Holds the whole stock against itself when the register authority asks for it, page by page; killed, it goes on after the last page.</summary>
internal sealed partial class Sweeper(
    Sweeps sweeps, IMatchIndex index, DuplicateFinder finder, RecordMeetings meetings, RegisterClock clock, TimeProvider time, ILogger<Sweeper> logger)
    : PacedService(Pace, time)
{
    private static readonly TimeSpan Pace = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Claim = TimeSpan.FromMinutes(2);
    private const int PageMax = 256;

    protected override async Task RoundAsync(CancellationToken cancellationToken)
    {
        while (await GoOnAsync(cancellationToken)) cancellationToken.ThrowIfCancellationRequested();
    }

    /// <returns>False when there is nothing to sweep, or it could not be done.</returns>
    private async Task<bool> GoOnAsync(CancellationToken cancellationToken)
    {
        try
        {
            if (await sweeps.ClaimAsync(Claim, cancellationToken) is not { } sweep) return false;
            var start = clock.Mark();
            var page = await index.ListAsync(sweep.After, PageMax, cancellationToken);
            var (records, news) = (0, 0);
            foreach (var some in page.Chunk(DuplicateFinder.PageMax))
            {
                var looked = await LookAsync(some, cancellationToken);
                (records, news) = (records + looked.Records, news + looked.News);
            }
            // Some of a page may have been merged or erased; only an empty one is the end.
            await sweeps.AdvanceAsync(
                sweep, page.Count > 0 ? page[^1].Value : null, records, news, clock.Since(start), clock.Now().Instant, cancellationToken);
            return page.Count > 0;
        }
        catch (DbException failure)
        {
            LogStopped(logger, failure);
            return false;
        }
    }

    /// <summary>One that cannot be read, or changes all the time, keeps no other from being looked at and does not stop the sweep.</summary>
    private async Task<(int Records, int News)> LookAsync(IReadOnlyList<RecordId> some, CancellationToken cancellationToken)
    {
        try
        {
            var (found, news) = await finder.LookAsync(some, cancellationToken);
            await meetings.LookAsync(some, cancellationToken);
            return (found.Count, news);
        }
        catch (Exception failure) when (failure is CryptographicException or RegisterBusyException)
        {
            if (some.Count == 1)
            {
                LogNotLookedAt(logger, failure, some[0]);
                return (0, 0);
            }
            var (records, all) = (0, 0);
            foreach (var one in some)
            {
                var looked = await LookAsync([one], cancellationToken);
                (records, all) = (records + looked.Records, all + looked.News);
            }
            return (records, all);
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "Record {Record} could not be held against the stock; the sweep goes on without it")]
    private static partial void LogNotLookedAt(ILogger logger, Exception failure, RecordId record);

    [LoggerMessage(Level = LogLevel.Warning, Message = "A sweep over the stock was interrupted; it goes on after the last page when its claim is over")]
    private static partial void LogStopped(ILogger logger, Exception failure);
}
