using System.Data.Common;
using AzrActors.Contracts.Doors;
using AzrActors.Contracts.Records;
using AzrActors.Contracts.Submissions;
using AzrActors.Domain.Disclosure;
using AzrActors.Domain.Law;
using AzrActors.Domain.PersonRecords;
using AzrActors.Domain.Vocabulary;
using AzrActors.Grains.AccessLog;
using AzrActors.Grains.Authorities;
using Microsoft.Extensions.Logging;
using Orleans.Concurrency;

namespace AzrActors.Grains.PersonRecords;

/// <summary>Finds the record a caller speaks of and hands the call to its grain.</summary>
// Reentrant like every desk: it keeps nothing, and a worker that waited for each record in turn would let no more
// submissions into the silo at once than the machine has cores.
[StatelessWorker, Reentrant]
internal sealed partial class RegisterDeskGrain(
    RecordNumbers numbers, LogBook log, AuthoritiesCache authorities, RegisterClock clock, ILogger<RegisterDeskGrain> logger)
    : Grain, IRegisterDesk
{
    public async Task<SubmissionReply> SubmitAsync(Submission submission, CancellationToken cancellationToken)
    {
        var authority = CallingAuthority.Key;
        var (record, fault) = await FindAsync(submission, authority, cancellationToken);
        return record is not null
            ? await RecordOf(record).SubmitAsync(submission, cancellationToken)
            : await RefuseAsync(submission, authority, fault!, cancellationToken);
    }

    public async Task<IReadOnlyList<SubmissionReply?>> SubmitManyAsync(
        IReadOnlyList<Submission> submissions, CancellationToken cancellationToken)
    {
        if (submissions.Count > IRegisterDesk.SubmissionsMax)
            throw new ArgumentException($"At most {IRegisterDesk.SubmissionsMax} submissions go into one message.", nameof(submissions));
        return await Task.WhenAll(submissions.Select(submission => AnswerAsync(submission, cancellationToken)));
    }

    public async Task<ValidationReply> ValidateAsync(Submission submission, CancellationToken cancellationToken)
    {
        var authority = CallingAuthority.Key;
        var (record, fault) = await FindAsync(submission, authority, cancellationToken);
        return record is not null
            ? await RecordOf(record).ValidateAsync(submission, cancellationToken)
            : await InvalidAsync(submission, authority, fault!, cancellationToken);
    }

    public async Task<RecordReply> ReadAsync(RecordRequest request, CancellationToken cancellationToken)
    {
        var (record, fault) = await FindAsync(request.AzrNumber, request.Stating, cancellationToken);
        return record is not null
            ? await RecordOf(record).ReadAsync(request, cancellationToken)
            : await NoViewAsync(request, fault!, cancellationToken);
    }

    public async Task<HistoryReply> ReadHistoryAsync(HistoryRequest request, CancellationToken cancellationToken)
    {
        if (request.Limit is < 1 or > HistoryRequest.LimitMax) throw new ArgumentException("'limit' is a number from 1 to 500.", nameof(request));
        var (record, fault) = await FindAsync(request.AzrNumber, request.Stating, cancellationToken);
        return record is not null
            ? await RecordOf(record).ReadHistoryAsync(request, cancellationToken)
            : await NoHistoryAsync(request, fault!, cancellationToken);
    }

    public async Task<RoleReply> EnterAsync(RoleEntry entry, CancellationToken cancellationToken)
    {
        var now = clock.Now();
        if (await authorities.FindCallerAsync(GrainFactory) is not { } caller || !caller.ExistsOn(now.Today))
            return Replies.NoRole(new Rejection.SenderUnknown());
        if (Purpose.Find(VerifiedCaller.Current.Purpose, now.Today) is null) return Replies.NoRole(new Rejection.PurposeUnknown());
        await log.WriteQueryAsync(LogEntries.RoleTaken(entry, now), caller, [], cancellationToken);
        return new RoleReply();
    }

    public async Task<IReadOnlyList<AuthorityInfo>> ListAuthoritiesAsync(CancellationToken cancellationToken)
    {
        var directory = await authorities.GetFreshAsync(GrainFactory);
        return [.. directory.All.Select(authority => new AuthorityInfo
        {
            Key = authority.Key.Value, Kind = authority.Kind.Id, Name = authority.Name, Districts = authority.Districts,
            ValidFrom = authority.ValidFrom, ValidTo = authority.ValidTo, Purposes = authority.Purposes, Agency = authority.Agency,
            Successor = authority.Successor?.Value,
        })];
    }

    private IPersonRecordGrain RecordOf(RecordId record) => GrainFactory.GetGrain<IPersonRecordGrain>(record.Value);

    /// <summary>The record that a submission is for; a fault when there is none.</summary>
    private async Task<(RecordId? Record, Rejection? Fault)> FindAsync(Submission submission, AuthorityKey authority, CancellationToken cancellationToken)
    {
        if (submission.Authority != authority.Value) return (null, new Rejection.SenderMismatch());
        if (submission.AzrNumber is null) return (RecordId.RegisteredBy(authority, submission.SubmissionId), null);
        return await FindAsync(submission.AzrNumber, cancellationToken);
    }

    /// <summary>The record that somebody wants to see; a fault when there is none, or the request is none.</summary>
    private async Task<(RecordId? Record, Rejection? Fault)> FindAsync(
        string azrNumber, IReadOnlyList<string>? stating, CancellationToken cancellationToken)
    {
        var today = clock.Now().Today;
        if (Purpose.Find(VerifiedCaller.Current.Purpose, today) is null) return (null, new Rejection.PurposeUnknown());
        // Before the record is looked for: the answer must not tell whether there is one.
        if (stating is { Count: > 0 } && await FindFaultAsync(stating, today) is { } fault) return (null, fault);
        return await FindAsync(azrNumber, cancellationToken);
    }

    private async Task<(RecordId? Record, Rejection? Fault)> FindAsync(string azrNumber, CancellationToken cancellationToken)
    {
        if (!AzrNumber.TryParse(azrNumber, out var number)) return (null, new Rejection.AzrNumberInvalid());
        return await numbers.FindAsync(number, cancellationToken) is { } record ? (record, null) : (null, new Rejection.RecordUnknown());
    }

    /// <summary>What fails one submission is none of the others' business.</summary>
    private async Task<SubmissionReply?> AnswerAsync(Submission submission, CancellationToken cancellationToken)
    {
        try
        {
            return await SubmitAsync(submission, cancellationToken);
        }
        catch (Exception passing) when (passing is RegisterBusyException or DbException or OrleansException or TimeoutException)
        {
            LogNotNow(logger, passing);
            return null;
        }
    }

    private async Task<SubmissionReply> RefuseAsync(
        Submission submission, AuthorityKey authority, Rejection rejection, CancellationToken cancellationToken)
    {
        var reply = Replies.Refused(rejection);
        var said = Requests.ToDomain(submission, authority);
        await log.WriteAsync(LogEntries.StoreRefused(said, null, reply.Refusal!, clock.Now()), cancellationToken);
        return reply;
    }

    private async Task<ValidationReply> InvalidAsync(
        Submission submission, AuthorityKey authority, Rejection rejection, CancellationToken cancellationToken)
    {
        var reply = Replies.Invalid(rejection);
        await log.WriteAsync(LogEntries.Validated(Requests.ToDomain(submission, authority), null, reply, clock.Now()), cancellationToken);
        return reply;
    }

    /// <summary>What is wrong with the circumstances that the request states; null if nothing is.</summary>
    private async Task<Rejection?> FindFaultAsync(IReadOnlyList<string> stating, DateOnly today)
    {
        // Whom the directory does not know sees no record anyway.
        if (await authorities.FindCallerAsync(GrainFactory) is not { } caller) return new Rejection.RecordUnknown();
        StatedCircumstances.TryState(stating, caller, VerifiedCaller.Current.Purpose, today, out _, out var rejection);
        return rejection;
    }

    private async Task<RecordReply> NoViewAsync(RecordRequest request, Rejection rejection, CancellationToken cancellationToken)
    {
        var caller = await authorities.FindCallerAsync(GrainFactory);
        await log.WriteQueryAsync(LogEntries.RetrievalRefused(request, null, rejection.Code, clock.Now()), caller, [], cancellationToken);
        return Replies.NoView(rejection);
    }

    private async Task<HistoryReply> NoHistoryAsync(HistoryRequest request, Rejection rejection, CancellationToken cancellationToken)
    {
        var caller = await authorities.FindCallerAsync(GrainFactory);
        await log.WriteQueryAsync(LogEntries.HistoryRefused(request, null, rejection.Code, clock.Now()), caller, [], cancellationToken);
        return Replies.NoHistory(rejection);
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "A submission among several could not be answered now; its author is asked to repeat it")]
    private static partial void LogNotNow(ILogger logger, Exception exception);
}
