using AzrActors.Domain.Vocabulary;
using AzrActors.Journal.Identity;
using AzrActors.Journal.Tests.Journal;
using AzrActors.TestSupport;
using Xunit;
using static AzrActors.Journal.Tests.Journal.JournalDatabase;

namespace AzrActors.Journal.Tests.Identity;

/// <summary>A sweep over the stock goes on where it was, whoever does its pages and whoever dies, and counts each page once.</summary>
public sealed class SweepTests(PostgresFixture postgres) : IAsyncLifetime
{
    private static readonly TimeSpan Claim = TimeSpan.FromMinutes(5);
    private static readonly DateTimeOffset Now = Samples.ReceivedAt;
    private readonly JournalDatabase _database = new(postgres);

    private Sweeps Sweeps => new(_database.Running);

    public ValueTask InitializeAsync() => _database.InitializeAsync();

    public ValueTask DisposeAsync() => _database.DisposeAsync();

    [Fact]
    public async Task A_page_that_was_lost_is_given_out_again_and_counts_once_when_the_one_believed_dead_comes_late()
    {
        await Sweeps.BeginAsync(AuthorityKey.Register, Now, Cancellation);
        var first = (await Sweeps.ClaimAsync(Claim, Cancellation))!;
        Assert.Null(await Sweeps.ClaimAsync(Claim, Cancellation));
        var (one, two) = (new Guid(1, 0, 0, new byte[8]), new Guid(2, 0, 0, new byte[8]));
        await Sweeps.AdvanceAsync(first, one, 10, 1, TimeSpan.FromSeconds(1), Now, Cancellation);
        var lost = (await Sweeps.ClaimAsync(Claim, Cancellation))!;
        Assert.Equal(one, lost.After);

        await _database.ScalarAsync("update match_sweep set claimed_until = now() - interval '1 second'");
        var again = (await Sweeps.ClaimAsync(Claim, Cancellation))!;
        Assert.Equal(one, again.After);
        await Sweeps.AdvanceAsync(again, two, 10, 2, TimeSpan.FromSeconds(1), Now, Cancellation);
        var next = (await Sweeps.ClaimAsync(Claim, Cancellation))!;
        // The one who was believed dead comes late, once with its page and once believing that the stock ends there.
        await Sweeps.AdvanceAsync(lost, two, 10, 2, TimeSpan.FromSeconds(1), Now, Cancellation);
        await Sweeps.AdvanceAsync(lost, null, 0, 0, TimeSpan.Zero, Now, Cancellation);

        Assert.Null(await Sweeps.ClaimAsync(Claim, Cancellation));
        await Sweeps.AdvanceAsync(next, null, 0, 0, TimeSpan.Zero, Now, Cancellation);
        var done = (await Sweeps.FindNewestAsync(Cancellation))!;
        Assert.Equal((20, 3, two, TimeSpan.FromSeconds(2), Now), (done.Records, done.News, done.After, done.Worked, done.EndedAt));
    }

    [Fact]
    public async Task One_is_under_way_at_a_time_and_the_next_begins_from_the_start()
    {
        await Sweeps.BeginAsync(AuthorityKey.Register, Now, Cancellation);
        await Sweeps.BeginAsync(AuthorityKey.Register, Now, Cancellation);
        Assert.Equal(1L, await _database.ScalarAsync("select count(*) from match_sweep"));
        var first = (await Sweeps.ClaimAsync(Claim, Cancellation))!;
        await Sweeps.AdvanceAsync(first, null, 0, 0, TimeSpan.Zero, Now, Cancellation);
        Assert.Null(await Sweeps.ClaimAsync(Claim, Cancellation));

        await Sweeps.BeginAsync(AuthorityKey.Register, Now, Cancellation);

        Assert.Equal(Guid.Empty, (await Sweeps.ClaimAsync(Claim, Cancellation))!.After);
    }
}
