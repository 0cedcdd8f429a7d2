using AzrActors.Grains.PersonRecords;
using AzrActors.Journal;
using AzrActors.Journal.Findings;
using Microsoft.Extensions.Logging;

namespace AzrActors.Grains.Findings;

/// <summary>How records that are due are looked at.</summary>
public sealed record DayWorkerOptions
{
    /// <summary>Pause between two looks into the index of what is due.</summary>
    public TimeSpan Every { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Records that are taken at once.</summary>
    public int Batch { get; init; } = 100;

    /// <summary>Records of a batch that are looked at side by side: less than what callers ask of the silo.</summary>
    public int SideBySide { get; init; } = 4;

    /// <summary>After this time others may take what this silo has taken and not finished.</summary>
    public TimeSpan Claim { get; init; } = TimeSpan.FromMinutes(5);
}

/// <summary>Asks the worker of this silo to look now instead of at the end of its pause.</summary>
public sealed class DayCall : IDisposable
{
    private readonly SemaphoreSlim _rung = new(0);

    public void Ring() => _rung.Release();

    internal async Task WaitAsync(TimeSpan atMost, CancellationToken cancellationToken)
    {
        await _rung.WaitAsync(atMost, cancellationToken);
        while (await _rung.WaitAsync(TimeSpan.Zero, cancellationToken)) { }
    }

    public void Dispose() => _rung.Dispose();
}

/// <summary>
/// Lets each day pass over the records that it concerns: terms run out, findings open and close. Every silo runs one; which record goes
/// to which is settled by the claims of <see cref="IRecordWatch"/>, and what is done to a record by its grain, so that nothing is done
/// twice and nothing is forgotten when a silo dies (ADR 19).
/// </summary>
public sealed partial class DayWorker(
    IRecordWatch watch, IMeetings meetings, IQuality quality, IGrainFactory grains, RegisterClock clock, TimeProvider time, DayCall call, DayWorkerOptions options,
    ILogger<DayWorker> logger) : PacedService(options.Every, time, logger, atOnce: true)
{
    private DateOnly? _rolledUp;

    /// <summary>Looks at everything that is due and not in other hands.</summary>
    /// <returns>How many records were looked at.</returns>
    public async Task<int> LookAsync(CancellationToken cancellationToken)
    {
        var looked = 0;
        await meetings.WakeAsync(clock.Now().Today, cancellationToken);
        for (var full = true; full && !cancellationToken.IsCancellationRequested;)
        {
            var now = clock.Now();
            var due = await watch.ClaimDueAsync(now.Today, now.Instant, now.Instant + options.Claim, options.Batch, cancellationToken);
            var limit = new ParallelOptions { MaxDegreeOfParallelism = options.SideBySide, CancellationToken = cancellationToken };
            await Parallel.ForEachAsync(due, limit, async (record, token) => await PassAsync(record.Value, token));
            looked += due.Count;
            full = due.Count == options.Batch;
        }
        return looked;
    }

    protected override async Task RoundAsync(CancellationToken cancellationToken)
    {
        await LookAsync(cancellationToken);
        var yesterday = clock.Now().Today.AddDays(-1);
        if (_rolledUp == yesterday) return;
        await quality.RollUpAsync(yesterday, cancellationToken);
        _rolledUp = yesterday;
    }

    protected override Task WaitAsync(PeriodicTimer pace, CancellationToken cancellationToken) => call.WaitAsync(options.Every, cancellationToken);

    /// <summary>One record that cannot be looked at does not keep the others waiting; it is taken again when the claim has run out.</summary>
    private async Task PassAsync(Guid record, CancellationToken cancellationToken)
    {
        try
        {
            await grains.GetGrain<IPersonRecordGrain>(record).PassDayAsync(cancellationToken);
        }
        catch (Exception exception) when (OneByOne.IsOfOne(exception))
        {
            LogNotPassed(logger, exception, record);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Record {Record} could not be looked at on its day; it is taken again later")]
    private static partial void LogNotPassed(ILogger logger, Exception exception, Guid record);
}
