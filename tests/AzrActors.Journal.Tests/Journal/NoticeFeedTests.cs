using AzrActors.Domain.Vocabulary;
using Xunit;
using static AzrActors.Journal.Tests.Journal.JournalDatabase;

namespace AzrActors.Journal.Tests.Journal;

public sealed class NoticeFeedTests(JournalDatabase database) : IClassFixture<JournalDatabase>
{
    private const string Subscription = "mirror";

    [Fact]
    public async Task A_feed_that_does_not_exist_is_empty_and_ends_at_0()
    {
        var page = await database.Feed.ReadAsync(Samples.NewRecipient().Value, 0, 10, Cancellation);

        Assert.Empty(page.Notices);
        Assert.Equal(0, page.Last);
    }

    [Fact]
    public async Task A_notice_is_read_as_it_was_appended()
    {
        var append = Samples.Registration(Samples.NewRecipient());
        await database.AppendAsync(append);

        var page = await database.Feed.ReadAsync(append.Notices[0].Recipient.Value, 0, 10, Cancellation);

        Assert.Equal(Readable.Of(append.Notices[0]), Readable.Of(Assert.Single(page.Notices).Notice));
    }

    [Fact]
    public async Task A_recipient_reads_its_own_notices_only()
    {
        var one = Samples.NewRecipient();
        var append = Samples.Registration(one, Samples.NewRecipient());
        await database.AppendAsync(append);

        var page = await database.Feed.ReadAsync(one.Value, 0, 10, Cancellation);

        Assert.Equal(one, Assert.Single(page.Notices).Notice.Recipient);
    }

    [Theory]
    [InlineData(0, 3, new long[] { 1, 2, 3 })]
    [InlineData(3, 3, new long[] { 4, 5, 6 })]
    [InlineData(6, 3, new long[] { 7 })]
    [InlineData(7, 3, new long[0])]
    [InlineData(100, 3, new long[0])]
    [InlineData(2, 0, new long[0])]
    [InlineData(0, int.MaxValue, new long[] { 1, 2, 3, 4, 5, 6, 7 })]
    public async Task A_page_starts_above_its_position_holds_at_most_its_limit_and_names_the_last_number(
        long after, int limit, long[] expected)
    {
        var recipient = await FeedOfAsync(7);

        var page = await database.Feed.ReadAsync(recipient, after, limit, Cancellation);

        Assert.Equal(expected, page.Notices.Select(notice => notice.Sequence));
        Assert.Equal(7, page.Last);
    }

    [Fact]
    public async Task Many_feeds_are_read_at_once_each_from_its_own_position()
    {
        var (seven, two, none) = (await FeedOfAsync(7), await FeedOfAsync(2), Samples.NewRecipient().Value);

        var pages = await database.Feed.ReadAllAsync([new(seven, 3), new(none, 0), new(two, 0), new(two, 2)], 3, Cancellation);

        Assert.Equal([[4, 5, 6], [], [1, 2], []], pages.Select(page => page.Notices.Select(notice => notice.Sequence)));
        Assert.Equal([7, 0, 2, 2], pages.Select(page => page.Last));
        Assert.Equal([seven, two], pages.SelectMany(page => page.Notices).Select(notice => notice.Notice.Recipient.Value).Distinct());
    }

    [Fact]
    public async Task Heads_are_all_recipients_with_the_number_of_their_last_notice()
    {
        var three = new FeedHead(await FeedOfAsync(3), 3);
        var one = new FeedHead(await FeedOfAsync(1), 1);
        var none = Samples.NewRecipient().Value;

        var heads = await database.Feed.ListHeadsAsync(Cancellation);

        Assert.Contains(three, heads);
        Assert.Contains(one, heads);
        Assert.DoesNotContain(heads, head => head.Recipient == none);
        Assert.Equal(heads.Count, heads.Select(head => head.Recipient).Distinct().Count());
    }

    [Fact]
    public async Task A_position_starts_at_0_follows_acknowledgements_and_never_goes_back()
    {
        var recipient = await FeedOfAsync(5);
        Assert.Equal(0, await PositionAsync(recipient));

        Assert.Equal(2, await AcknowledgedAsync(recipient, 2));
        Assert.Equal(4, await AcknowledgedAsync(recipient, 4));
        Assert.Equal(4, await AcknowledgedAsync(recipient, 3));
        Assert.Equal(4, await AcknowledgedAsync(recipient, 0));
        Assert.Equal(5, await AcknowledgedAsync(recipient, 5));
    }

    [Fact]
    public async Task A_position_never_passes_the_end_of_the_feed()
    {
        var recipient = await FeedOfAsync(3);
        var empty = Samples.NewRecipient().Value;

        Assert.Equal(3, await AcknowledgedAsync(recipient, long.MaxValue));
        Assert.Equal(0, await AcknowledgedAsync(empty, 7));

        // What was never sent is not acknowledged beforehand.
        await database.AppendAsync(Samples.Registration(AuthorityKey.Parse(recipient), AuthorityKey.Parse(empty)));
        Assert.Equal(3, await PositionAsync(recipient));
        Assert.Equal(0, await PositionAsync(empty));
    }

    [Fact]
    public async Task Acknowledgements_at_once_leave_the_highest()
    {
        var recipient = await FeedOfAsync(12);

        await Task.WhenAll(Enumerable.Range(1, 12).Reverse().Select(number => AcknowledgeAsync(recipient, Subscription, number)));

        Assert.Equal(12, await PositionAsync(recipient));
    }

    [Fact]
    public async Task Each_subscription_of_a_recipient_has_a_position_of_its_own()
    {
        var recipient = await FeedOfAsync(3);

        await AcknowledgeAsync(recipient, "mirror", 1);
        await AcknowledgeAsync(recipient, "caseworkers", 3);

        Assert.Equal(1, await database.Feed.GetPositionAsync(recipient, "mirror", Cancellation));
        Assert.Equal(3, await database.Feed.GetPositionAsync(recipient, "caseworkers", Cancellation));
    }

    private async Task<string> FeedOfAsync(int notices)
    {
        var recipient = Samples.NewRecipient();
        for (var i = 0; i < notices; i++) await database.AppendAsync(Samples.Registration(recipient));
        return recipient.Value;
    }

    private async Task<long> AcknowledgedAsync(string recipient, long sequence)
    {
        await AcknowledgeAsync(recipient, Subscription, sequence);
        return await PositionAsync(recipient);
    }

    private Task AcknowledgeAsync(string recipient, string subscription, long sequence) =>
        database.Feed.AcknowledgeAsync(recipient, subscription, sequence, Cancellation);

    private Task<long> PositionAsync(string recipient) => database.Feed.GetPositionAsync(recipient, Subscription, Cancellation);
}
