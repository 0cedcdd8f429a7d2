using AzrActors.Domain.Vocabulary;
using Npgsql;
using Xunit;
using static AzrActors.Journal.Tests.Journal.JournalDatabase;

namespace AzrActors.Journal.Tests.Journal;

/// <summary>Letters that a query causes are stored with the log entry of the query or not at all (AZRG § 5 Abs. 3, § 13).</summary>
public sealed class LoggedLetterTests(JournalDatabase database) : IClassFixture<JournalDatabase>
{
    private const string Entries = "select count(*) from access_log where record_id = $1 and kind = 'retrieval'";

    [Fact]
    public async Task A_letter_of_a_query_is_stored_with_its_log_entry_and_says_what_was_given()
    {
        var recipient = Samples.NewRecipient();
        var about = await StoredAsync();
        var letter = Letters.OfQuery(about, recipient);

        await LogAsync(about, letter);

        var stored = Assert.Single((await database.Feed.ReadAsync(recipient.Value, 0, 10, Cancellation)).Notices);
        Assert.Equal(Readable.Of(letter.Notice), Readable.Of(stored.Notice));
        Assert.Equal(1L, await database.ScalarAsync(Entries, about.Record.Value));
    }

    [Fact]
    public async Task Letters_of_queries_and_of_changes_are_numbered_in_one_row_without_a_gap()
    {
        var recipient = Samples.NewRecipient();
        var about = await StoredAsync(recipient);

        await LogAsync(about, Letters.OfQuery(about, recipient), Letters.OfQuery(about, recipient));
        await database.AppendAsync(Samples.Registration(recipient));
        await LogAsync(about, Letters.OfQuery(about, recipient));

        Assert.Equal([1, 2, 3, 4, 5], await database.NumbersAsync(recipient.Value));
    }

    [Fact]
    public async Task Many_queries_and_changes_at_once_leave_no_gap_and_no_letter_behind()
    {
        var recipient = Samples.NewRecipient();
        var about = await StoredAsync(recipient);
        await using var otherSilo = database.OpenJournal();
        IJournal[] silos = [database.Journal, otherSilo];

        await Task.WhenAll(Enumerable.Range(0, 40).Select(index => index % 4 == 0
            ? silos[index / 4 % 2].AppendAsync(Samples.Registration(recipient), Cancellation)
            : silos[index % 2].LogAsync(Samples.Retrieval(Samples.ReceivedAt, about.Record), [Letters.OfQuery(about, recipient)], Cancellation)));

        Assert.Equal(Enumerable.Range(1, 41).Select(number => (long)number), await database.NumbersAsync(recipient.Value));
        Assert.Equal(30L, await database.ScalarAsync(Entries, about.Record.Value));
    }

    [Fact]
    public async Task Neither_letter_nor_entry_is_stored_when_the_commit_fails()
    {
        var refused = Samples.NewRecipient();
        var about = await StoredAsync();
        await database.ScalarAsync($"""
            create function refuse_letter() returns trigger language plpgsql as $$ begin raise exception 'refused on purpose'; end $$;
            create constraint trigger refuse_letter after insert on notice deferrable initially deferred
              for each row when (new.recipient = '{refused.Value}') execute function refuse_letter()
            """);

        await LeavesNothingAsync("P0001", about, Letters.OfQuery(about, Samples.NewRecipient()), Letters.OfQuery(about, refused));
    }

    [Fact]
    public async Task Neither_letter_nor_entry_is_stored_when_the_letter_speaks_of_a_version_that_does_not_exist()
    {
        var about = await StoredAsync();
        await LeavesNothingAsync(PostgresErrorCodes.NotNullViolation, about, Letters.OfQuery(about, Samples.NewRecipient()) with { Version = 2 });
    }

    [Fact]
    public async Task A_query_whose_letter_fails_does_not_take_the_queries_beside_it_along()
    {
        var recipient = Samples.NewRecipient();
        var about = await StoredAsync();

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 9).Select(index => Record.ExceptionAsync(() =>
            LogAsync(about, Letters.OfQuery(about, recipient) with { Version = index == 4 ? 2 : 1 })).AsTask()));

        Assert.IsType<PostgresException>(Assert.Single(outcomes, outcome => outcome is not null));
        Assert.Equal(Enumerable.Range(1, 8).Select(number => (long)number), await database.NumbersAsync(recipient.Value));
        Assert.Equal(8L, await database.ScalarAsync(Entries, about.Record.Value));
    }

    private async Task<JournalAppend> StoredAsync(params AuthorityKey[] recipients)
    {
        var append = Samples.Registration(recipients);
        await database.AppendAsync(append);
        return append;
    }

    private Task LogAsync(JournalAppend about, params StoredLetter[] letters) =>
        database.Journal.LogAsync(Samples.Retrieval(Samples.ReceivedAt, about.Record), letters, Cancellation);

    private async Task LeavesNothingAsync(string sqlState, JournalAppend about, params StoredLetter[] letters)
    {
        var before = await database.FootprintAsync();
        Assert.Equal(sqlState, (await Assert.ThrowsAsync<PostgresException>(() => LogAsync(about, letters))).SqlState);
        Assert.Equal(before, await database.FootprintAsync());
    }
}
