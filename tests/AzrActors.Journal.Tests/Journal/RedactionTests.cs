using System.Threading.Channels;
using AzrActors.Domain.Distribution;
using AzrActors.Domain.Vocabulary;
using AzrActors.Journal.Keys;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using Xunit;
using static AzrActors.Journal.Tests.Journal.JournalDatabase;

namespace AzrActors.Journal.Tests.Journal;

/// <summary>What a change takes out of the record also leaves the letters that are stored already, in the same transaction.</summary>
public sealed class RedactionTests(JournalDatabase database) : IClassFixture<JournalDatabase>
{
    private static readonly string[] Told = ["person/familyName", "address/1/street", "address/1/town", "address/2/street"];

    [Fact]
    public async Task Erased_facts_leave_the_letters_of_every_recipient_and_nothing_else_does()
    {
        var (one, other) = (Samples.NewRecipient(), Samples.NewRecipient());
        var first = await StoredAsync(Letters.Registration(Told, one, other));
        var (oneBefore, otherBefore) = (await LetterAsync(one, 1), await LetterAsync(other, 1));

        await database.AppendAsync(Letters.Erasing(first, "address/1"));

        await SaysAsync(oneBefore with { Items = [Letters.Item(Told[0]), Letters.Item(Told[3])] }, one, 1);
        await SaysAsync(otherBefore with { Items = [Letters.Item(Told[0]), Letters.Item(Told[3])] }, other, 1);
    }

    [Fact]
    public async Task A_letter_about_another_record_stays_as_it_is()
    {
        var recipient = Samples.NewRecipient();
        var first = await StoredAsync(Letters.Registration(Told, recipient));
        await StoredAsync(Letters.Registration(Told, recipient));
        var before = await RowAsync(recipient, 2);

        await database.AppendAsync(Letters.Blocking(first));

        Assert.Equal(before, await RowAsync(recipient, 2));
    }

    [Fact]
    public async Task A_letter_of_the_register_authority_stays_as_it_is()
    {
        var first = await StoredAsync(Letters.Registration(Told, AuthorityKey.Register));
        var before = await RowAsync(AuthorityKey.Register, 1);

        await database.AppendAsync(Letters.Blocking(first));

        Assert.Equal(before, await RowAsync(AuthorityKey.Register, 1));
    }

    [Fact]
    public async Task Under_a_block_a_letter_keeps_its_place_and_version_and_says_nothing()
    {
        var recipient = Samples.NewRecipient();
        await StoredAsync(Letters.Registration(Told, recipient));
        var blocked = await StoredAsync(Letters.Registration(Told, recipient));
        await StoredAsync(Letters.Registration(Told, recipient));

        await database.AppendAsync(Letters.Blocking(blocked));

        var letter = await LetterAsync(recipient, 2);
        Assert.Equal(("", "", null), (letter.PersonName, letter.BirthDate, letter.Number));
        Assert.Empty(letter.Items);
        Assert.Equal((1, blocked.Record.PseudonymFor(recipient)), (letter.Version, letter.Person));
        Assert.Equal([1, 2, 3], await database.NumbersAsync(recipient.Value));
        Assert.Equal(1, await database.ScalarAsync("select version from notice where recipient = $1 and sequence = 2", recipient.Value));
    }

    [Fact]
    public async Task All_earlier_letters_of_the_record_are_rewritten_and_later_ones_are_numbered_on()
    {
        var recipient = Samples.NewRecipient();
        var first = await StoredAsync(Letters.Registration(Told, recipient));
        var second = await StoredAsync(Samples.Following(first) with { Notices = [first.Notices[0] with { Version = 2 }] });

        var third = await StoredAsync(Letters.Erasing(second, "address/1", "address/2"));
        await database.AppendAsync(Samples.Following(third, recipient));

        Assert.Equal([Told[0]], (await LetterAsync(recipient, 1)).Items.Select(item => item.Path));
        Assert.Equal([Told[0]], (await LetterAsync(recipient, 2)).Items.Select(item => item.Path));
        Assert.Equal([1, 2, 3], await database.NumbersAsync(recipient.Value));
    }

    [Fact]
    public async Task Letters_stay_as_they_were_when_the_change_fails_after_they_were_rewritten()
    {
        var recipient = Samples.NewRecipient();
        var first = await StoredAsync(Letters.Registration(Told, recipient));
        await database.ScalarAsync($"""
            create function refuse_rewriting() returns trigger language plpgsql as $$ begin raise exception 'refused on purpose'; end $$;
            create constraint trigger refuse_rewriting after update on notice deferrable initially deferred
              for each row when (new.recipient = '{recipient.Value}') execute function refuse_rewriting()
            """);

        await LeavesAsTheyWereAsync(recipient, async () => Assert.Equal("P0001",
            (await Assert.ThrowsAsync<PostgresException>(() => database.AppendAsync(Letters.Erasing(first, "address/1")))).SqlState));
    }

    [Fact]
    public async Task A_version_that_is_taken_rewrites_no_letter()
    {
        var recipient = Samples.NewRecipient();
        var first = await StoredAsync(Letters.Registration(Told, recipient));
        await StoredAsync(Samples.Following(first));

        await LeavesAsTheyWereAsync(recipient, async () => Assert.Equal(JournalConflict.Version,
            (await Assert.ThrowsAsync<JournalConflictException>(() => database.AppendAsync(Letters.Blocking(first)))).Conflict));
    }

    [Fact]
    public async Task A_letter_that_cannot_be_read_fails_the_change_rather_than_stay_unredacted()
    {
        var recipient = Samples.NewRecipient();
        var first = await StoredAsync(Letters.Registration(Told, recipient));
        await database.ScalarAsync("update notice set content = '{}' where recipient = $1", recipient.Value);

        await LeavesAsTheyWereAsync(recipient, () =>
            Assert.ThrowsAsync<SealBrokenException>(() => database.AppendAsync(Letters.Erasing(first, "address/1"))));
    }

    [Fact]
    public async Task A_redaction_beside_other_appends_is_stored_and_so_are_they()
    {
        var recipient = Samples.NewRecipient();
        var first = await StoredAsync(Letters.Registration(Told, recipient));

        await Task.WhenAll(Enumerable.Range(0, 9).Select(index => database.Journal.AppendAsync(
            index == 4 ? Letters.Erasing(first, "address/1") : Letters.Registration(Told, recipient), Cancellation)));

        Assert.Equal([Told[0], Told[3]], (await LetterAsync(recipient, 1)).Items.Select(item => item.Path));
        Assert.Equal(Enumerable.Range(1, 9).Select(number => (long)number), await database.NumbersAsync(recipient.Value));
        Assert.Equal(8, (await database.Feed.ReadAsync(recipient.Value, 0, 10, Cancellation)).Notices
            .Count(stored => stored.Notice.Items.Any(item => item.Path.StartsWith("address/1", StringComparison.Ordinal))));
    }

    [Fact]
    public Task A_redaction_without_a_change_is_refused() => Assert.ThrowsAsync<ArgumentException>(() =>
        database.AppendAsync(Letters.Blocking(Samples.Registration()) with { Change = null }));

    [Fact]
    public async Task Listeners_hear_whose_letters_were_rewritten_and_only_that()
    {
        using var signal = new PostgresNoticeSignal(database.Running, TimeProvider.System, NullLogger<PostgresNoticeSignal>.Instance);
        var rewritten = Channel.CreateUnbounded<IReadOnlyList<string>>();
        signal.Subscribe(_ => { }, recipients => rewritten.Writer.TryWrite(recipients));
        await signal.StartAsync(Cancellation);
        Assert.Empty(await NextAsync(rewritten));
        var (one, other, marker) = (Samples.NewRecipient(), Samples.NewRecipient(), Samples.NewRecipient());
        var first = await StoredAsync(Letters.Registration(Told, one, other));
        var untouched = await StoredAsync(Letters.Registration([Told[0]], Samples.NewRecipient()));
        var last = await StoredAsync(Letters.Registration(Told, marker));

        await database.AppendAsync(Letters.Erasing(untouched, "address/1"));
        await database.AppendAsync(Letters.Erasing(first, "address/1"));
        await database.AppendAsync(Letters.Erasing(last, "address/1"));

        Assert.Equal(new[] { one.Value, other.Value }.Order(), (await NextAsync(rewritten)).Order());
        Assert.Equal([marker.Value], await NextAsync(rewritten));
        await signal.StopAsync(CancellationToken.None);
    }

    private static async Task<IReadOnlyList<string>> NextAsync(Channel<IReadOnlyList<string>> heard) =>
        await heard.Reader.ReadAsync(Cancellation).AsTask().WaitAsync(Patience, Cancellation);

    private async Task<JournalAppend> StoredAsync(JournalAppend append)
    {
        await database.AppendAsync(append);
        return append;
    }

    private async Task<Notice> LetterAsync(AuthorityKey recipient, long sequence) =>
        Assert.Single(
            (await database.Feed.ReadAsync(recipient.Value, sequence - 1, 1, Cancellation)).Notices, stored => stored.Sequence == sequence).Notice;

    /// <summary>The occasion is told anew from what is left.</summary>
    private async Task SaysAsync(Notice expected, AuthorityKey recipient, long sequence) => Assert.Equal(
        Readable.Of(expected with { Occasion = Occasions.Describe(expected.Kind, expected.Items) }),
        Readable.Of(await LetterAsync(recipient, sequence)));

    private async Task<string> RowAsync(AuthorityKey recipient, long sequence) => (string)(await database.ScalarAsync(
        "select notice::text from notice where recipient = $1 and sequence = $2", recipient.Value, sequence))!;

    private async Task LeavesAsTheyWereAsync(AuthorityKey recipient, Func<Task> fails)
    {
        var (footprint, row) = (await database.FootprintAsync(), await RowAsync(recipient, 1));
        await fails();
        Assert.Equal((footprint, row), (await database.FootprintAsync(), await RowAsync(recipient, 1)));
    }
}
