using AzrActors.Domain.Disclosure;
using AzrActors.Domain.Distribution;
using AzrActors.Domain.PersonRecords;
using AzrActors.Domain.Vocabulary;

namespace AzrActors.Journal.Tests.Journal;

/// <summary>Letters with values in them, and changes that take values out of letters.</summary>
internal static class Letters
{
    /// <summary>Registers a person and tells each recipient the same values.</summary>
    public static JournalAppend Registration(IReadOnlyList<string> paths, params IReadOnlyList<AuthorityKey> recipients)
    {
        var append = Samples.Registration(recipients);
        return append with { Notices = [.. append.Notices.Select(notice => notice with { Items = [.. paths.Select(Item)] })] };
    }

    /// <summary>The next change of a record; with it these facts go.</summary>
    public static JournalAppend Erasing(JournalAppend before, params string[] facts) =>
        Samples.Following(before) with { Redaction = new Redaction(false, false, facts.ToHashSet()) };

    /// <summary>The next change of a record; with it everything goes.</summary>
    public static JournalAppend Blocking(JournalAppend before) =>
        Samples.Following(before) with { Redaction = new Redaction(true, false, new HashSet<string>()) };

    /// <summary>A letter of a query for the record, which changes nothing (AZRG § 5 Abs. 3).</summary>
    public static StoredLetter OfQuery(JournalAppend about, AuthorityKey recipient) => new(
        about.Record, about.Receipt.Version, new Notice(
            recipient, NoticeKind.Informed, about.Record.PseudonymFor(recipient), null, "", "", about.Receipt.Version, Samples.Day,
            Samples.ReceivedAt, "§ 5 Abs. 3 AZRG", "Mitteilung zu Ihrem Suchvermerk", [Item("report/body")], []));

    public static RecordItem Item(string path) => new(path, "AddressInGermany", "Straße", "Kanalweg", "Kanalweg",
        new Source(Samples.Abh, "32.1/4711", Guid.Empty, "§ 6 Abs. 1 Nr. 1 AZRG", Samples.ReceivedAt, Samples.Day, 1));
}
