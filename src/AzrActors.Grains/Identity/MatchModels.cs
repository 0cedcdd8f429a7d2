using System.Security.Cryptography;
using AzrActors.Domain.Identity;
using AzrActors.Journal;
using AzrActors.Journal.Identity;
using Microsoft.Extensions.Logging;

namespace AzrActors.Grains.Identity;

/// <summary>
/// The weights that this silo holds pairs by, learnt from a sample of the stock and learnt anew now and then; when that fails,
/// the former ones serve on. What they came to stays with each pair that was found, so it can be explained when the weights have
/// long been others.
/// </summary>
internal sealed partial class MatchModels(IMatchIndex index, TimeProvider time, ILogger<MatchModels> logger)
    : PacedService(FirstPace, time, logger, atOnce: true)
{
    private static readonly TimeSpan Pace = TimeSpan.FromHours(6);

    /// <summary>Until a stock has been learnt from it is looked at more often: a register that is being filled grows fast.</summary>
    private static readonly TimeSpan FirstPace = TimeSpan.FromMinutes(1);

    private const int SampleMax = 20_000;
    private const int PageMax = 2_000;
    private const int Asked = 500;
    private const int RandomPairs = 100_000;

    private volatile MatchModel _current = MatchModel.Unlearnt(0);

    public MatchModel Current => _current;

    /// <summary>Learns from a sample of the stock.</summary>
    public async Task LearnAsync(CancellationToken cancellationToken)
    {
        var records = await index.CountAsync(cancellationToken);
        if (records < MatchModel.RecordsMin)
        {
            _current = MatchModel.Unlearnt(records);
            return;
        }
        var sample = await SampleAsync(cancellationToken);
        var profiles = sample.ConvertAll(stored => new IdentityProfile(stored.Identity.Person));
        var estimator = new WeightEstimator();
        var asked = Math.Min(Asked, sample.Count);
        for (var i = 0; i < asked; i++)
            foreach (var candidate in await index.FindAsync(BlockingKeys.Of(sample[i].Identity), sample[i].Record, cancellationToken))
                estimator.AddCandidate(IdentityComparison.Compare(profiles[i], new IdentityProfile(candidate.Identity.Person)));
        for (var draw = 0; draw < RandomPairs; draw++)
        {
            var (one, other) = (RandomNumberGenerator.GetInt32(profiles.Count), RandomNumberGenerator.GetInt32(profiles.Count));
            if (one != other) estimator.AddRandom(IdentityComparison.Compare(profiles[one], profiles[other]));
        }
        // Each pair of the stock is met from both of its sides.
        var weights = estimator.Estimate(records * (records - 1.0) / 2, records, Math.Min(1, 2.0 * asked / records));
        _current = new MatchModel(weights, new ValueShares(profiles), MatchThresholds.Default, records);
        LogLearnt(logger, records, sample.Count);
    }

    protected override Task RoundAsync(CancellationToken cancellationToken) => LearnAsync(cancellationToken);

    protected override Task WaitAsync(PeriodicTimer pace, CancellationToken cancellationToken)
    {
        pace.Period = _current.Shares is null ? FirstPace : Pace;
        return base.WaitAsync(pace, cancellationToken);
    }

    // From a random place on and round the end: ids have no pattern.
    private async Task<List<StoredIdentity>> SampleAsync(CancellationToken cancellationToken)
    {
        var sample = new List<StoredIdentity>();
        var (start, after, wrapped) = (Guid.NewGuid(), Guid.Empty, false);
        after = start;
        while (sample.Count < SampleMax)
        {
            var page = await index.ReadAsync(after, Math.Min(PageMax, SampleMax - sample.Count), cancellationToken);
            sample.AddRange(page);
            if (page.Count > 0) after = page[^1].Record.Value;
            else if (wrapped) break;
            else (wrapped, after) = (true, Guid.Empty);
        }
        return [.. sample.DistinctBy(stored => stored.Record)];
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Weights for matching were learnt from {Sample} of about {Records} records")]
    private static partial void LogLearnt(ILogger logger, long records, int sample);
}
