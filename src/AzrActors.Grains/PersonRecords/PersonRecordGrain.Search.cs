using System.Globalization;
using AzrActors.Contracts.Records;
using AzrActors.Contracts.Submissions;
using AzrActors.Domain.Disclosure;
using AzrActors.Domain.PersonRecords;
using AzrActors.Domain.Vocabulary;
using AzrActors.Grains.AccessLog;
using AzrActors.Grains.Identity;

namespace AzrActors.Grains.PersonRecords;

/// <summary>The record as searches see it, and as one of two that look alike.</summary>
internal sealed partial class PersonRecordGrain
{
    public async Task<RecordReply> GlanceAsync(Glance glance, CancellationToken cancellationToken)
    {
        var asking = await AskAsync(glance.Stating, cancellationToken);
        if (asking is not { Record: { MergedInto: null } record, Disclosed: { } disclosed }) return new RecordReply();
        if (!glance.InFull) disclosed = disclosed with { Items = [.. disclosed.Items.Where(SimilarPersons.MayShow)] };
        if (disclosed.Items.Count == 0) return new RecordReply();
        var shown = ShownState.Of(record, disclosed);
        await LogShownAsync(asking, LogEntries.Searched(glance, record, shown, asking.Now), cancellationToken);
        return Replies.View(shown, letters, asking.Now.Today, record.Number);
    }

    public async Task<string?> FindShownNumberAsync(CancellationToken cancellationToken)
    {
        var asking = await AskAsync(null, cancellationToken);
        return asking is { Record.MergedInto: null, Disclosed: { WithNumber: true } disclosed } && disclosed.Items.Any(SimilarPersons.MayShow)
            ? asking.Record.Number.Digits : null;
    }

    /// <summary>The number that was asked for leads to the record that says everything now; that one decides what may be seen.</summary>
    private async Task<RecordReply> ForwardAsync(RecordRequest request, StoredMerge merged, CancellationToken cancellationToken)
    {
        var reply = await GrainFactory.GetGrain<IPersonRecordGrain>(merged.Record.Value).ReadAsync(request, cancellationToken);
        return reply.View is { } view ? reply with { View = view with { MergedFrom = request.AzrNumber } } : reply;
    }

    /// <summary>Whoever may see the person is told its number now; to all others the record is as unknown as any.</summary>
    private async Task<Rejection> FaultOfMergedAsync(Domain.Submissions.Submission said, StoredMerge merged, CancellationToken cancellationToken)
    {
        var seen = await GrainFactory.GetGrain<IPersonRecordGrain>(merged.Record.Value).GlanceAsync(
            new Glance(said.AzrNumber ?? "", said.FileReference, null, InFull: false), cancellationToken);
        return seen.View is { } view ? new Rejection.RecordMerged(view.AzrNumber) : new Rejection.RecordUnknown();
    }

    public async Task SpreadDifferencesAsync(CancellationToken cancellationToken)
    {
        await CatchUpAsync(cancellationToken);
        if (_memory.Stored is not { } record) return;
        foreach (var difference in record.Differences)
        {
            if (await journal.FindRecordAsync(difference.Other, cancellationToken) is not { } other) continue;
            await GrainFactory.GetGrain<IPersonRecordGrain>(other.Value).StateDifferentAsync(new MirroredDifference(
                record.Number.Digits, difference.Reason, difference.Source.Authority.Value, difference.Source.FileReference,
                difference.Source.SubmissionId, difference.Source.ValidFrom, difference.Source.Basis), cancellationToken);
        }
    }

    public Task StateDifferentAsync(MirroredDifference said, CancellationToken cancellationToken) => HappenAsync(
        OwnChanges.IdOf("differs", said.SubmissionId, _id),
        new OwnChanges.Author(AuthorityKey.Parse(said.Authority), said.FileReference, said.OccurredOn),
        record => record.Differences.Any(known => known.Other.Digits == said.OtherNumber)
            ? [] : [new RecordEvent.DifferentPersonStated(said.OtherNumber, said.Reason, said.Basis)],
        (_, _, _, _) => [], cancellationToken);

    public async Task WithdrawDifferenceAsync(DifferenceWithdrawal withdrawal, CancellationToken cancellationToken)
    {
        await CatchUpAsync(cancellationToken);
        var stated = new List<StoredDifference>();
        foreach (var difference in _memory.Stored?.Differences ?? [])
            if (await journal.FindRecordAsync(difference.Other, cancellationToken) is { } other && other.Value == withdrawal.Other) stated.Add(difference);
        if (stated.Count == 0) return;
        await HappenAsync(
            OwnChanges.IdOf(string.Create(CultureInfo.InvariantCulture, $"differs-no-more/{withdrawal.Pair}"), new Guid(0, 0, 0, BitConverter.GetBytes(withdrawal.At.UtcTicks)), _id),
            new OwnChanges.Author(AuthorityKey.Parse(withdrawal.Authority), "", clock.Now().Today),
            record =>
            [
                .. record.Differences.Where(known => known.Source.KnownSince < withdrawal.At && stated.Exists(one => one.Other == known.Other))
                    .Select(known => new RecordEvent.DifferentPersonWithdrawn(known.Other.Digits, withdrawal.Reason, "§ 3 Abs. 2 AZRG-DV")),
            ],
            (_, _, _, _) => [], cancellationToken);
    }

    /// <summary>
    /// What searching before a first storing has to say (rules Q003, Q004); nothing once the record exists.
    /// </summary>
    private async Task<SearchedFirst> SearchFirstAsync(
        Submission submission, Domain.Submissions.Submission said, Authority caller, RegisterTime now, CancellationToken cancellationToken) =>
        _memory.Newest is null && !_memory.IsErased
            ? await searchFirst.LookAsync(GrainFactory, said, submission.SearchFirst == true, caller, now, cancellationToken)
            : SearchedFirst.Nothing;
}
