using AzrActors.Contracts.Doors;
using AzrActors.Contracts.Records;
using AzrActors.Contracts.Submissions;
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

    public async Task<RecordReply> ReadAsync(string azrNumber, CancellationToken cancellationToken)
    {
        if (Purpose.Find(VerifiedCaller.Current.Purpose, clock.Now().Today) is null)
            return await NoViewAsync(azrNumber, new Rejection.PurposeUnknown(), cancellationToken);
        if (!AzrNumber.TryParse(azrNumber, out var number))
            return await NoViewAsync(azrNumber, new Rejection.AzrNumberInvalid(), cancellationToken);
        return await numbers.FindAsync(number, cancellationToken) is { } record
            ? await RecordOf(record).ReadAsync(azrNumber, cancellationToken)
            : await NoViewAsync(azrNumber, new Rejection.RecordUnknown(), cancellationToken);
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

    private async Task<RecordReply> NoViewAsync(string? query, Rejection rejection, CancellationToken cancellationToken)
    {
        await log.WriteAsync(LogEntries.RetrievalRefused(query, null, rejection.Code, clock.Now()), cancellationToken);
        return Replies.NoView(rejection);
    }
}
