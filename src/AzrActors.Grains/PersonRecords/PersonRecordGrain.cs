using System.Data.Common;
using System.Security.Cryptography;
using AzrActors.Contracts.Doors;
using AzrActors.Contracts.Records;
using AzrActors.Contracts.Submissions;
using AzrActors.Domain.Disclosure;
using AzrActors.Domain.Distribution;
using AzrActors.Domain.PersonRecords;
using AzrActors.Domain.Vocabulary;
using AzrActors.Grains.AccessLog;
using AzrActors.Grains.Authorities;
using AzrActors.Journal;
using AzrActors.Streams;
using Microsoft.Extensions.Logging;

namespace AzrActors.Grains.PersonRecords;

/// <summary>
/// The doorman of one record: orders calls, asks the domain, has the result written, and only then changes its own
/// memory. The journal is the truth; when its answer is unknown, the grain forgets itself.
/// </summary>
internal sealed partial class PersonRecordGrain(
    IJournal journal, LogBook log, AuthoritiesCache authorities, NoticeLetters letters, RegisterClock clock, ILogger<PersonRecordGrain> logger)
    : Grain, IPersonRecordGrain
{
    /// <summary>Conflicts that are answered from the reloaded record before the caller is asked to repeat.</summary>
    private const int AttemptsMax = 5;

    /// <summary>
    /// For so long a view is shown from memory. Orleans may for moments run a second activation, of whose writes this one
    /// does not hear; writes and refusals find out by themselves.
    /// </summary>
    private static readonly TimeSpan Trusted = TimeSpan.FromSeconds(1);

    private RecordId _id = null!;
    private PersonRecord? _record;

    /// <summary>The record was erased as a whole: to everybody it is as if it had never been.</summary>
    private bool _erased;

    /// <summary>Reading the record back took many changes.</summary>
    private bool _isReadBackLong;

    /// <summary>When the memory was last known to be the newest version.</summary>
    private long _newestAt;

    public override async Task OnActivateAsync(CancellationToken cancellationToken)
    {
        _id = new RecordId(this.GetPrimaryKey());
        await CatchUpAsync(cancellationToken);
        if (_isReadBackLong) await KeepSnapshotAsync(cancellationToken);
    }

    public async Task<RecordReply> ReadAsync(string query, CancellationToken cancellationToken)
    {
        if (clock.Since(_newestAt) > Trusted) await CatchUpAsync(cancellationToken);
        var record = _record;
        var directory = await authorities.GetFreshAsync(GrainFactory);
        var now = clock.Now();
        if (record is null || directory.Find(CallerKey()) is not { } caller || !caller.ExistsOn(now.Today)
            || Disclosures.For(record, caller, VerifiedCaller.Current.Purpose, now.Today) is not { Items.Count: > 0 } disclosed)
        {
            var unknown = new Rejection.RecordUnknown();
            await log.WriteAsync(LogEntries.RetrievalRefused(query, record?.Id, unknown.Code, now), cancellationToken);
            return Replies.NoView(unknown);
        }
        // Nothing is shown that the log does not know of, and whoever placed a search note is told of the query with it.
        var told = Inquiries.NoticesFor(record, caller, now.Instant, directory, now.Today);
        await log.WriteAsync(LogEntries.Retrieved(query, record, disclosed, now),
            [.. told.Select(notice => new StoredLetter(_id, record.Version, notice))], cancellationToken);
        return Replies.View(record, disclosed, letters, now.Today);
    }

    public async Task<SubmissionReply> SubmitAsync(Submission submission, CancellationToken cancellationToken)
    {
        try
        {
            return await DecideAsync(submission, cancellationToken);
        }
        catch (JournalBusyException)
        {
            throw new RegisterBusyException();
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            // The write may or may not have happened: only the journal knows, so this activation must not go on.
            LogOutcomeUnknown(logger, exception, _id);
            DeactivateOnIdle();
            throw new RegisterBusyException();
        }
    }

    private async Task<SubmissionReply> DecideAsync(Submission submission, CancellationToken cancellationToken)
    {
        var directory = await authorities.GetFreshAsync(GrainFactory);
        var now = clock.Now();
        var said = Requests.ToDomain(submission, CallerKey());
        if (directory.Find(said.Authority) is not { } caller || !caller.ExistsOn(now.Today))
            return await RefuseAsync(said, new Rejection.SenderUnknown(), now, cancellationToken);
        for (var attempt = 1; ; attempt++)
        {
            if (_erased) return await RefuseAsync(said, new Rejection.RecordUnknown(), now, cancellationToken);
            var context = new DecisionContext(caller, now.Instant, now.Today, RegisterClock.DrawNumber());
            var record = _record;
            var decision = Decider.Decide(record, said, context);
            // The law speaks of the record as it is. What is stored is held against it by the journal.
            if (decision is Decision.Refused && await CatchUpAsync(cancellationToken) && attempt < AttemptsMax) continue;
            try
            {
                return await StoreAsync(record, said, decision, directory, now, cancellationToken);
            }
            catch (JournalConflictException conflict) when (attempt < AttemptsMax)
            {
                LogConflict(logger, _id, conflict.Conflict, attempt);
                await CatchUpAsync(cancellationToken);
                if (conflict.Conflict == JournalConflict.SubmissionId && !_erased && await FindReplyAsync(said, now, cancellationToken) is { } reply) return reply;
            }
        }
    }

    private async Task<SubmissionReply> StoreAsync(
        PersonRecord? record, Domain.Submissions.Submission said, Decision decision, AuthorityDirectory directory, RegisterTime now,
        CancellationToken cancellationToken)
    {
        var asked = clock.Mark();
        switch (decision)
        {
            case Decision.Accepted accepted:
                var notices = Distributor.NoticesFor(record, accepted.Record, accepted.Change, directory, now.Today);
                var receipt = ReceiptOf(said, accepted.Record.Version, changed: true, now, accepted.Doubts);
                var number = record is null ? accepted.Record.Number : null;
                await journal.AppendAsync(
                    new JournalAppend(_id, number, accepted.Change, notices, receipt, LogEntries.Stored(said, _id, receipt.Version, notices, now))
                    {
                        Redaction = Redaction.Of(record, accepted.Record, accepted.Change, now.Today),
                        State = accepted.Record,
                    },
                    cancellationToken);
                Remember(accepted.Record, asked);
                return Replies.Accepted(receipt, accepted.Record);
            // From here on nothing new would be stored; an earlier call with this id may have stored it already.
            case var _ when await FindReplyAsync(said, now, cancellationToken) is { } reply:
                return reply;
            case Decision.Unchanged unchanged:
                var known = ReceiptOf(said, record!.Version, changed: false, now, unchanged.Doubts);
                await journal.AppendAsync(new JournalAppend(
                    _id, null, null, [], known, LogEntries.Stored(said, _id, known.Version, [], now)), cancellationToken);
                return Replies.Accepted(known, record);
            case Decision.Refused refused:
                return await RefuseAsync(said, refused.Rejection, now, cancellationToken);
            default:
                throw new System.Diagnostics.UnreachableException($"No answer to {decision.GetType().Name}.");
        }
    }

    private async Task<SubmissionReply?> FindReplyAsync(Domain.Submissions.Submission said, RegisterTime now, CancellationToken cancellationToken)
    {
        if (await journal.FindReceiptAsync(said.Authority, said.Id, cancellationToken) is not { } stored) return null;
        return stored.Record == _id && stored.ContentHash.AsSpan().SequenceEqual(said.ContentHash())
            ? Replies.Repeated(stored, _record!)
            : await RefuseAsync(said, new Rejection.SubmissionIdReused(), now, cancellationToken);
    }

    private async Task<SubmissionReply> RefuseAsync(
        Domain.Submissions.Submission said, Rejection rejection, RegisterTime now, CancellationToken cancellationToken)
    {
        var reply = Replies.Refused(rejection);
        await journal.LogAsync(LogEntries.StoreRefused(said, _record is null ? null : _id, reply.Refusal!, now), [], cancellationToken);
        LogRefused(logger, _id, rejection.Code);
        return reply;
    }

    private StoredReceipt ReceiptOf(
        Domain.Submissions.Submission said, int version, bool changed, RegisterTime now, IReadOnlyList<Domain.Quality.Finding> doubts) =>
        new(said.Authority, said.Id, _id, said.ContentHash(), version, changed, now.Instant, [.. doubts.Select(Replies.Compact)]);

    /// <summary>Reads what the journal has beyond the memory: normally nothing, through one index.</summary>
    /// <returns>True when there was something.</returns>
    private async Task<bool> CatchUpAsync(CancellationToken cancellationToken)
    {
        var (known, asked) = (_record, clock.Mark());
        try
        {
            var history = await journal.ReadAsync(_id, known?.Version ?? 0, cancellationToken);
            if (history.ErasedAt is not null)
            {
                (_erased, _record, _newestAt) = (true, null, Math.Max(_newestAt, asked));
                return known is not null;
            }
            Remember(PersonRecord.Fold(_id, history.Start ?? known, history.Changes), asked);
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
            await journal.KeepSnapshotAsync(_record!, cancellationToken);
        }
        catch (DbException exception)
        {
            LogNoSnapshot(logger, exception, _id);
        }
    }

    /// <summary>Reads do not wait for a submission that is being stored, so either may learn of a version first.</summary>
    private void Remember(PersonRecord? record, long asked)
    {
        if (!_erased && record?.Version > (_record?.Version ?? 0)) _record = record;
        _newestAt = Math.Max(_newestAt, asked);
    }

    private static AuthorityKey CallerKey() => AuthorityKey.Parse(VerifiedCaller.Current.Authority);

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
