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
        var was = new Side(before, directory, today);
        var isNow = new Side(after, directory, today);
        return [.. was.Recipients.Union(isNow.Recipients).OrderBy(authority => authority.Key.Value, StringComparer.Ordinal)
            .Select(authority => NoticeTo(authority, was, isNow, after, change)).OfType<Notice>()];
    }

    private static Notice? NoticeTo(Authority authority, Side was, Side isNow, PersonRecord after, RecordChange change)
    {
        var changed = new List<(RecordItem Item, string Paragraph)>();
        foreach (var item in isNow.Items.Values)
            if (isNow.FindDuty(authority, item) is { } duty && !was.Tells(authority, item)) changed.Add((item, duty));
        var removed = was.Items.Values
            .Where(item => !isNow.Tells(authority, item.Path) && was.FindDuty(authority, item) is not null).Select(item => item.Path).Order(StringComparer.Ordinal).ToList();
        if (changed.Count == 0 && removed.Count == 0) return null;
        var kind = !was.TellsAnything(authority) ? NoticeKind.Assigned : !isNow.TellsAnything(authority) ? NoticeKind.Released : NoticeKind.Changed;
        var person = kind == NoticeKind.Released ? was.Record! : after;
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
            authority.Key == change.Origin.Authority ? OwnSubmission : changed.Count > 0 ? changed[0].Paragraph : was.FirstDuty(authority),
            Occasions.Describe(kind, changed.Select(told => told.Item)),
            [.. changed.Select(told => told.Item)],
            kind == NoticeKind.Released ? [] : removed);
    }

    /// <summary>The record before or after the change: its values, who has to do with it, and what each is told of it.</summary>
    private sealed class Side
    {
        private readonly ILookup<Authority, Relation> _relations;
        private readonly PersonGroup _group;
        private readonly DateOnly _today;

        public Side(PersonRecord? record, AuthorityDirectory directory, DateOnly today)
        {
            (Record, _today) = (record, today);
            Items = record is null ? [] : RecordItems.Of(record).ToDictionary(item => item.Path);
            _relations = Relations.Of(record, directory, today).ToLookup(pair => pair.Authority, pair => pair.Relation);
            _group = PersonGroups.Of(record?.Nationalities ?? [], today);
        }

        public PersonRecord? Record { get; }

        public Dictionary<string, RecordItem> Items { get; }

        public IEnumerable<Authority> Recipients => _relations.Select(group => group.Key);

        /// <summary>Paragraph that orders to tell the authority this value, if it may see it at all.</summary>
        public string? FindDuty(Authority authority, RecordItem item)
        {
            foreach (var relation in _relations[authority])
                if (DutiesToTell.FindParagraph(item.Item, relation, _today) is { } paragraph)
                    return ReadRights.Allow(item.Item, authority.Kind, _group, _today) ? paragraph : null;
            return null;
        }

        /// <summary>
        /// True if the authority is told exactly this value of this source. A value that only moves to another letter of
        /// its row, as an address does when the person moves out (5b a to 5b b), is no news.
        /// </summary>
        public bool Tells(Authority authority, RecordItem item) =>
            Items.TryGetValue(item.Path, out var held) && held with { Item = item.Item } == item && FindDuty(authority, held) is not null;

        public bool Tells(Authority authority, string path) => Items.TryGetValue(path, out var held) && FindDuty(authority, held) is not null;

        public bool TellsAnything(Authority authority) => Items.Values.Any(item => FindDuty(authority, item) is not null);

        public string FirstDuty(Authority authority) => Items.Values.Select(item => FindDuty(authority, item)).First(duty => duty is not null)!;
    }
}
