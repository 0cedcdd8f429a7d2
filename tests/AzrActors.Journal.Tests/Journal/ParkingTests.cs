using AzrActors.Journal.Receipts;
using Xunit;
using static AzrActors.Journal.Tests.Journal.JournalDatabase;

namespace AzrActors.Journal.Tests.Journal;

public sealed class ParkingTests(JournalDatabase database) : IClassFixture<JournalDatabase>
{
    private const string Mirror = "mirror";

    private PostgresNoticeParking Parking => new(database.Running);

    [Fact]
    public async Task A_notice_is_parked_for_one_subscription_and_tries_add_up()
    {
        var recipient = await FeedOfAsync(2);
        Assert.True(await Parking.ParkAsync(recipient, Mirror, new ParkedLetter(1, "p", 5, "TimeoutException", null), Cancellation));
        Assert.True(await Parking.ParkAsync(recipient, Mirror, new ParkedLetter(1, "p", 5, "IOException", null), Cancellation));

        var parked = Assert.Single(await ListAsync(recipient));
        Assert.Equal((1L, "p", 10, "IOException"), (parked.Sequence, parked.Person, parked.Tries, parked.Reason));
        Assert.Empty(await Parking.ListAsync(recipient, "caseworkers", 0, 10, Cancellation));
    }

    [Fact]
    public async Task What_was_never_sent_cannot_be_parked()
    {
        var recipient = await FeedOfAsync(1);

        Assert.False(await Parking.ParkAsync(recipient, Mirror, new ParkedLetter(2, "p", 5, "x", null), Cancellation));
        Assert.Empty(await ListAsync(recipient));
    }

    [Fact]
    public async Task A_replay_concerns_all_notices_of_the_person_and_is_over_when_it_failed_again()
    {
        var recipient = await FeedOfAsync(4);
        foreach (var (sequence, person, behind) in new[] { (1L, "p", (long?)null), (2L, "q", null), (3L, "p", 1L), (4L, "p", 1L) })
            await Parking.ParkAsync(recipient, Mirror, new ParkedLetter(sequence, person, behind is null ? 5 : 0, "x", behind), Cancellation);

        Assert.Equal(3, await Parking.AskReplayAsync(recipient, Mirror, 4, Cancellation));
        Assert.Equal([1L, 3L, 4L], (await ListAsync(recipient)).Where(letter => letter.ReplayAskedAt is not null).Select(letter => letter.Sequence));

        await Parking.ReleaseAsync(recipient, Mirror, 1, Cancellation);
        await Parking.ParkAsync(recipient, Mirror, new ParkedLetter(3, "p", 5, "y", null), Cancellation);
        Assert.Equal([4L], (await ListAsync(recipient)).Where(letter => letter.ReplayAskedAt is not null).Select(letter => letter.Sequence));
        Assert.Equal(3, await Parking.AskReplayAsync(recipient, Mirror, null, Cancellation));
        Assert.Equal(0, await Parking.AskReplayAsync(recipient, Mirror, 1, Cancellation));
    }

    private Task<IReadOnlyList<ParkedLetter>> ListAsync(string recipient) => Parking.ListAsync(recipient, Mirror, 0, 10, Cancellation);

    private async Task<string> FeedOfAsync(int notices)
    {
        var recipient = Samples.NewRecipient();
        for (var i = 0; i < notices; i++) await database.AppendAsync(Samples.Registration(recipient));
        return recipient.Value;
    }
}
