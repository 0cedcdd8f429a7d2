using AzrActors.Journal.Keys;
using AzrActors.Journal.Tests.Journal;
using AzrActors.Journal.Tests.Snapshots;
using Xunit;
using static AzrActors.Journal.Tests.Journal.JournalDatabase;

namespace AzrActors.Journal.Tests.Keys;

/// <summary>What is stored of a person is readable with its key only, and only where the register stored it.</summary>
public sealed class SealedStorageTests(JournalDatabase database) : IClassFixture<JournalDatabase>
{
    private const string Readable = """
        select count(*) from (
          select record_id, content from record_change union all select record_id, content from notice
          union all select record_id, content from record_snapshot) stored
        where record_id = any($2) and position(convert_to($1, 'UTF8') in content) > 0
        """;

    [Theory]
    [InlineData("Ḥasan")]
    [InlineData("Kanalweg")]
    [InlineData("Frau Beispiel")]
    [InlineData("nationality")]
    public async Task No_table_shows_what_is_said_of_a_person(string said)
    {
        var record = Samples.NewRecord();
        await database.AppendAsync(Samples.Append(record, Samples.NewNumber(), Samples.Change(1, Samples.EveryEvent)));
        var told = await Stored.RegisteredAsync(database, Samples.NewRecipient());
        var moved = await History.AppendAsync(database, History.Moves(16));

        Assert.Equal(0L, await database.ScalarAsync(Readable, said, (Guid[])[record.Value, told.Record.Value, moved.Record.Value]));
        Assert.Equal(Samples.EveryEvent.Count, (await Stored.ReadAsync(database, record)).Changes[0].Events.Count);
    }

    [Fact]
    public async Task The_same_letter_never_has_the_same_bytes_twice()
    {
        var recipient = Samples.NewRecipient();
        var about = await Stored.RegisteredAsync(database);
        var letter = Letters.OfQuery(about, recipient);
        for (var i = 0; i < 8; i++) await database.Journal.LogAsync(Samples.Retrieval(Samples.ReceivedAt, about.Record), [letter], Cancellation);

        Assert.Equal(8L, await database.ScalarAsync(
            "select count(distinct substring(content from 2 for 12)) from notice where recipient = $1", recipient.Value));
        Assert.Equal(8L, await database.ScalarAsync(
            "select count(distinct substring(content from 14)) from notice where recipient = $1", recipient.Value));
    }

    [Theory]
    [InlineData("update record_change c set content = o.content from record_change o where o.record_id = c.record_id and o.version = 3 - c.version and c.record_id = $1")]
    [InlineData("update record_change c set content = o.content from record_change o where o.version = c.version and c.record_id = $1 and o.record_id = $2")]
    [InlineData("update record_change set content = set_byte(content, 40, get_byte(content, 40) # 1) where record_id = $1 and version = 2")]
    [InlineData("update record_change set content = substring(content for 30) where record_id = $1 and version = 2")]
    [InlineData("update record_change set content = convert_to('{}', 'UTF8') where record_id = $1 and version = 2")]
    [InlineData("update record_change set content = '\\x02' where record_id = $1 and version = 2")]
    [InlineData("update record_change set content = '\\x00' where record_id = $1 and version = 2")]
    [InlineData("update record_change set content = '' where record_id = $1 and version = 2")]
    [InlineData("update record_key k set wrapped_key = o.wrapped_key from record_key o where k.record_id = $1 and o.record_id = $2")]
    [InlineData("update record_key set sealed_from = 9 where record_id = $1")]
    [InlineData("update record_key set wrapped_key = set_byte(wrapped_key, 50, get_byte(wrapped_key, 50) # 1) where record_id = $1")]
    [InlineData("delete from record_key where record_id = $1")]
    [InlineData("update notice c set content = o.content from notice o where o.recipient <> c.recipient and o.version = c.version and o.record_id = c.record_id and c.record_id = $1", true)]
    [InlineData("update notice c set content = o.content from notice o where o.recipient = c.recipient and o.version <> c.version and o.record_id = c.record_id and c.record_id = $1", true)]
    [InlineData("update notice c set content = o.content from record_change o where o.version = c.version and o.record_id = c.record_id and c.record_id = $1", true)]
    [InlineData("update notice set content = convert_to('{}', 'UTF8') where record_id = $1", true)]
    public async Task Whatever_is_altered_swapped_or_put_in_the_clear_is_noticed(string tampering, bool ofLetters = false)
    {
        var (one, other) = (Samples.NewRecipient(), Samples.NewRecipient());
        var first = await Stored.RegisteredAsync(database, one, other);
        await database.AppendAsync(Samples.Following(first, one, other));
        var another = await Stored.RegisteredAsync(database);
        Assert.Equal(2, (await Stored.FeedAsync(database, one)).Count);

        await database.ScalarAsync(tampering + (tampering.Contains("$2", StringComparison.Ordinal) ? "" : " and $2::uuid is not null"), first.Record.Value, another.Record.Value);

        await Assert.ThrowsAsync<SealBrokenException>(() => ofLetters
            ? Stored.FeedAsync(database, one) : Stored.ReadAsync(database, first.Record));
        Assert.Single((await Stored.ReadAsync(database, another.Record)).Changes);
    }

    [Theory]
    [InlineData("update notice set content = set_byte(content, 40, get_byte(content, 40) # 1) where recipient = $1 and sequence = 2", 1)]
    [InlineData("update record_key set wrapped_key = set_byte(wrapped_key, 50, get_byte(wrapped_key, 50) # 1) where record_id in (select record_id from notice where recipient = $1)", 0)]
    public async Task A_letter_that_cannot_be_opened_ends_the_page_of_its_own_feed_only(string tampering, int readable)
    {
        var (one, other) = (Samples.NewRecipient(), Samples.NewRecipient());
        await database.AppendAsync(Samples.Following(await Stored.RegisteredAsync(database, one), one));
        await database.AppendAsync(Samples.Following(await Stored.RegisteredAsync(database, other), other));

        await database.ScalarAsync(tampering, one.Value);
        var pages = await database.OpenFeed().ReadAllAsync([new(one.Value, 0), new(other.Value, 0)], 10, Cancellation);

        Assert.Equal([readable, 2], pages.Select(page => page.Notices.Count));
        Assert.Equal([2, 2], pages.Select(page => page.Last));
        Assert.IsType<SealBrokenException>(pages[0].Broken);
        Assert.Null(pages[1].Broken);
    }

    [Fact]
    public async Task What_is_from_before_keys_is_read_and_what_follows_is_sealed_for_good()
    {
        var old = await Stored.ClearAsync(database);
        Assert.Equal(["PersonRegistered"], Stored.Kinds(await Stored.ReadAsync(database, old.Record)));

        await database.AppendAsync(Samples.Following(old));

        Assert.Equal(["PersonRegistered", "PersonalDataChanged"], Stored.Kinds(await Stored.ReadAsync(database, old.Record)));
        Assert.Equal("1 2", await database.ScalarAsync("""
            select concat_ws(' ', get_byte(content, 0), sealed_from) from record_change join record_key using (record_id)
            where record_id = $1 and version = 2
            """, old.Record.Value));
        await database.ScalarAsync("update record_change set content = (select content from record_change where record_id = $1 and version = 1) "
            + "where record_id = $1 and version = 2", old.Record.Value);
        await Assert.ThrowsAsync<SealBrokenException>(() => Stored.ReadAsync(database, old.Record));
    }

    [Fact]
    public async Task A_letter_about_a_record_from_before_keys_makes_the_key_and_many_silos_at_once_make_one()
    {
        var (old, recipient) = (await Stored.ClearAsync(database), Samples.NewRecipient());
        await Task.WhenAll(Enumerable.Range(0, 8).Select(async _ =>
        {
            await using var silo = database.OpenJournal();
            await silo.LogAsync(Samples.Retrieval(Samples.ReceivedAt, old.Record), [Letters.OfQuery(old, recipient)], Cancellation);
        }));

        Assert.Equal(8, (await Stored.FeedAsync(database, recipient)).Count);
        Assert.Equal(2, await database.ScalarAsync("select sealed_from from record_key where record_id = $1", old.Record.Value));
        Assert.Equal(["PersonRegistered"], Stored.Kinds(await Stored.ReadAsync(database, old.Record)));
    }

    [Fact]
    public async Task A_registration_takes_the_key_that_is_there_when_an_older_database_was_restored_beside_the_newest_keys()
    {
        var append = await Stored.RegisteredAsync(database);
        await database.ScalarAsync("""
            with number as (delete from azr_number where record_id = $1), receipt as (delete from submission_receipt where record_id = $1)
            delete from record_change where record_id = $1
            """, append.Record.Value);

        await database.AppendAsync(append);

        Assert.Single((await Stored.ReadAsync(database, append.Record)).Changes);
    }

    [Fact]
    public async Task A_redacted_letter_is_sealed_again_and_old_ones_are_sealed_by_it()
    {
        var recipient = Samples.NewRecipient();
        var first = await Stored.RegisteredAsync(database, recipient);

        await database.AppendAsync(Letters.Erasing(first, "address/1"));

        Assert.Equal(["person/familyName"], (await Stored.FeedAsync(database, recipient))[0].Items.Select(item => item.Path));
        Assert.Equal(1, await database.ScalarAsync("select get_byte(content, 0) from notice where recipient = $1", recipient.Value));
    }

    [Fact]
    public async Task Rows_sealed_by_an_earlier_build_are_read()
    {
        var master = MasterKey.Parse("golden", Convert.ToBase64String([.. Enumerable.Range(0, 32).Select(value => (byte)value)]));
        using var keys = new RecordKeys(new MasterKeys(master));
        await database.ScalarAsync(await File.ReadAllTextAsync(Path.Combine(AppContext.BaseDirectory, "Goldens", "Sealed", "rows-1.sql"), Cancellation));

        var history = await Stored.ReadAsync(database, Sealed.Record, keys);
        var letter = Assert.Single(await Stored.FeedAsync(database, Sealed.Letter.Recipient, new PostgresNoticeFeed(database.Running, keys)));

        Assert.Equal(Journal.Readable.Of(Sealed.Changes), Journal.Readable.Of(history.Changes));
        Assert.Equal(Journal.Readable.Of(Sealed.Letter), Journal.Readable.Of(letter));
    }
}
