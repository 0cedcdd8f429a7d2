using AzrActors.Domain.Vocabulary;
using Npgsql;
using Xunit;
using static AzrActors.Journal.Tests.Journal.JournalDatabase;

namespace AzrActors.Journal.Tests.Journal;

/// <summary>An append is stored as a whole or not at all, and says what was taken.</summary>
public sealed class AllOrNothingTests(JournalDatabase database) : IClassFixture<JournalDatabase>
{
    [Fact]
    public async Task A_failure_in_the_last_moment_leaves_nothing_not_even_a_number()
    {
        var told = Samples.NewRecipient();
        var refused = Samples.NewRecipient();
        await database.AppendAsync(Samples.Registration(told));
        await RefuseAtCommitAsync(refused);

        await LeavesNothingAsync(() => FailsAsync("P0001", Samples.Registration(told, refused)));

        await database.AppendAsync(Samples.Registration(told));
        Assert.Equal([1, 2], await database.NumbersAsync(told.Value));
        Assert.Empty(await database.NumbersAsync(refused.Value));
    }

    [Fact]
    public async Task Two_notices_to_one_recipient_in_one_append_get_numbers_of_their_own()
    {
        var recipient = Samples.NewRecipient();
        await database.AppendAsync(Samples.Registration(recipient, recipient));
        Assert.Equal([1, 2], await database.NumbersAsync(recipient.Value));
    }

    [Fact]
    public async Task A_version_that_another_activation_stored_is_taken()
    {
        var first = await StoredAsync(Samples.Registration());
        await StoredAsync(Samples.Following(first));

        await ConflictsAsync(JournalConflict.Version, Samples.Following(first, Samples.NewRecipient()));
    }

    [Fact]
    public async Task A_submission_id_is_taken_even_when_the_submission_speaks_of_another_record()
    {
        var first = await StoredAsync(Samples.Registration());
        var second = Samples.Registration(Samples.NewRecipient());

        await ConflictsAsync(JournalConflict.SubmissionId, second with
        {
            Receipt = second.Receipt with { SubmissionId = first.Receipt.SubmissionId },
        });
    }

    [Fact]
    public async Task A_submission_id_is_taken_even_when_nothing_was_new()
    {
        var first = await StoredAsync(Samples.Registration());

        await ConflictsAsync(JournalConflict.SubmissionId, first with { NewNumber = null, Change = null });
    }

    [Fact]
    public async Task An_AZR_number_of_another_record_is_taken()
    {
        var number = Samples.NewNumber();
        await StoredAsync(Samples.Registration(number));

        await ConflictsAsync(JournalConflict.AzrNumber, Samples.Registration(number, Samples.NewRecipient()));
    }

    [Fact]
    public async Task A_record_is_registered_once_and_a_second_registration_conflicts_over_the_version()
    {
        var first = await StoredAsync(Samples.Registration());

        await ConflictsAsync(JournalConflict.Version,
            Samples.Append(first.Record, Samples.NewNumber(), Samples.Change(1, Samples.EveryEvent[0]), Samples.NewRecipient()));
    }

    [Fact]
    public async Task Of_eight_activations_that_store_the_same_version_at_once_one_succeeds()
    {
        var first = await StoredAsync(Samples.Registration());
        var recipient = Samples.NewRecipient();

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => OutcomeAsync(Samples.Following(first, recipient))));

        Assert.Single(outcomes, outcome => outcome is null);
        Assert.Equal(7, outcomes.Count(outcome => outcome is JournalConflict.Version));
        Assert.Equal([1], await database.NumbersAsync(recipient.Value));
    }

    [Fact]
    public async Task A_connection_that_met_every_conflict_still_appends()
    {
        // One connection that prepares each statement at its second use, so that conflicts also meet statements half prepared.
        var single = new NpgsqlConnectionStringBuilder(database.ConnectionString) { MaxPoolSize = 1 }.ConnectionString;
        await using var source = NpgsqlDataSource.Create(single);
        var journal = database.OpenJournal(source);
        var number = Samples.NewNumber();
        var recipient = Samples.NewRecipient();
        var first = Samples.Registration(number, recipient);
        await journal.AppendAsync(first, Cancellation);

        for (var round = 0; round < 3; round++)
        {
            JournalAppend[] taken =
            [
                Samples.Registration(number, recipient),
                first with { NewNumber = null },
                first with { NewNumber = null, Change = null, Notices = [] },
            ];
            foreach (var append in taken)
                await Assert.ThrowsAsync<JournalConflictException>(() => journal.AppendAsync(append, Cancellation));
            await journal.AppendAsync(Samples.Registration(recipient), Cancellation);
        }

        Assert.Equal([1, 2, 3, 4], await database.NumbersAsync(recipient.Value));
    }

    [Fact]
    public Task An_append_cancelled_before_its_write_stores_nothing() => LeavesNothingAsync(() =>
        Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => database.Journal.AppendAsync(Samples.Registration(Samples.NewRecipient()), new CancellationToken(canceled: true))));

    [Fact]
    public async Task An_append_cancelled_during_its_write_is_stored_all_the_same()
    {
        using var cancelling = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        var told = Samples.NewRecipient();
        Task writing;
        await using (var held = await HeldRecipient.TakeAsync(database))
        {
            writing = database.Journal.AppendAsync(Samples.Registration(told, held.Key), cancelling.Token);
            await database.UntilWaitingAsync(1);
            await cancelling.CancelAsync();
        }

        await writing;

        Assert.Equal([1], await database.NumbersAsync(told.Value));
    }

    private async Task<JournalAppend> StoredAsync(JournalAppend append)
    {
        await database.AppendAsync(append);
        return append;
    }

    private Task ConflictsAsync(JournalConflict expected, JournalAppend append) =>
        LeavesNothingAsync(async () => Assert.Equal(expected, await OutcomeAsync(append)));

    private async Task<JournalConflict?> OutcomeAsync(JournalAppend append)
    {
        try
        {
            await database.AppendAsync(append);
            return null;
        }
        catch (JournalConflictException conflict)
        {
            return conflict.Conflict;
        }
    }

    private async Task FailsAsync(string sqlState, JournalAppend append) =>
        Assert.Equal(sqlState, (await Assert.ThrowsAsync<PostgresException>(() => database.AppendAsync(append))).SqlState);

    private async Task LeavesNothingAsync(Func<Task> fails)
    {
        var before = await database.FootprintAsync();
        await fails();
        Assert.Equal(before, await database.FootprintAsync());
    }

    /// <summary>Nothing comes later than this: every statement has succeeded, and the commit fails.</summary>
    private Task RefuseAtCommitAsync(AuthorityKey recipient) => database.ScalarAsync($"""
        create function refuse() returns trigger language plpgsql as $$ begin raise exception 'refused on purpose'; end $$;
        create constraint trigger refuse after insert on notice deferrable initially deferred
          for each row when (new.recipient = '{recipient.Value}') execute function refuse()
        """);
}
