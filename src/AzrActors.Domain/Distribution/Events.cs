using AzrActors.Domain.Disclosure;
using AzrActors.Domain.Law;
using AzrActors.Domain.PersonRecords;
using AzrActors.Domain.Vocabulary;

namespace AzrActors.Domain.Distribution;

/// <summary>Letters about single events (AZRG §§ 5, 15a, 18e, 18f, 38), told once to whom the rules name.</summary>
internal static class Events
{
    private const string ChangedItems = "changedItems";
    private const string ReportingBody = "reportingBody";
    private const string NotIfOwnReport = "notIfOwnReport";
    private const string NotOnExpiry = "notOnExpiry";
    private const string Expired = "termExpired";

    public static IEnumerable<Notice> NoticesFor(Side was, Side isNow, RecordChange change, AuthorityDirectory directory, DateOnly today)
    {
        var happening = new Happening(was, isNow, change, today);
        return from rule in DutyRule.All
               where !rule.IsStanding && rule.Holds(today) && happening.Fires(rule)
               from recipient in Recipients(rule, was, isNow, happening, directory, today).Distinct()
               let notice = NoticeTo(recipient, rule, was, isNow, happening, today)
               where notice is not null
               select notice;
    }

    private static IEnumerable<Authority> Recipients(
        DutyRule rule, Side was, Side isNow, Happening happening, AuthorityDirectory directory, DateOnly today) => rule.Recipient switch
        {
            Relation.Supplier => happening.Mended.Select(item => item.Source.Authority).Distinct()
                .Select(key => directory.FindHolder(key, today)).OfType<Authority>(),
            // Who kept the file when the person left is known from before the arrival.
            Relation.FormerFileKeeper => was.Standing.Related.Where(authority => was.Standing.RelationsOf(authority).Contains(Relation.FormerFileKeeper)),
            _ => isNow.Standing.Related.Where(authority => isNow.Standing.RelationsOf(authority).Contains(rule.Recipient)),
        };

    private static Notice? NoticeTo(Authority recipient, DutyRule rule, Side was, Side isNow, Happening happening, DateOnly today)
    {
        var change = happening.Change;
        if (rule.Exceptions.Contains(NotIfOwnReport) && change.Origin.Authority == recipient.Key) return null;
        if (rule.Exceptions.Contains(NotOnExpiry) && happening.ErasedFor(Expired)) return null;
        if (!isNow.Standing.Exceptions.Allow(rule, recipient) || !isNow.Standing.Exceptions.AllowReport(rule, change.Origin.Authority)) return null;
        var content = Content(recipient, rule, was, isNow, happening).DistinctBy(item => item.Path).ToList();
        var removed = rule.Content.Says(ChangedItems) ? happening.ErasedOf(recipient.Key) : [];
        // What the recipient is told anyway while its relation lasts is not told twice.
        var news = content.Where(happening.IsNew).ToList();
        if (news.Count + removed.Count == 0 || (removed.Count == 0 && news.All(item => isNow.Standing.FindDuty(recipient, item) is not null))) return null;
        return Letters.Write(recipient, NoticeKind.Informed, isNow.Record, isNow.Record, isNow.Standing.Occasions, change, new LetterContent(
            rule.Paragraph, content, removed, rule.Content.Says(KnownItems.AzrNumber), content.Any(item => item.Path == Letters.NamePath)), today);
    }

    private static IEnumerable<RecordItem> Content(Authority recipient, DutyRule rule, Side was, Side isNow, Happening happening)
    {
        foreach (var item in isNow.Items)
            if ((happening.Covers(rule.Content, item) || (rule.Content.Says(ChangedItems) && happening.IsNew(item)))
                && isNow.Standing.Look(recipient, rule, item) is { } seen) yield return seen;
        // The address before the change goes with the new one, as it stood then (§ 18e Satz 3).
        foreach (var item in was.Items)
            if (rule.FormerValues.Contains(item.Item) && was.Standing.Look(recipient, rule, item) is { } seen) yield return seen;
        if (rule.Content.Says(ReportingBody)) yield return happening.Reporter();
    }
}
