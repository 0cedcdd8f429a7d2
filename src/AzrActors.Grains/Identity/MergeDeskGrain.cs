using AzrActors.Contracts.Doors;
using AzrActors.Contracts.Identity;
using AzrActors.Domain.Distribution;
using AzrActors.Domain.PersonRecords;
using AzrActors.Domain.Quality;
using AzrActors.Domain.Vocabulary;
using AzrActors.Grains.Authorities;
using AzrActors.Grains.PersonRecords;
using AzrActors.Journal;
using AzrActors.Journal.Identity;
using Orleans.Concurrency;

namespace AzrActors.Grains.Identity;

/// <summary>Takes proposals, consents and decisions about merges; <see cref="MergeWorker"/> carries them out.</summary>
[StatelessWorker, Reentrant]
internal sealed class MergeDeskGrain(MergeCases cases, RecordNumbers numbers, IJournal journal, MergeQuestions letters, RegisterClock clock) : Grain, IMergeDesk
{
    private const int PageMax = 100;

    /// <summary>Term in which supplying offices answer: ten working days are two weeks.</summary>
    private static readonly TimeSpan AnswerTerm = TimeSpan.FromDays(14);

    private const int ReasonMax = 500;

    public async Task<MergeReply> ProposeAsync(MergeProposal proposal, CancellationToken cancellationToken)
    {
        if (!CallingAuthority.IsRegister) return Refused(new Rejection.NotTheRegister());
        CheckReason(proposal.Reason);
        if (await FindAsync(proposal.OneNumber, cancellationToken) is not { } one || await FindAsync(proposal.OtherNumber, cancellationToken) is not { } other
            || one.Id == other.Id || one.MergedInto is not null || other.MergedInto is not null)
            return Refused(new Rejection.RecordUnknown());
        if (RecordsRules.IsMergeOfDifferent(
            one.Differences.Any(said => said.Other == other.Number), other.Differences.Any(said => said.Other == one.Number)))
            return Refused(new Rejection.PersonsDiffer());
        // The older number stays: more files know it (AZRG-DV § 3 Abs. 1).
        var (kept, gone) = FirstKnown(one) <= FirstKnown(other) ? (one, other) : (other, one);
        var now = clock.Now();
        var merge = new NewMerge(Guid.NewGuid(), kept.Id, gone.Id, CallingAuthority.Key, VerifiedCaller.Current.Official, proposal.Reason, now.Instant, now.Instant + AnswerTerm,
            [.. MergeLetters.SuppliersOf(kept).Union(MergeLetters.SuppliersOf(gone))]);
        if (!await cases.ProposeAsync(merge, cancellationToken))
            return await FindProposedAsync(kept, gone, proposal.Reason, cancellationToken) is { } same ? await ShowAsync(same, cancellationToken) : Refused(InAnotherMerge);
        await letters.AskAsync(merge.Case, merge.AnswerBy, merge.Asked, [kept, gone], cancellationToken);
        return await ShowAsync(merge.Case, cancellationToken);
    }

    public async Task<MergeReply> AnswerAsync(MergeStep answer, CancellationToken cancellationToken)
    {
        if (!answer.Agrees) CheckReason(answer.Reason);
        return await cases.AnswerAsync(
            answer.Case, CallingAuthority.Key, answer.Agrees, answer.Reason, VerifiedCaller.Current.Official, clock.Now().Instant, cancellationToken)
            || await HasAnsweredAsync(answer, cancellationToken)
            ? await ShowAsync(answer.Case, cancellationToken) : Refused(NotAsked);
    }

    public async Task<MergeReply> DecideAsync(MergeStep decision, CancellationToken cancellationToken)
    {
        if (!CallingAuthority.IsRegister) return Refused(new Rejection.NotTheRegister());
        if (await cases.FindAsync(decision.Case, cancellationToken) is not { } merge) return Refused(new Rejection.RecordUnknown());
        var now = clock.Now();
        if (decision.Agrees)
        {
            if (merge.Consents.Any(consent => consent.Agrees == false)) return Refused(SomebodyRefuses);
            if (now.Instant < merge.AnswerBy && merge.Consents.Any(consent => consent.Agrees is null)) return Refused(SomebodyIsSilent);
        }
        var moved = await cases.MoveAsync(decision.Case, MergeCases.Asking, decision.Agrees ? MergeCases.Merging : MergeCases.Stopped,
            VerifiedCaller.Current.Official, decision.Reason, now.Instant, cancellationToken);
        return moved || await StandsAtAsync(decision.Case, decision.Agrees ? [MergeCases.Merging, MergeCases.Merged] : [MergeCases.Stopped], cancellationToken)
            ? await ShowAsync(decision.Case, cancellationToken) : Refused(DecidedAlready);
    }

    public async Task<MergeReply> SeparateAsync(MergeStep order, CancellationToken cancellationToken)
    {
        if (!CallingAuthority.IsRegister) return Refused(new Rejection.NotTheRegister());
        CheckReason(order.Reason);
        return await cases.MoveAsync(
            order.Case, MergeCases.Merged, MergeCases.Separating, VerifiedCaller.Current.Official, order.Reason, clock.Now().Instant, cancellationToken)
            || await StandsAtAsync(order.Case, [MergeCases.Separating, MergeCases.Separated], cancellationToken)
            ? await ShowAsync(order.Case, cancellationToken) : Refused(NotMerged);
    }

    public async Task<MergeReply> ShowAsync(Guid mergeCase, CancellationToken cancellationToken) =>
        await cases.FindAsync(mergeCase, cancellationToken) is { } merge && (CallingAuthority.IsRegister || merge.Consents.Any(consent => consent.Authority == CallingAuthority.Key))
            ? new MergeReply { Case = ToContract(merge) } : Refused(new Rejection.RecordUnknown());

    public async Task<MergePage> ListAsync(CancellationToken cancellationToken) =>
        new() { Cases = [.. (await cases.ListAsync(CallingAuthority.IsRegister ? null : CallingAuthority.Key, cancellationToken)).Select(ToContract)] };

    public async Task<MergePage> ListPageAsync(Guid? after, int limit, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(limit, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(limit, PageMax);
        var page = await cases.ListPageAsync(CallingAuthority.IsRegister ? null : CallingAuthority.Key, after, limit, cancellationToken);
        return new MergePage { Cases = [.. page.Select(ToContract)] };
    }

    // A step that a case has taken is answered with the case, not refused: whoever sends it again has not heard the answer.
    private async Task<bool> StandsAtAsync(Guid mergeCase, string[] states, CancellationToken cancellationToken) =>
        await cases.FindAsync(mergeCase, cancellationToken) is { } merge && states.Contains(merge.State);

    private async Task<bool> HasAnsweredAsync(MergeStep answer, CancellationToken cancellationToken) =>
        (await cases.FindAsync(answer.Case, cancellationToken))?.Consents.Any(consent =>
            consent.Authority == CallingAuthority.Key && consent.Agrees == answer.Agrees && consent.Reason == answer.Reason) == true;

    private async Task<Guid?> FindProposedAsync(PersonRecord kept, PersonRecord gone, string reason, CancellationToken cancellationToken) =>
        (await cases.ListAsync(null, cancellationToken)).FirstOrDefault(merge => merge.State == MergeCases.Asking && merge.Reason == reason
            && merge.Kept == kept.Id && merge.Other == gone.Id)?.Case;

    private static MergeCase ToContract(StoredMergeCase merge) => new()
    {
        Case = merge.Case, State = Enum.Parse<MergeState>(merge.State, ignoreCase: true), KeptNumber = merge.KeptNumber, OtherNumber = merge.OtherNumber,
        Reason = merge.Reason, ProposedAt = merge.ProposedAt, AnswerBy = merge.AnswerBy, EscalatedAt = merge.EscalatedAt, StoppedFor = merge.StoppedFor,
        Consents = [.. merge.Consents.Select(consent => new MergeConsent
        {
            Authority = consent.Authority.Value, Agrees = consent.Agrees, Reason = consent.Reason, AnsweredAt = consent.AnsweredAt,
        })],
    };

    private async Task<PersonRecord?> FindAsync(string typed, CancellationToken cancellationToken)
    {
        if (!AzrNumber.TryParse(typed, out var number) || await numbers.FindAsync(number, cancellationToken) is not { } record) return null;
        return (await journal.ReadAsync(record, 0, cancellationToken)).StateOf(record);
    }

    private static DateTimeOffset FirstKnown(PersonRecord record) => record.Person.Values.Select(value => value.Source.KnownSince).DefaultIfEmpty(DateTimeOffset.MaxValue).Min();

    private static void CheckReason(string? reason)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(reason);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(reason.Length, ReasonMax, nameof(reason));
    }

    private static MergeReply Refused(Rejection rejection) => new() { Refusal = Replies.ToRefusal(rejection) };

    private static Rejection InAnotherMerge { get; } = new Rejection.NotInThisState(
        "Einer der beiden Datensätze wird schon zusammengeführt. Bitte zuerst jenen Fall abschließen.",
        "One of the two records is in another merge. Finish that case first.");

    private static Rejection NotAsked { get; } = new Rejection.NotInThisState(
        "Ihre Behörde ist zu diesem Fall nicht oder nicht mehr gefragt.", "Your authority is not asked about this case, or no longer.");

    private static Rejection SomebodyRefuses { get; } = new Rejection.NotInThisState(
        "Eine beteiligte Behörde stimmt nicht zu. Bitte den Grund klären; sie kann ihre Antwort ändern.",
        "An office that supplied data does not consent. Clear up why; it can change its answer.");

    private static Rejection SomebodyIsSilent { get; } = new Rejection.NotInThisState(
        "Es haben noch nicht alle beteiligten Behörden geantwortet, und die Frist läuft noch.",
        "Not all offices that supplied data have answered, and their term is not over.");

    private static Rejection DecidedAlready { get; } = new Rejection.NotInThisState("Über diesen Fall ist schon entschieden.", "This case is decided already.");

    private static Rejection NotMerged { get; } = new Rejection.NotInThisState(
        "Diese Datensätze sind nicht zusammengeführt.", "These records are not merged.");
}
