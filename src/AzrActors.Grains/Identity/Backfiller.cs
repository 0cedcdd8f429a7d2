using AzrActors.Domain.PersonRecords;
using AzrActors.Domain.Vocabulary;
using AzrActors.Grains.PersonRecords;
using AzrActors.Journal;
using AzrActors.Journal.Identity;
using Microsoft.Extensions.Logging;

namespace AzrActors.Grains.Identity;

/// <summary>
/// Makes the keys of records that have none or old ones, page by page beside the day's work; killed, it goes on after the
/// last page. It reads the journal and not the grains: nobody is woken for it.
/// </summary>
internal sealed partial class Backfiller(
    MatchBackfill backfill, IJournal journal, RegisterClock clock, TimeProvider time, ILogger<Backfiller> logger) : PacedService(Pace, time, logger)
{
    private static readonly TimeSpan Pace = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Claim = TimeSpan.FromMinutes(2);

    /// <summary>Of each round so much is work; the rest is everybody else's.</summary>
    private static readonly TimeSpan Share = Pace / 4;

    private const int PageMax = 100;

    protected override async Task RoundAsync(CancellationToken cancellationToken)
    {
        var start = clock.Mark();
        while (await GoOnAsync(PageMax, cancellationToken) && clock.Since(start) < Share) cancellationToken.ThrowIfCancellationRequested();
    }

    /// <summary>Looks at the next page.</summary>
    /// <returns>False when there is nothing left, or another silo has it in hand.</returns>
    internal async Task<bool> GoOnAsync(int atMost, CancellationToken cancellationToken)
    {
        if (await backfill.ClaimAsync(Claim, cancellationToken) is not { } after) return false;
        var page = await backfill.ListAsync(after, atMost, cancellationToken);
        var records = new List<PersonRecord>();
        foreach (var (record, lacks) in page)
            if (lacks && await FindAsync(record, cancellationToken) is { } found) records.Add(found);
        await backfill.MakeAsync(records, cancellationToken);
        await backfill.AdvanceAsync(page.Count > 0 ? page[^1].Record.Value : null, page.Count, records.Count, clock.Now().Instant, cancellationToken);
        return page.Count > 0;
    }

    /// <summary>A record that cannot be read stays without keys and stops no other; its grain says so when somebody asks for it.</summary>
    private async Task<PersonRecord?> FindAsync(RecordId record, CancellationToken cancellationToken)
    {
        try
        {
            return (await journal.ReadAsync(record, 0, cancellationToken)).StateOf(record);
        }
        catch (Exception exception) when (OneByOne.IsOfOne(exception))
        {
            LogUnreadable(logger, exception, record);
            return null;
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "Record {Record} could not be read, so no keys are made of it")]
    private static partial void LogUnreadable(ILogger logger, Exception exception, RecordId record);
}
