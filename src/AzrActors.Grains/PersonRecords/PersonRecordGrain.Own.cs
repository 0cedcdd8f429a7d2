using System.Data.Common;
using System.Security.Cryptography;
using AzrActors.Contracts.Doors;
using AzrActors.Domain.Distribution;
using AzrActors.Domain.PersonRecords;
using AzrActors.Domain.Quality;
using AzrActors.Domain.Vocabulary;
using AzrActors.Grains.AccessLog;
using AzrActors.Journal;
using AzrActors.Journal.Findings;

namespace AzrActors.Grains.PersonRecords;

/// <summary>Changes that the register makes to a record without a submission to it, and merges among them.</summary>
internal sealed partial class PersonRecordGrain
{
    private const string MergeBasis = "§ 3 Abs. 1 AZRG-DV";

    public async Task<bool> MergeIntoAsync(MergeOrder order, CancellationToken cancellationToken)
    {
        var kept = Number(order.OtherNumber);
        var after = await HappenAsync(
            OwnChanges.IdOf("merge", order.Case, _id), Register(order),
            record => record.MergedInto is not null || record.Differences.Any(one => one.Other == kept)
                ? [] : [new RecordEvent.MergedInto(order.Case, order.OtherNumber, order.Other, MergeBasis)],
            (before, merged, change, directory) => MergeLetters.Merged(before, kept, merged, change, directory), cancellationToken,
            (_, _) => FindingMove.Away(order.Case));
        return after?.MergedInto?.Merge == order.Case;
    }

    public async Task<bool> TakeOverAsync(MergeOrder order, CancellationToken cancellationToken)
    {
        // The other one says nothing any more, so this is all it ever said; the last of it is that it was merged.
        var history = await ReadAllAsync(new RecordId(order.Other), cancellationToken);
        if (history.ErasedAt is not null) return false;
        var said = history.Changes.TakeWhile(change => !IsMergeBy(change, order.Case)).ToList();
        var other = Number(order.OtherNumber);
        var after = await HappenAsync(
            OwnChanges.IdOf("merge", order.Case, _id), Register(order),
            record => record.TakenOver.Any(one => one.Merge == order.Case) || record.Differences.Any(one => one.Other == other)
                ? [] : [new RecordEvent.TakenOver(order.Case, order.OtherNumber, order.Other, said, MergeBasis)],
            (before, merged, change, directory) => MergeLetters.Merged(before, merged.Number, merged, change, directory), cancellationToken,
            (before, merged) => FindingMove.Over(order.Case, before, PersonRecord.Rebuild(new RecordId(order.Other), said), merged));
        return after?.TakenOver.Any(one => one.Merge == order.Case) == true;
    }

    public async Task RebuildAsync(MergeOrder order, CancellationToken cancellationToken)
    {
        IReadOnlyList<RecordChange> parted = [], own = [];
        var receivers = order.Receivers.Select(AuthorityKey.Parse).ToList();
        await HappenAsync(
            OwnChanges.IdOf("separate", order.Case, _id), Register(order),
            record => record.MergedInto?.Merge == order.Case || record.TakenOver.Any(one => one.Merge == order.Case)
                ? [new RecordEvent.Rebuilt(order.Case, parted, MergeBasis)] : [],
            (_, rebuilt, change, directory) => MergeLetters.Parted(receivers, rebuilt, change, directory), cancellationToken,
            (_, rebuilt) => FindingMove.Back(order.Case, PersonRecord.Fold(_id, null, own.TakeWhile(change => !IsMergeBy(change, order.Case)))!, rebuilt),
            async () =>
            {
                own = (await ReadAllAsync(_id, cancellationToken)).Changes;
                parted = await PartedAsync(own, order, cancellationToken);
            });
    }

    // What this record consists of without the other one. Computed from the journal before each attempt, so it holds what was
    // stored until then; the version that is taken meanwhile refuses the attempt.
    private async Task<IReadOnlyList<RecordChange>> PartedAsync(IReadOnlyList<RecordChange> own, MergeOrder order, CancellationToken cancellationToken)
    {
        if (own.Any(TookOver))
            return Separating.Of(_id, own, order.Case).Kept;
        var kept = (await ReadAllAsync(new RecordId(order.Other), cancellationToken)).Changes;
        return kept.Any(TookOver)
            ? Separating.Of(new RecordId(order.Other), [.. kept.TakeWhile(change => !change.Events.Any(IsParting))], order.Case).Other
            // Nothing was taken over: it becomes what it was.
            : [.. own.TakeWhile(change => !IsMergeBy(change, order.Case))];

        bool TookOver(RecordChange change) => change.Events.Any(happened => happened is RecordEvent.TakenOver taken && taken.Merge == order.Case);

        bool IsParting(RecordEvent happened) => happened is RecordEvent.Rebuilt rebuilt && rebuilt.Merge == order.Case;
    }

    private static bool IsMergeBy(RecordChange change, Guid merge) => change.Events.Any(happened =>
        (happened is RecordEvent.MergedInto into && into.Merge == merge) || (happened is RecordEvent.TakenOver taken && taken.Merge == merge));

    private async Task<RecordHistory> ReadAllAsync(RecordId record, CancellationToken cancellationToken)
    {
        try
        {
            return await journal.ReadChangesAsync(record, 0, cancellationToken);
        }
        catch (Exception exception) when (exception is DbException or CryptographicException)
        {
            LogNotRead(logger, exception, record);
            throw new RegisterBusyException();
        }
    }

    /// <summary>Stores what the register itself decides about the record as it is at that moment.</summary>
    /// <param name="decide">What happens; nothing if it has happened already.</param>
    /// <param name="move">What becomes of the findings, of the record before and after it; null where they follow from the data alone.</param>
    /// <param name="beforeEach">Runs before each attempt.</param>
    /// <returns>The record after it; null if there is none.</returns>
    private Task<PersonRecord?> HappenAsync(
        Guid id, OwnChanges.Author author, Func<PersonRecord, IReadOnlyList<RecordEvent>> decide,
        Func<PersonRecord, PersonRecord, RecordChange, AuthorityDirectory, IReadOnlyList<Notice>> tell, CancellationToken cancellationToken,
        Func<PersonRecord, PersonRecord, FindingMove>? move = null, Func<Task>? beforeEach = null) => InTurnAsync<PersonRecord?>(
            async () =>
            {
                var directory = await authorities.GetFreshAsync(GrainFactory);
                for (var attempt = 1; ; attempt++)
                {
                    await _memory.OnTheWay.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
                    await CatchUpAsync(cancellationToken);
                    if (beforeEach is not null) await beforeEach();
                    if (_memory.Newest is not { } record) return null;
                    if (decide(record) is not { Count: > 0 } events) return record;
                    try
                    {
                        return await StoreOwnAsync(id, author, record, events, tell, move, directory, cancellationToken);
                    }
                    catch (JournalConflictException conflict) when (attempt < AttemptsMax)
                    {
                        LogConflict(logger, _id, conflict.Conflict, attempt);
                    }
                }
            },
            cancellationToken);

    private async Task<PersonRecord> StoreOwnAsync(
        Guid id, OwnChanges.Author author, PersonRecord record, IReadOnlyList<RecordEvent> events,
        Func<PersonRecord, PersonRecord, RecordChange, AuthorityDirectory, IReadOnlyList<Notice>> tell,
        Func<PersonRecord, PersonRecord, FindingMove>? move, AuthorityDirectory directory, CancellationToken cancellationToken)
    {
        var now = clock.Now();
        var change = new RecordChange(record.Version + 1,
            new ChangeOrigin(author.Authority, "", "", author.FileReference, id, author.OccurredOn, now.Instant), events);
        var after = PersonRecord.Evolve(_id, record, change);
        IReadOnlyList<Notice> notices = [.. Distributor.NoticesFor(record, after, change, directory, now.Today), .. tell(record, after, change, directory)];
        await AppendAsync(
            record, after,
            new JournalAppend(_id, null, change, notices, OwnChanges.ReceiptOf(_id, change, now), LogEntries.Decided(change, _id, notices, now))
            {
                Outlook = move is null ? null : OutlookUpdate.OfMove(OutlookOf(after, directory, now.Today), change, move(record, after), now.Today),
            },
            directory, now.Today, cancellationToken);
        return after;
    }

    private OwnChanges.Author Register(MergeOrder order) => new(AuthorityKey.Register, order.Case.ToString("N")[..16], clock.Now().Today);

    private static AzrNumber Number(string digits) => AzrNumber.TryParse(digits, out var number) ? number : throw new ArgumentException("A number is mistyped.", nameof(digits));
}
