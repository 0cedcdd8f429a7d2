using AzrActors.Domain.Disclosure;
using AzrActors.Domain.Law;
using AzrActors.Domain.PersonRecords;
using AzrActors.Domain.Vocabulary;

namespace AzrActors.Domain.Distribution;

/// <summary>
/// Decides who is told about a change and what. A notice is the difference between what its recipient was entitled to
/// know before and after, so whoever applies all notices holds exactly the register's view for that recipient.
/// </summary>
public static class Distributor
{
    private const string OwnSubmission = "§ 6 AZRG (eigene Übermittlung)";

    /// <param name="before">Null when the record has just come into being.</param>
    /// <param name="today">Legal day of receipt, for rights, duties and competences.</param>
    public static IReadOnlyList<Notice> NoticesFor(
        PersonRecord? before, PersonRecord after, RecordChange change, AuthorityDirectory directory, DateOnly today)
    {
        var was = Relations.Of(before, directory, today).ToLookup(pair => pair.Authority, pair => pair.Relation);
        var isNow = Relations.Of(after, directory, today).ToLookup(pair => pair.Authority, pair => pair.Relation);
        var concerned = was.Select(group => group.Key).Union(isNow.Select(group => group.Key))
            .OrderBy(authority => authority.Key.Value, StringComparer.Ordinal);
        return [.. concerned.Select(authority => NoticeTo(authority)).OfType<Notice>()];

        Notice? NoticeTo(Authority authority)
        {
            var knew = KnownTo(authority, was[authority], before, today);
            var knows = KnownTo(authority, isNow[authority], after, today);
            var items = knows.Values.Where(told => !knew.TryGetValue(told.Item.Path, out var old) || old.Item != told.Item).ToList();
            var removed = knew.Keys.Except(knows.Keys).Order(StringComparer.Ordinal).ToList();
            if (items.Count == 0 && removed.Count == 0) return null;
            var kind = knew.Count == 0 ? NoticeKind.Assigned : knows.Count == 0 ? NoticeKind.Released : NoticeKind.Changed;
            var person = kind == NoticeKind.Released ? before! : after;
            return new Notice(
                authority.Key,
                kind,
                after.Id.PseudonymFor(authority.Key),
                after.Number,
                person.Name,
                person.BirthDate?.ToString() ?? "",
                after.Version,
                change.Origin.OccurredOn,
                change.Origin.ReceivedAt,
                Paragraph(authority, change, items.FirstOrDefault() ?? knew.Values.First()),
                Occasions.Describe(kind, items.Select(told => told.Item)),
                [.. items.Select(told => told.Item)],
                kind == NoticeKind.Released ? [] : removed);
        }
    }

    private static string Paragraph(Authority authority, RecordChange change, Told first) =>
        authority.Key == change.Origin.Authority ? OwnSubmission : first.Paragraph;

    /// <summary>What the authority may see (rights) of what it must be told (duties), by path.</summary>
    private static Dictionary<string, Told> KnownTo(Authority authority, IEnumerable<Relation> relations, PersonRecord? record, DateOnly today)
    {
        var told = new Dictionary<string, Told>();
        var held = relations.ToList();
        if (record is null || held.Count == 0) return told;
        foreach (var item in Disclosures.ViewFor(record, authority, today))
        {
            var paragraph = held.Select(relation => DutiesToTell.FindParagraph(item.Item, relation, today)).FirstOrDefault(found => found is not null);
            if (paragraph is not null) told[item.Path] = new Told(item, paragraph);
        }
        return told;
    }

    private sealed record Told(RecordItem Item, string Paragraph);
}
