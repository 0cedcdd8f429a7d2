using AzrActors.Domain.Vocabulary;
using Npgsql;
using Xunit;
using static AzrActors.Journal.Tests.Journal.JournalDatabase;

namespace AzrActors.Journal.Tests.Journal;

/// <summary>The numbers of each recipient are 1, 2, 3 … for everybody who looks, whatever writers do.</summary>
public sealed class FeedNumberTests(JournalDatabase database) : IClassFixture<JournalDatabase>
{
    private const int Writers = 16;
    private const int AppendsPerWriter = 20;

    [Fact]
    public async Task Sixteen_writers_to_overlapping_recipients_leave_no_gap_and_no_deadlock()
    {
        AuthorityKey[] recipients = [.. Enumerable.Range(0, 6).Select(_ => Samples.NewRecipient())];
        var told = Enumerable.Range(0, Writers).Select(_ => SetsOf(recipients, AppendsPerWriter)).ToList();

        await Task.WhenAll(told.Select(async appends =>
        {
            foreach (var recipientsOfOne in appends) await database.AppendAsync(Samples.Registration(recipientsOfOne));
        }));

        foreach (var recipient in recipients)
        {
            var count = told.Sum(appends => appends.Count(append => append.Contains(recipient)));
            Assert.Equal(Numbers(count), await database.NumbersAsync(recipient.Value));
        }
    }

    [Fact]
    public async Task A_writer_held_open_delays_writers_of_the_same_recipient_and_nobody_else()
    {
        var shared = Samples.NewRecipient();
        var other = Samples.NewRecipient();
        var first = Samples.Registration(shared);
        Task holding, following;
        await using (var held = await HeldRecipient.TakeAsync(database))
        {
            holding = database.AppendAsync(Samples.Following(await StoredAsync(first), shared, held.Key));
            await database.UntilWaitingAsync(1);
            following = database.AppendAsync(Samples.Registration(shared));
            await database.UntilWaitingAsync(2);

            await database.AppendAsync(Samples.Registration(other));

            Assert.Equal([1], await database.NumbersAsync(other.Value));
            Assert.Equal([1], await database.NumbersAsync(shared.Value));
            Assert.False(holding.IsCompleted || following.IsCompleted);
        }
        await Task.WhenAll(holding, following);
        var page = await database.Feed.ReadAsync(shared.Value, 1, 10, Cancellation);
        Assert.Equal([(2, 2), (3, 1)], page.Notices.Select(stored => (stored.Sequence, stored.Notice.Version)));
    }

    [Fact]
    public async Task An_aborted_writer_gives_its_number_back()
    {
        var shared = Samples.NewRecipient();
        Task aborted, following;
        await using (var held = await HeldRecipient.TakeAsync(database))
        {
            aborted = database.AppendAsync(Samples.Registration(shared, held.Key));
            await database.UntilWaitingAsync(1);
            following = database.AppendAsync(Samples.Registration(shared));
            await database.UntilWaitingAsync(2);

            await held.AbortWaitingAsync();

            await following;
            Assert.Equal(PostgresErrorCodes.QueryCanceled, (await Assert.ThrowsAsync<PostgresException>(() => aborted)).SqlState);
        }
        Assert.Equal([1], await database.NumbersAsync(shared.Value));
    }

    [Fact]
    public async Task A_reader_never_sees_a_number_before_its_predecessor()
    {
        const int rounds = 12, quickAppends = 40;
        var shared = Samples.NewRecipient();
        // Several connections, so that the writer that is held does not keep the reader from reading.
        var writing = Task.WhenAll(HoldAndAbortAsync(shared, rounds), QuickAsync(), QuickAsync(), QuickAsync());

        var pages = 0;
        long seen = 0;
        while (!writing.IsCompleted)
        {
            var page = await database.Feed.ReadAsync(shared.Value, 0, int.MaxValue, Cancellation);
            Assert.Equal(Numbers(page.Notices.Count), page.Notices.Select(notice => notice.Sequence));
            Assert.InRange(page.Notices.Count, seen, page.Last);
            seen = page.Notices.Count;
            pages++;
        }
        await writing;

        Assert.True(pages > rounds, $"The reader looked {pages} times only.");
        Assert.Equal(Numbers(rounds / 2 + 3 * quickAppends), await database.NumbersAsync(shared.Value));

        async Task QuickAsync()
        {
            for (var i = 0; i < quickAppends; i++) await database.AppendAsync(Samples.Registration(shared));
        }
    }

    /// <summary>Holds one writer after another open once it has drawn its number; lets one commit and aborts the next.</summary>
    private async Task HoldAndAbortAsync(AuthorityKey shared, int rounds)
    {
        for (var round = 0; round < rounds; round++)
        {
            Task writer;
            var aborts = round % 2 == 0;
            await using (var held = await HeldRecipient.TakeAsync(database))
            {
                writer = database.AppendAsync(Samples.Registration(shared, held.Key));
                await held.UntilWaitedForAsync();
                if (aborts) await held.AbortWaitingAsync();
                if (aborts) await Assert.ThrowsAsync<PostgresException>(() => writer);
            }
            if (!aborts) await writer;
        }
    }

    /// <summary>In any order: that writers do not wait for each other is the journal's business, not the caller's.</summary>
    private static List<AuthorityKey[]> SetsOf(AuthorityKey[] recipients, int count)
    {
        var seed = Random.Shared.Next();
        TestContext.Current.TestOutputHelper?.WriteLine($"Seed of one writer: {seed}");
        var random = new Random(seed);
        return [.. Enumerable.Range(0, count).Select(_ =>
        {
            var shuffled = recipients.ToArray();
            random.Shuffle(shuffled);
            return shuffled[..random.Next(1, shuffled.Length + 1)];
        })];
    }

    private async Task<JournalAppend> StoredAsync(JournalAppend append)
    {
        await database.AppendAsync(append);
        return append;
    }

    private static IEnumerable<long> Numbers(int count) => Enumerable.Range(1, count).Select(number => (long)number);
}
