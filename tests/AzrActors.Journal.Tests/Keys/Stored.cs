using AzrActors.Domain.Distribution;
using AzrActors.Domain.PersonRecords;
using AzrActors.Domain.Vocabulary;
using AzrActors.Journal.Keys;
using AzrActors.Journal.Tests.Journal;
using static AzrActors.Journal.Tests.Journal.JournalDatabase;

namespace AzrActors.Journal.Tests.Keys;

/// <summary>Stored records and feeds as a silo reads them that has no key in memory, and rows as an administrator changes them.</summary>
internal static class Stored
{
    /// <summary>A row written before there were keys.</summary>
    private const string Clear = """
        insert into record_change (record_id, version, authority, submission_id, received_at, content)
        values ($1, $2, 'A12054', gen_random_uuid(), now(), $3)
        """;

    public static async Task<JournalAppend> RegisteredAsync(JournalDatabase database, params AuthorityKey[] recipients)
    {
        var append = Letters.Registration(["person/familyName", "address/1/street"], recipients);
        await database.AppendAsync(append);
        return append;
    }

    /// <summary>A record of one version from before keys.</summary>
    public static async Task<JournalAppend> ClearAsync(JournalDatabase database)
    {
        var append = Samples.Registration();
        await database.ScalarAsync(Clear, append.Record.Value, 1, AzrActors.Journal.Format.JournalFormat.Write(append.Change!));
        return append;
    }

    public static async Task<RecordHistory> ReadAsync(JournalDatabase database, RecordId record, RecordKeys? keys = null)
    {
        await using var silo = database.OpenJournal(keys: keys);
        return await silo.ReadAsync(record, 0, Cancellation);
    }

    /// <summary>The whole feed; throws where a letter of it cannot be opened.</summary>
    public static async Task<IReadOnlyList<Notice>> FeedAsync(JournalDatabase database, AuthorityKey recipient, INoticeFeed? feed = null)
    {
        var page = await (feed ?? database.OpenFeed()).ReadAsync(recipient.Value, 0, 100, Cancellation);
        return page.Broken is { } broken ? throw broken : [.. page.Notices.Select(stored => stored.Notice)];
    }

    public static IEnumerable<string> Kinds(RecordHistory history) =>
        history.Changes.SelectMany(change => change.Events).Select(happened => happened.GetType().Name);

    public static PersonRecord? State(RecordId record, RecordHistory history) => PersonRecord.Fold(record, history.Start, history.Changes);
}
