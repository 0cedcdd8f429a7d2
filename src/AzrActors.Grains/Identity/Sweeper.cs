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
    : PacedService(Pace, time, logger)
{
    private static readonly TimeSpan Pace = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Claim = TimeSpan.FromMinutes(2);
    private const int PageMax = 256;

    protected override async Task RoundAsync(CancellationToken cancellationToken)
    {
        while (await GoOnAsync(cancellationToken)) cancellationToken.ThrowIfCancellationRequested();
    }

    /// <returns>False when there is nothing to sweep.</returns>
    private async Task<bool> GoOnAsync(CancellationToken cancellationToken)
    {
        if (await sweeps.ClaimAsync(Claim, cancellationToken) is not { } sweep) return false;
        var start = clock.Mark();
        var page = await index.ListAsync(sweep.After, PageMax, cancellationToken);
        var (records, news) = (0, 0);
        // One that cannot be read, or changes all the time, does not stop the sweep.
        foreach (var some in page.Chunk(DuplicateFinder.PageMax))
            await OneByOne.DoAsync(some, LookAsync, (record, failure) => LogNotLookedAt(logger, failure, record));
        // Some of a page may have been merged or erased; only an empty one is the end.
        await sweeps.AdvanceAsync(
            sweep, page.Count > 0 ? page[^1].Value : null, records, news, clock.Since(start), clock.Now().Instant, cancellationToken);
        return page.Count > 0;

        async Task LookAsync(IReadOnlyList<RecordId> some)
        {
            var looked = await finder.LookAsync(some, cancellationToken);
            await meetings.LookAsync(some, cancellationToken);
            (records, news) = (records + looked.Records.Count, news + looked.News);
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "Record {Record} could not be held against the stock; the sweep goes on without it")]
    private static partial void LogNotLookedAt(ILogger logger, Exception failure, RecordId record);
}
