using AzrActors.Contracts.Doors;
using AzrActors.Contracts.Submissions;
using AzrActors.Domain.Disclosure;
using AzrActors.Domain.PersonRecords;
using AzrActors.Domain.Vocabulary;
using AzrActors.Grains.AccessLog;
using AzrActors.Grains.Authorities;
using AzrActors.Grains.Identity;
using AzrActors.Journal.Identity;

namespace AzrActors.Grains.PersonRecords;

/// <summary>What a submission would come to. The answer is the one that handing it in gives; stored is nothing but who asked.</summary>
internal sealed partial class PersonRecordGrain
{
    private ShownBefore? _shownBefore;

    public async Task<ValidationReply> ValidateAsync(Submission submission, CancellationToken cancellationToken)
    {
        await FreshenAsync(cancellationToken);
        var directory = await authorities.GetFreshAsync(GrainFactory);
        var now = clock.Now();
        var said = Requests.ToDomain(submission, CallingAuthority.Key);
        var reply = await FindValidityAsync(submission, said, directory, now, cancellationToken);
        await journal.LogAsync(LogEntries.Validated(said, _memory.Stored is null ? null : _id, reply, now), [], cancellationToken);
        return reply;
    }

    private async Task<ValidationReply> FindValidityAsync(
        Submission submission, Domain.Submissions.Submission said, AuthorityDirectory directory, RegisterTime now, CancellationToken cancellationToken)
    {
        if (directory.Find(said.Authority) is not { } caller || !caller.ExistsOn(now.Today)) return Replies.Invalid(new Rejection.SenderUnknown());
        if (_memory.Stored?.MergedInto is { } merged) return Replies.Invalid(await FaultOfMergedAsync(said, merged, cancellationToken));
        if (_memory.IsErased) return Replies.Invalid(new Rejection.RecordUnknown());
        // An id that was used gets its receipt again, or is refused with other content; neither needs a decision.
        if (await journal.FindReceiptAsync(said.Authority, said.Id, cancellationToken) is { } stored)
            return IsReceiptOf(said, stored)
                ? new ValidationReply { Outcome = SubmissionOutcome.Unchanged }
                : Replies.Invalid(new Rejection.SubmissionIdReused());
        var searched = await ForeseeSearchAsync(submission, said, caller, now, cancellationToken);
        var decision = Decider.Decide(_memory.Stored, said, ContextOf(_memory.Stored, caller, directory, now) with { OfSearch = searched.Findings });
        var met = decision is Decision.Accepted accepted ? await ForeseeMeetingsAsync(accepted.Record, caller, directory, now, cancellationToken) : [];
        return Replies.Validated(decision, met, searched.Similar);
    }

    /// <summary>
    /// Who is nearly the same as a person who is new. A form asks with everything that is typed: whom the caller has been shown for it
    /// already is not looked at, and logged, once more.
    /// </summary>
    private async Task<SearchedFirst> ForeseeSearchAsync(
        Submission submission, Domain.Submissions.Submission said, Authority caller, RegisterTime now, CancellationToken cancellationToken)
    {
        if (_memory.Stored is not null || _memory.IsErased) return SearchedFirst.Nothing;
        var asking = VerifiedCaller.Current;
        var searched = await searchFirst.ForeseeAsync(
            GrainFactory, said, submission.SearchFirst == true, caller, asking.Official, _shownBefore?.Caller == asking ? _shownBefore.Records : [], now,
            cancellationToken);
        _shownBefore = new ShownBefore(asking, searched.Shown);
        return searched;
    }

    /// <summary>
    /// What only several records will show of this one, as far as the caller would find it on its list once this is stored. What is found of
    /// the others is theirs to mend, and said to nobody here.
    /// </summary>
    private async Task<IReadOnlyList<Domain.Quality.Finding>> ForeseeMeetingsAsync(
        PersonRecord after, Authority caller, AuthorityDirectory directory, RegisterTime now, CancellationToken cancellationToken)
    {
        // Nothing that others meet it by: no look would follow.
        if (MatchEntry.Of(_memory.Stored, after) is not { } entry) return [];
        var found = (await meetings.ForeseeAsync(after, entry.Meets, caller.Key, cancellationToken))
            .Where(finding => sight.IsMender(caller, finding.Responsible ?? AuthorityKey.Register, now.Today)).ToList();
        var disclosed = Disclosures.For(after, caller, VerifiedCaller.Current.Purpose, StatedCircumstances.None, now.Today);
        var asking = new Asking(after, caller, directory, now, StatedCircumstances.None, disclosed.Items.Count > 0 ? disclosed : null);
        var shown = Describe([.. found.Select((finding, place) => new FindingPlace(place, finding.Rule.Id, finding.Path ?? "", finding.Field ?? ""))], asking);
        return [.. found.Where((_, place) => shown?.Mends.ContainsKey(place) == true).Select(finding => finding.ToDoubt())];
    }

    /// <summary>Whom the last dry run has shown to whom.</summary>
    private sealed record ShownBefore(Caller Caller, IReadOnlyList<RecordId> Records);
}
