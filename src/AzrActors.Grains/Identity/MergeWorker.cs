using AzrActors.Domain.Identity;
using AzrActors.Domain.Vocabulary;
using AzrActors.Grains.PersonRecords;
using AzrActors.Journal;
using AzrActors.Journal.Identity;
using Microsoft.Extensions.Logging;

namespace AzrActors.Grains.Identity;

/// <summary>
/// Carries out merges that were decided, and their taking back. Every step says nothing new when it was taken before, so
/// whoever takes a case up after a crash begins at its start; a merge that turns out impossible on the way is undone.
/// </summary>
internal sealed partial class MergeWorker(
    MergeCases cases, MergeQuestions questions, IMatchPairs pairs, IGrainFactory grains, RegisterClock clock, TimeProvider time, ILogger<MergeWorker> logger)
    : PacedService(Pace, time, logger)
{
    private static readonly TimeSpan Pace = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Claim = TimeSpan.FromSeconds(20);
    private const string Register = "Registerbehörde";

    protected override async Task RoundAsync(CancellationToken cancellationToken)
    {
        foreach (var late in await cases.EscalateAsync(clock.Now().Instant, cancellationToken))
        {
            LogLate(logger, late.Case, late.Consents.Count(consent => consent.Agrees is null));
            await questions.RemindAsync(late, cancellationToken);
        }
        foreach (var merge in await cases.ClaimWorkAsync(Claim, cancellationToken)) await CarryOutAsync(merge, cancellationToken);
    }

    private async Task CarryOutAsync(StoredMergeCase merge, CancellationToken cancellationToken)
    {
        try
        {
            await (merge.State == MergeCases.Merging ? MergeAsync(merge, cancellationToken) : SeparateAsync(merge, cancellationToken));
        }
        // A case that cannot be carried out must not keep the others waiting.
        catch (Exception failure) when (OneByOne.IsOfOne(failure))
        {
            LogInterrupted(logger, failure, merge.Case);
            await cases.ReleaseAsync(merge.Case, Pace, cancellationToken);
        }
    }

    private async Task MergeAsync(StoredMergeCase merge, CancellationToken cancellationToken)
    {
        var (kept, other) = (RecordOf(merge.Kept), RecordOf(merge.Other));
        // First the other one says its last: what it has said until then is all there is to take over.
        var closed = await other.MergeIntoAsync(new MergeOrder(merge.Case, merge.Kept.Value, merge.KeptNumber, []), cancellationToken);
        var merged = closed && await kept.TakeOverAsync(new MergeOrder(merge.Case, merge.Other.Value, merge.OtherNumber, []), cancellationToken);
        if (merged)
        {
            await cases.MoveAsync(merge.Case, MergeCases.Merging, MergeCases.Merged, Register, null, clock.Now().Instant, cancellationToken);
            await pairs.DecideAsync(new PairDecision(
                merge.Kept, merge.Other, MatchOutcome.Same, AuthorityKey.Register, Register, merge.Reason, clock.Now().Instant), cancellationToken);
            return;
        }
        if (closed) await other.RebuildAsync(new MergeOrder(merge.Case, merge.Kept.Value, merge.KeptNumber, []), cancellationToken);
        await cases.MoveAsync(merge.Case, MergeCases.Merging, MergeCases.Stopped, Register,
            "Einer der Datensätze wurde inzwischen gelöscht, oder es ist gespeichert, dass die Personen verschieden sind.", clock.Now().Instant, cancellationToken);
    }

    private async Task SeparateAsync(StoredMergeCase merge, CancellationToken cancellationToken)
    {
        var receivers = (await cases.ReceiversAsync(merge.Kept, merge.DecidedAt ?? merge.ProposedAt, cancellationToken))
            // Whoever supplied either record is told in any case.
            .Union(merge.Consents.Select(consent => consent.Authority)).Select(key => key.Value).ToList();
        // First the kept one parts: from then on nothing more is said there about the other person.
        await RecordOf(merge.Kept).RebuildAsync(new MergeOrder(merge.Case, merge.Other.Value, merge.OtherNumber, receivers), cancellationToken);
        await RecordOf(merge.Other).RebuildAsync(new MergeOrder(merge.Case, merge.Kept.Value, merge.KeptNumber, []), cancellationToken);
        await cases.MoveAsync(merge.Case, MergeCases.Separating, MergeCases.Separated, Register, null, clock.Now().Instant, cancellationToken);
        await pairs.DecideAsync(new PairDecision(
            merge.Kept, merge.Other, MatchOutcome.Different, AuthorityKey.Register, Register, "Zusammenführung aufgehoben", clock.Now().Instant), cancellationToken);
    }

    private IPersonRecordGrain RecordOf(RecordId record) => grains.GetGrain<IPersonRecordGrain>(record.Value);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Merge {Case}: the term is over and {Silent} offices have not answered")]
    private static partial void LogLate(ILogger logger, Guid @case, int silent);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Merge {Case} was interrupted; it goes on in a moment")]
    private static partial void LogInterrupted(ILogger logger, Exception failure, Guid @case);
}
