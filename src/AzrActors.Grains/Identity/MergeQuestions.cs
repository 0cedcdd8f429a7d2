using AzrActors.Contracts.Law;
using AzrActors.Domain.Distribution;
using AzrActors.Domain.PersonRecords;
using AzrActors.Domain.Vocabulary;
using AzrActors.Grains.Authorities;
using AzrActors.Grains.PersonRecords;
using AzrActors.Journal;

namespace AzrActors.Grains.Identity;

/// <summary>Letters to the offices whose consent to a merge is asked for.</summary>
internal sealed class MergeQuestions(IJournal journal, AuthoritiesCache authorities, IGrainFactory grains, RegisterClock clock)
{
    /// <param name="offices">Those that have not answered.</param>
    /// <param name="records">As they are now; each office is asked about the one that it supplied.</param>
    public async Task AskAsync(
        Guid mergeCase, DateTimeOffset answerBy, IReadOnlyList<AuthorityKey> offices, IReadOnlyList<PersonRecord> records, CancellationToken cancellationToken)
    {
        var (now, directory) = (clock.Now(), await authorities.GetFreshAsync(grains));
        await journal.SendAsync([.. records.SelectMany(record => MergeLetters.Asked(
            record, offices, mergeCase, LegalCalendar.DayOf(answerBy), now.Instant, now.Today, directory), (record, notice) => new StoredLetter(record.Id, record.Version, notice))],
            cancellationToken);
    }

    /// <summary>Reminds those who have not answered.</summary>
    public async Task RemindAsync(Journal.Identity.StoredMergeCase merge, CancellationToken cancellationToken)
    {
        var silent = merge.Consents.Where(consent => consent.Agrees is null).Select(consent => consent.Authority).ToList();
        var records = new List<PersonRecord>();
        foreach (var id in new[] { merge.Kept, merge.Other })
            if ((await journal.ReadAsync(id, 0, cancellationToken)).StateOf(id) is { } record) records.Add(record);
        await AskAsync(merge.Case, merge.AnswerBy, silent, records, cancellationToken);
    }
}
