using System.Data.Common;
using System.Security.Cryptography;
using AzrActors.Contracts.Doors;
using AzrActors.Contracts.Records;
using AzrActors.Contracts.Submissions;
using AzrActors.Domain.AccessLog;
using AzrActors.Domain.Distribution;
using AzrActors.Domain.PersonRecords;
using AzrActors.Domain.Vocabulary;
using AzrActors.Grains.AccessLog;
using AzrActors.Grains.Authorities;
using AzrActors.Grains.Findings;
using AzrActors.Grains.Identity;
using AzrActors.Journal;
using AzrActors.Journal.Findings;
using AzrActors.Journal.Identity;
using AzrActors.Streams;
using Microsoft.Extensions.Logging;
using Orleans.Concurrency;

namespace AzrActors.Grains.PersonRecords;

/// <summary>
/// The doorman of one record: orders calls, asks the domain, has the result written, and only then changes its own
/// memory. The journal is the truth; when its answer is unknown, the grain forgets itself.
/// </summary>
/// <remarks>
/// Submissions are decided one at a time, each upon the one before, and answered once they are stored; deciding does not
/// wait for the storing, so a record that all agencies write to at once is not bound to one commit per submission.
/// </remarks>
[Reentrant]
internal sealed partial class PersonRecordGrain(
    IJournal journal, LogBook log, AuthoritiesCache authorities, NoticeLetters letters, RegisterClock clock, IRecordWatch watch, DayCall day,
    RegistrationSearch searchFirst, RecordMeetings meetings, FindingSight sight,
    ILogger<PersonRecordGrain> logger)
    : Grain, IPersonRecordGrain, IDisposable
{
    /// <summary>Conflicts that are answered from the reloaded record before the caller is asked to repeat.</summary>
    private const int AttemptsMax = 5;

    /// <summary>
    /// For so long a view is shown from memory. Orleans may for moments run a second activation, of whose writes this one
    /// does not hear; writes and refusals find out by themselves.
    /// </summary>
    private static readonly TimeSpan Trusted = TimeSpan.FromSeconds(1);

    /// <summary>Submissions of one record that are decided and stored at once; more of them wait, so that other records are served as well.</summary>
    private const int AtOnceMax = 64;

    /// <summary>Submissions of one record that wait.</summary>
    private const int WaitingMax = 1_000;

    private readonly RecordMemory _memory = new();
    private readonly SemaphoreSlim _room = new(AtOnceMax);
    private RecordId _id = null!;
    private int _waiting;

    /// <summary>Reading the record back took many changes.</summary>
    private bool _isReadBackLong;

    public override async Task OnActivateAsync(CancellationToken cancellationToken)
    {
        _id = new RecordId(this.GetPrimaryKey());
        await CatchUpAsync(cancellationToken);
        if (_isReadBackLong) await KeepSnapshotAsync(cancellationToken);
    }

    public async Task<RecordReply> ReadAsync(RecordRequest request, CancellationToken cancellationToken)
    {
        var asking = await AskAsync(request.Stating, cancellationToken);
        if (asking.Record?.MergedInto is { } merged) return await ForwardAsync(request, merged, cancellationToken);
        if (await ShownAsync(request, asking, cancellationToken) is not { Items.Count: > 0 } shown)
        {
            var unknown = new Rejection.RecordUnknown();
            await log.WriteQueryAsync(
                LogEntries.RetrievalRefused(request, asking.Record?.Id, unknown.Code, asking.Now), asking.Caller, [], cancellationToken);
            return Replies.NoView(unknown);
        }
        // Findings are of today.
        var (findings, items) = request is { WithFindings: true, KnownOn: null, ValidOn: null } ? await FindingsOfAsync(asking, cancellationToken) : (null, []);
        await LogShownAsync(asking, LogEntries.Retrieved(request, asking.Record!, shown, items, asking.Now), cancellationToken);
        return Replies.View(shown, letters, asking.Now.Today, asking.Record!.Number) with { Findings = findings };
    }

    public Task<SubmissionReply> SubmitAsync(Submission submission, CancellationToken cancellationToken) =>
        InTurnAsync(() => DecideAsync(submission, cancellationToken), cancellationToken);

    public void Dispose() => _room.Dispose();

    /// <summary>Waits for room, and turns what goes wrong with a write into the request to repeat.</summary>
    private async Task<T> InTurnAsync<T>(Func<Task<T>> act, CancellationToken cancellationToken)
    {
        await EnterAsync(cancellationToken);
        try
        {
            return await act();
        }
        catch (Exception exception) when (exception is JournalBusyException or JournalConflictException)
        {
            throw new RegisterBusyException();
        }
        catch (Exception exception) when (exception is not OperationCanceledException and not RegisterBusyException)
        {
            // The write may or may not have happened: only the journal knows, so this activation must not go on.
            LogOutcomeUnknown(logger, exception, _id);
            DeactivateOnIdle();
            throw new RegisterBusyException();
        }
        finally
        {
            _room.Release();
        }
    }

    /// <summary>Waits for room, first come, first served.</summary>
    private async Task EnterAsync(CancellationToken cancellationToken)
    {
        if (_waiting >= WaitingMax) throw new RegisterBusyException("Too many submissions wait for this record; send the same one again later.");
        _waiting++;
        try
        {
            await _room.WaitAsync(cancellationToken);
        }
        finally
        {
            _waiting--;
        }
    }

    private async Task<SubmissionReply> DecideAsync(Submission submission, CancellationToken cancellationToken)
    {
        var directory = await authorities.GetFreshAsync(GrainFactory);
        var now = clock.Now();
        var said = Requests.ToDomain(submission, CallingAuthority.Key);
        if (directory.Find(said.Authority) is not { } caller || !caller.ExistsOn(now.Today))
            return await RefuseAsync(said, new Rejection.SenderUnknown(), now, cancellationToken);
        var searched = await SearchFirstAsync(submission, said, caller, now, cancellationToken);
        for (var attempt = 1; ; attempt++)
        {
            if (_memory.Newest?.MergedInto is { } merged)
                return await RefuseAsync(said, await FaultOfMergedAsync(said, merged, cancellationToken), now, cancellationToken);
            if (_memory.IsErased) return await RefuseAsync(said, new Rejection.RecordUnknown(), now, cancellationToken);
            var (record, onTheWay) = (_memory.Newest, _memory.OnTheWay);
            var decision = Decider.Decide(record, said, ContextOf(record, caller, directory, now) with { OfSearch = searched.Findings });
            try
            {
                if (decision is Decision.Refused && !await HoldsAsync(onTheWay, cancellationToken))
                    throw new JournalConflictException(JournalConflict.Version);
                return await StoreAsync(record, said, decision, directory, now, searched.Similar, cancellationToken);
            }
            catch (JournalConflictException conflict) when (attempt < AttemptsMax)
            {
                LogConflict(logger, _id, conflict.Conflict, attempt);
                await CatchUpAsync(cancellationToken);
                if (conflict.Conflict == JournalConflict.SubmissionId && !_memory.IsErased
                    && await FindReplyAsync(said, now, cancellationToken) is { } reply) return reply;
            }
        }
    }

    // A number is drawn for a record that comes into being; if it does not, the number is given to nobody.
    private DecisionContext ContextOf(PersonRecord? record, Authority caller, AuthorityDirectory directory, RegisterTime now) =>
        new(caller, now.Instant, now.Today, record is null ? RegisterClock.DrawNumber() : record.Number)
        {
            OutlookOf = one => OutlookOf(one, directory, now.Today),
        };

    /// <summary>
    /// The law speaks of the record as it is: a refusal holds if the version it was said of is the newest one. One that was
    /// on its way was so when it got there; of a stored one the journal knows. What is stored is held against it by the
    /// journal anyway.
    /// </summary>
    private async Task<bool> HoldsAsync(Task onTheWay, CancellationToken cancellationToken)
    {
        if (onTheWay.IsCompleted) return !await CatchUpAsync(cancellationToken);
        await onTheWay.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
        return onTheWay.IsCompletedSuccessfully;
    }

    private async Task<SubmissionReply> StoreAsync(
        PersonRecord? record, Domain.Submissions.Submission said, Decision decision, AuthorityDirectory directory, RegisterTime now,
        IReadOnlyList<string> similar, CancellationToken cancellationToken)
    {
        switch (decision)
        {
            case Decision.Accepted accepted:
                var notices = Distributor.NoticesFor(record, accepted.Record, accepted.Change, directory, now.Today);
                var receipt = ReceiptOf(said, accepted.Record.Version, changed: true, now, accepted.Doubts);
                await AppendAsync(
                    record, accepted.Record,
                    new JournalAppend(
                        _id, record is null ? accepted.Record.Number : null, accepted.Change, notices, receipt,
                        LogEntries.Stored(said, _id, receipt.Version, notices, now)),
                    directory, now.Today, cancellationToken);
                // An erasure at once does not wait for the next round.
                if (accepted.Record.GermanSince is not null) day.Ring();
                return Replies.Accepted(receipt, accepted.Record);
            // From here on nothing new would be stored; an earlier call with this id may have stored it already.
            case var _ when await FindReplyAsync(said, now, cancellationToken) is { } reply:
                return reply;
            // It was asked for an earlier receipt just now, and meanwhile others were decided: that may have become news.
            case Decision.Unchanged when !ReferenceEquals(record, _memory.Newest):
                throw new JournalConflictException(JournalConflict.Version);
            case Decision.Unchanged unchanged:
                var known = ReceiptOf(said, record!.Version, changed: false, now, unchanged.Doubts);
                await journal.AppendAsync(new JournalAppend(
                    _id, null, null, [], known, LogEntries.Stored(said, _id, known.Version, [], now)), cancellationToken);
                return Replies.Accepted(known, record);
            case Decision.Refused refused:
                return await RefuseAsync(said, refused.Rejection, now, cancellationToken, similar);
            default:
                throw new System.Diagnostics.UnreachableException($"No answer to {decision.GetType().Name}.");
        }
    }

    /// <summary>
    /// Has a change written with everything that follows from it, whoever it is by, and expects it meanwhile. The journal has
    /// it when this returns for the first time: nothing may come between deciding and handing over.
    /// </summary>
    /// <param name="append">The change, its letters, receipt and log entry.</param>
    private async Task AppendAsync(
        PersonRecord? before, PersonRecord after, JournalAppend append, AuthorityDirectory directory, DateOnly today, CancellationToken cancellationToken)
    {
        var change = append.Change!;
        var whole = append with
        {
            Redaction = Redaction.Of(before, after, change, today),
            Hold = BlockHolds.ChangeOf(before, after),
            State = after,
            Outlook = append.Outlook
                ?? OutlookUpdate.Of(before is null ? null : OutlookOf(before, directory, today), OutlookOf(after, directory, today), change, today),
            Match = MatchEntry.Of(before, after),
        };
        var asked = clock.Mark();
        var stored = journal.AppendAsync(whole, cancellationToken);
        var round = _memory.Expect(after, stored);
        try
        {
            await stored;
        }
        catch
        {
            _memory.Disappoint(round);
            throw;
        }
        _memory.Remember(after, asked);
    }

    private async Task<SubmissionReply?> FindReplyAsync(Domain.Submissions.Submission said, RegisterTime now, CancellationToken cancellationToken)
    {
        if (await journal.FindReceiptAsync(said.Authority, said.Id, cancellationToken) is not { } stored) return null;
        return IsReceiptOf(said, stored)
            ? Replies.Repeated(stored, _memory.Newest!)
            : await RefuseAsync(said, new Rejection.SubmissionIdReused(), now, cancellationToken);
    }

    private bool IsReceiptOf(Domain.Submissions.Submission said, StoredReceipt stored) =>
        stored.Record == _id && stored.ContentHash.AsSpan().SequenceEqual(said.ContentHash());

    private async Task<SubmissionReply> RefuseAsync(
        Domain.Submissions.Submission said, Rejection rejection, RegisterTime now, CancellationToken cancellationToken,
        IReadOnlyList<string>? similar = null)
    {
        var reply = Replies.Refused(rejection, similar);
        await journal.LogAsync(LogEntries.StoreRefused(said, _memory.Newest is null ? null : _id, reply.Refusal!, now), [], cancellationToken);
        LogRefused(logger, _id, rejection.Code);
        return reply;
    }

    private StoredReceipt ReceiptOf(
        Domain.Submissions.Submission said, int version, bool changed, RegisterTime now, IReadOnlyList<Domain.Quality.Finding> doubts) =>
        new(said.Authority, said.Id, _id, said.ContentHash(), version, changed, now.Instant, [.. doubts.Select(Replies.Compact)])
        {
            LagDays = changed ? now.Today.DayNumber - said.OccurredOn.DayNumber : null,
        };

    /// <summary>What is shown is at most as old as is trusted.</summary>
    private async ValueTask FreshenAsync(CancellationToken cancellationToken)
    {
        if (clock.Since(_memory.NewestAt) > Trusted) await CatchUpAsync(cancellationToken);
    }

    /// <summary>Reads what the journal has beyond the memory: normally nothing, through one index.</summary>
    /// <returns>True when there was something.</returns>
    private async Task<bool> CatchUpAsync(CancellationToken cancellationToken)
    {
        var (known, asked) = (_memory.Stored, clock.Mark());
        try
        {
            var history = await journal.ReadAsync(_id, known?.Version ?? 0, cancellationToken);
            if (history.ErasedAt is not null)
            {
                _memory.Erase(asked);
                return known is not null;
            }
            _memory.Remember(PersonRecord.Fold(_id, history.Start ?? known, history.Changes), asked);
            _isReadBackLong = history.IsLong;
            return history.Start is not null || history.Changes.Count > 0;
        }
        catch (Exception exception) when (exception is DbException or CryptographicException)
        {
            LogNotRead(logger, exception, _id);
            throw new RegisterBusyException();
        }
    }

    /// <summary>The next activation starts from here. What goes wrong with it costs that one its time and nothing else.</summary>
    private async Task KeepSnapshotAsync(CancellationToken cancellationToken)
    {
        try
        {
            await journal.KeepSnapshotAsync(_memory.Stored!, cancellationToken);
        }
        catch (DbException exception)
        {
            LogNoSnapshot(logger, exception, _id);
        }
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Refused a submission to record {Record}: {Code}")]
    private static partial void LogRefused(ILogger logger, RecordId record, string code);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Record {Record}: {Conflict} is taken, attempt {Attempt}; deciding anew")]
    private static partial void LogConflict(ILogger logger, RecordId record, JournalConflict conflict, int attempt);

    [LoggerMessage(Level = LogLevel.Error, Message = "Record {Record}: could not be read; the caller is asked to repeat")]
    private static partial void LogNotRead(ILogger logger, Exception exception, RecordId record);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Record {Record}: no snapshot was kept; the next reading takes longer")]
    private static partial void LogNoSnapshot(ILogger logger, Exception exception, RecordId record);

    [LoggerMessage(Level = LogLevel.Error, Message = "Record {Record}: the outcome of a write is unknown; the activation ends")]
    private static partial void LogOutcomeUnknown(ILogger logger, Exception exception, RecordId record);
}
