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
    private static readonly Dictionary<string, Told> Nothing = [];

    /// <param name="before">Null when the record has just come into being.</param>
    /// <param name="today">Legal day of receipt, for rights, duties and competences.</param>
    public static IReadOnlyList<Notice> NoticesFor(
        PersonRecord? before, PersonRecord after, RecordChange change, AuthorityDirectory directory, DateOnly today)
    {
        var (was, isNow) = Side.Of(before, after, directory, today);
        var notices = new List<Notice>();
        foreach (var authority in (was?.Standing.Related ?? []).UnionBy(isNow.Standing.Related, authority => authority.Key))
            if (NoticeTo(authority, was, isNow, change, today) is { } notice) notices.Add(notice);
        if (was is not null) notices.AddRange(Events.NoticesFor(was, isNow, change, directory, today));
        return [.. notices.OrderBy(notice => notice.Recipient.Value, StringComparer.Ordinal).ThenBy(notice => notice.Kind)];
    }

    private static Notice? NoticeTo(Authority authority, Side? was, Side isNow, RecordChange change, DateOnly today)
    {
        var (before, after) = (was?.ToldTo(authority) ?? Nothing, isNow.ToldTo(authority));
        var changed = after.Values.Where(told => !before.TryGetValue(told.Item.Path, out var held) || !IsSame(held.Item, told.Item)).ToList();
        var removed = before.Keys.Where(path => !after.ContainsKey(path)).Order(StringComparer.Ordinal).ToList();
        if (changed.Count == 0 && removed.Count == 0) return null;
        var kind = was?.Tells(authority, before, _ => true) != true ? NoticeKind.Assigned
            : !isNow.Tells(authority, after, _ => true) ? NoticeKind.Released : NoticeKind.Changed;
        var (side, told) = kind == NoticeKind.Released ? (was!, before) : (isNow, after);
        return Letters.Write(authority, kind, side.Record, isNow.Record, isNow.Standing.Occasions, change, new LetterContent(
            authority.Key == change.Origin.Authority ? OwnSubmission : (changed.Count > 0 ? changed[0] : before[removed[0]]).Paragraph,
            [.. changed.Select(one => one.Item)],
            kind == NoticeKind.Released ? [] : removed,
            WithNumber: side.Tells(authority, told, one => one.WithNumber),
            WithName: side.Tells(authority, told, one => one.Item.Path == Letters.NamePath)), today);
    }

    // A value that only moved to another letter of the annex is no news; what the letter means for the recipient is in
    // what it is told at all.
    private static bool IsSame(RecordItem held, RecordItem told) => (held with { Item = told.Item }) == told;
}
