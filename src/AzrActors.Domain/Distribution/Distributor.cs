using AzrActors.Domain.Disclosure;
using AzrActors.Domain.PersonRecords;
using AzrActors.Domain.Vocabulary;

namespace AzrActors.Domain.Distribution;

/// <summary>
/// Decides who is told about a change and what. While a relation lasts, a notice is the difference between what its
/// recipient was told before and after, so whoever applies all of them holds exactly the register's view for that
/// recipient; beside them stand letters about single events (<see cref="Events"/>).
/// </summary>
public static class Distributor
{
    private const string OwnSubmission = "§ 6 AZRG (eigene Übermittlung)";

    /// <param name="before">Null when the record has just come into being.</param>
    /// <param name="today">Legal day of receipt, for rights, duties and competences.</param>
    public static IReadOnlyList<Notice> NoticesFor(
        PersonRecord? before, PersonRecord after, RecordChange change, AuthorityDirectory directory, DateOnly today)
    {
        var was = new Side(before, directory, today);
        var isNow = new Side(after, directory, today);
        var lasting = was.Related.Union(isNow.Related).Select(authority => NoticeTo(authority, was, isNow, change, today)).OfType<Notice>();
        return [.. lasting.Concat(Events.NoticesFor(was, isNow, change, directory, today))
            .OrderBy(notice => notice.Recipient.Value, StringComparer.Ordinal).ThenBy(notice => notice.Kind)];
    }

    private static Notice? NoticeTo(Authority authority, Side was, Side isNow, RecordChange change, DateOnly today)
    {
        var (before, after) = (was.ToldTo(authority), isNow.ToldTo(authority));
        var changed = after.Values.Where(told => !before.TryGetValue(told.Item.Path, out var held) || !IsSame(held.Item, told.Item)).ToList();
        var removed = before.Keys.Where(path => !after.ContainsKey(path)).Order(StringComparer.Ordinal).ToList();
        if (changed.Count == 0 && removed.Count == 0) return null;
        var kind = before.Count == 0 ? NoticeKind.Assigned : after.Count == 0 ? NoticeKind.Released : NoticeKind.Changed;
        var (side, told) = kind == NoticeKind.Released ? (was, before) : (isNow, after);
        return Letters.Write(authority, kind, side.Record!, isNow.Record!, change, new LetterContent(
            authority.Key == change.Origin.Authority ? OwnSubmission : (changed.Count > 0 ? changed[0] : before.Values.First()).Paragraph,
            [.. changed.Select(one => one.Item)],
            kind == NoticeKind.Released ? [] : removed,
            WithNumber: told.Values.Any(one => one.WithNumber),
            WithName: told.ContainsKey(Letters.NamePath)), today);
    }

    // A value that only moved to another letter of the annex is no news; what the letter means for the recipient is in
    // what it is told at all.
    private static bool IsSame(RecordItem held, RecordItem told) => (held with { Item = told.Item }) == told;
}
