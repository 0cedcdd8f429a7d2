using AzrActors.Contracts.Doors;
using AzrActors.Contracts.Records;
using AzrActors.Contracts.Submissions;
using AzrActors.Domain.Disclosure;
using AzrActors.Domain.Law;
using AzrActors.Domain.PersonRecords;
using AzrActors.Domain.Vocabulary;
using AzrActors.Grains.AccessLog;
using AzrActors.Grains.Authorities;
using Orleans.Concurrency;

namespace AzrActors.Grains.PersonRecords;

/// <summary>Finds the record a caller speaks of and hands the call to its grain.</summary>
// Reentrant like every desk: it keeps nothing, and a worker that waited for each record in turn would let no more
// submissions into the silo at once than the machine has cores.
[StatelessWorker, Reentrant]
internal sealed class RegisterDeskGrain(
    RecordNumbers numbers, LogBook log, AuthoritiesCache authorities, RegisterClock clock) : Grain, IRegisterDesk
{
    public async Task<SubmissionReply> SubmitAsync(Submission submission, CancellationToken cancellationToken)
    {
        var authority = AuthorityKey.Parse(VerifiedCaller.Current.Authority);
        if (submission.Authority != authority.Value)
            return await RefuseAsync(submission, authority, new Rejection.SenderMismatch(), cancellationToken);
        if (submission.AzrNumber is null)
            return await RecordOf(RecordId.RegisteredBy(authority, submission.SubmissionId)).SubmitAsync(submission, cancellationToken);
        if (!AzrNumber.TryParse(submission.AzrNumber, out var number))
            return await RefuseAsync(submission, authority, new Rejection.AzrNumberInvalid(), cancellationToken);
        if (await numbers.FindAsync(number, cancellationToken) is not { } record)
            return await RefuseAsync(submission, authority, new Rejection.RecordUnknown(), cancellationToken);
        return await RecordOf(record).SubmitAsync(submission, cancellationToken);
    }

    public async Task<RecordReply> ReadAsync(RecordRequest request, CancellationToken cancellationToken)
    {
        var today = clock.Now().Today;
        if (Purpose.Find(VerifiedCaller.Current.Purpose, today) is null)
            return await NoViewAsync(request, new Rejection.PurposeUnknown(), cancellationToken);
        // Before the record is looked for: the answer must not tell whether there is one.
        if (request.Stating is { Count: > 0 } && await FindFaultAsync(request.Stating, today) is { } fault)
            return await NoViewAsync(request, fault, cancellationToken);
        if (!AzrNumber.TryParse(request.AzrNumber, out var number))
            return await NoViewAsync(request, new Rejection.AzrNumberInvalid(), cancellationToken);
        return await numbers.FindAsync(number, cancellationToken) is { } record
            ? await RecordOf(record).ReadAsync(request, cancellationToken)
            : await NoViewAsync(request, new Rejection.RecordUnknown(), cancellationToken);
    }

    public async Task<HistoryReply> ReadHistoryAsync(HistoryRequest request, CancellationToken cancellationToken)
    {
        if (request.Limit is < 1 or > HistoryRequest.LimitMax) throw new ArgumentException("'limit' is a number from 1 to 500.", nameof(request));
        var today = clock.Now().Today;
        Rejection? fault = Purpose.Find(VerifiedCaller.Current.Purpose, today) is null ? new Rejection.PurposeUnknown() : null;
        if (request.Stating is { Count: > 0 }) fault ??= await FindFaultAsync(request.Stating, today);
        if (fault is null && !AzrNumber.TryParse(request.AzrNumber, out _)) fault = new Rejection.AzrNumberInvalid();
        if (fault is null && AzrNumber.TryParse(request.AzrNumber, out var number))
        {
            if (await numbers.FindAsync(number, cancellationToken) is { } record) return await RecordOf(record).ReadHistoryAsync(request, cancellationToken);
            fault = new Rejection.RecordUnknown();
        }
        var caller = await authorities.FindCallerAsync(GrainFactory);
        await log.WriteQueryAsync(LogEntries.HistoryRefused(request, null, fault!.Code, clock.Now()), caller, [], cancellationToken);
        return Replies.NoHistory(fault);
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

    private async Task<SubmissionReply> RefuseAsync(
        Submission submission, AuthorityKey authority, Rejection rejection, CancellationToken cancellationToken)
    {
        var reply = Replies.Refused(rejection);
        var said = Requests.ToDomain(submission, authority);
        await log.WriteAsync(LogEntries.StoreRefused(said, null, reply.Refusal!, clock.Now()), cancellationToken);
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
}
