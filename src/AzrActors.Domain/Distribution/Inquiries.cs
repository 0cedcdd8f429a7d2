using AzrActors.Domain.Disclosure;
using AzrActors.Domain.Law;
using AzrActors.Domain.PersonRecords;
using AzrActors.Domain.Vocabulary;

namespace AzrActors.Domain.Distribution;

/// <summary>Letters that a query causes: whoever placed a search note for other facts is told who asked (AZRG § 5 Abs. 3 Nr. 2).</summary>
public static class Inquiries
{
    private const string Query = "query";

    /// <param name="caller">Who asked; its own note tells it nothing new.</param>
    public static IReadOnlyList<Notice> NoticesFor(
        PersonRecord record, Authority caller, DateTimeOffset at, AuthorityDirectory directory, DateOnly today)
    {
        var notes = SearchNotes.RunningOn(record, today).Where(note => SearchNotes.OwnerOf(note) != caller.Key).ToList();
        if (notes.Count == 0) return [];
        var exceptions = new Exceptions(record, new RecordOccasions(record, today), directory, today);
        var owners = notes.Select(note => directory.FindHolder(SearchNotes.OwnerOf(note), today)).OfType<Authority>().Distinct();
        return
        [
            .. from rule in DutyRule.All
               where rule.Triggers.Contains(Query) && rule.Holds(today)
               from owner in owners
               where exceptions.Allow(rule, owner)
               select NoticeTo(owner, rule, record, caller, at, today),
        ];
    }

    private static Notice NoticeTo(Authority owner, DutyRule rule, PersonRecord record, Authority caller, DateTimeOffset at, DateOnly today)
    {
        var asked = Letters.Body("Anfragende Stelle", caller.Key, new Source(caller.Key, "", Guid.Empty, rule.Paragraph, at, today, record.Version));
        return new Notice(owner.Key, NoticeKind.Informed, record.Id.PseudonymFor(owner.Key), null, "", "", record.Version, today, at, rule.Paragraph,
            Occasions.Describe(NoticeKind.Informed, [asked]), [asked], []);
    }
}
