using Xunit;

namespace AzrActors.Cluster.Tests.Push;

public sealed class FollowingTests
{
    private const string Office = "M12054";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Notices_arrive_in_order_over_the_stream()
    {
        await using var cluster = await PushCluster.StartAsync();
        await using var following = await cluster.FollowAsync(Office, Stop);
        var pulls = cluster.Feeds.Pulls(Office);
        for (var i = 1; i <= 500; i++) cluster.Feeds.Store(Office);
        await following.UntilHandledAsync(500, Stop);
        AssertGapless(following, 500);
        Assert.Equal(pulls, cluster.Feeds.Pulls(Office));
    }

    [Fact]
    public async Task A_backlog_is_pulled_before_live_notices()
    {
        await using var cluster = await PushCluster.StartAsync();
        cluster.Feeds.StoreSilently(Office, 700);
        await using var following = await cluster.FollowAsync(Office, Stop);
        cluster.Feeds.Store(Office, 3);
        await following.UntilHandledAsync(703, Stop);
        AssertGapless(following, 703);
    }

    [Fact]
    public async Task One_page_of_a_backlog_is_read_ahead_of_the_handler_and_no_more()
    {
        await using var cluster = await PushCluster.StartAsync();
        cluster.Feeds.StoreSilently(Office, 3_500);
        var mayGoOn = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var client = cluster.Client(Office);
        await using var following = new Following(client, _ => mayGoOn.Task, Stop);
        await cluster.Feeds.UntilAsync(() => cluster.Feeds.Pulls(Office) == 2, Stop);
        // Whoever reads more pages ahead would do so before this one is answered.
        await client.ReadNoticesAsync(0, 1, Stop);
        Assert.Equal(3, cluster.Feeds.Pulls(Office));
        Assert.Empty(following.Sequences);
        mayGoOn.SetResult();
        await following.UntilHandledAsync(3_500, Stop);
        AssertGapless(following, 3_500);
    }

    [Fact]
    public async Task Notices_that_the_stream_repeats_are_handled_once()
    {
        await using var cluster = await PushCluster.StartAsync();
        await using var following = await cluster.FollowAsync(Office, Stop);
        cluster.Feeds.RepeatedOnStream = 3;
        for (var i = 1; i <= 100; i++) cluster.Feeds.Store(Office);
        await following.UntilHandledAsync(100, Stop);
        AssertGapless(following, 100);
    }

    [Fact]
    public async Task A_notice_of_which_nobody_was_told_comes_with_the_safety_pull()
    {
        await using var cluster = await PushCluster.StartAsync(safetyPull: TimeSpan.FromMilliseconds(50));
        await using var following = await cluster.FollowAsync(Office, Stop);
        cluster.Feeds.StoreSilently(Office);
        await following.UntilHandledAsync(1, Stop);
    }

    [Fact]
    public async Task A_gap_on_the_stream_is_filled_by_a_pull()
    {
        await using var cluster = await PushCluster.StartAsync();
        await using var following = await cluster.FollowAsync(Office, Stop);
        // Far more than the stream carries as backlog: it jumps to the tail.
        cluster.Feeds.Store(Office, 3000);
        await following.UntilHandledAsync(3000, Stop);
        AssertGapless(following, 3000);
    }

    [Fact]
    public async Task A_position_beyond_the_feed_is_an_error_and_no_silence()
    {
        await using var cluster = await PushCluster.StartAsync();
        cluster.Feeds.Store(Office, 3);
        await Assert.ThrowsAsync<InvalidOperationException>(
            () => cluster.Client(Office).FollowAsync(4, (_, _) => Task.CompletedTask, Stop));
    }

    [Fact]
    public async Task Recipients_without_subscriber_hold_up_nobody_and_are_hardly_read()
    {
        await using var cluster = await PushCluster.StartAsync(queues: 1);
        await using var following = await cluster.FollowAsync(Office, Stop);
        var unheard = Enumerable.Range(10000, 200).Select(district => $"L{district}").ToList();
        for (var round = 1; round <= 20; round++)
        {
            foreach (var recipient in unheard) cluster.Feeds.StoreSilently(recipient);
            cluster.Feeds.StoreSilently(Office);
            cluster.Feeds.Tell([.. unheard, Office]);
            await following.UntilHandledAsync(round, Stop);
        }
        AssertGapless(following, 20);
        Assert.True(unheard.Sum(cluster.Feeds.StreamReads) < unheard.Count * 20 / 2);
    }

    [Fact]
    public async Task A_letter_that_cannot_be_opened_holds_up_its_own_recipient_only()
    {
        const string Other = "M15084";
        await using var cluster = await PushCluster.StartAsync(queues: 1);
        await using var following = await cluster.FollowAsync(Office, Stop);
        await using var waiting = await cluster.FollowAsync(Other, Stop);
        var pulls = cluster.Feeds.Pulls(Office);
        cluster.Feeds.Break(Other, after: 1);
        for (var i = 1; i <= 5; i++)
        {
            cluster.Feeds.StoreSilently(Other);
            cluster.Feeds.StoreSilently(Office);
            cluster.Feeds.Tell(Other, Office);
            await following.UntilHandledAsync(i, Stop);
        }
        await waiting.UntilHandledAsync(1, Stop);
        AssertGapless(following, 5);
        AssertGapless(waiting, 1);
        Assert.Equal(pulls, cluster.Feeds.Pulls(Office));
    }

    [Fact]
    public async Task A_slow_subscriber_holds_up_nobody_and_loses_nothing()
    {
        await using var cluster = await PushCluster.StartAsync(queues: 1);
        var release = new TaskCompletionSource();
        await using var slow = await cluster.FollowAsync("A12054", Stop, _ => release.Task);
        await using var quick = await cluster.FollowAsync(Office, Stop);
        for (var round = 1; round <= 50; round++)
        {
            cluster.Feeds.Store("A12054", 200);
            cluster.Feeds.Store(Office);
            await quick.UntilHandledAsync(round, Stop);
        }
        release.SetResult();
        await slow.UntilHandledAsync(10_000, Stop);
        AssertGapless(slow, 10_000);
    }

    [Fact]
    public async Task Followers_of_one_authority_share_the_stream()
    {
        await using var cluster = await PushCluster.StartAsync();
        await using var one = await cluster.FollowAsync(Office, Stop);
        var other = new Following(cluster.Client(Office), null, Stop);
        cluster.Feeds.Store(Office, 5);
        await one.UntilHandledAsync(5, Stop);
        await other.UntilHandledAsync(5, Stop);
        await other.DisposeAsync();
        cluster.Feeds.Store(Office, 5);
        await one.UntilHandledAsync(10, Stop);
        AssertGapless(one, 10);
    }

    [Fact]
    public async Task Followers_outlast_a_restart_that_forgets_all_subscriptions()
    {
        await using var cluster = await PushCluster.StartAsync(safetyPull: TimeSpan.FromMilliseconds(200));
        await using var following = await cluster.FollowAsync(Office, Stop);
        cluster.Feeds.Store(Office);
        await following.UntilHandledAsync(1, Stop);

        // Memory storage dies with the silo, and with it the subscription.
        await cluster.Cluster.RestartSiloAsync(cluster.Cluster.Silos[0]);
        cluster.Feeds.Store(Office);
        await following.UntilHandledAsync(2, Stop);

        // The stream is alive again when a notice arrives without a pull in between.
        for (var (sequence, pulls) = (3, -1); pulls < cluster.Feeds.Pulls(Office); sequence++)
        {
            pulls = cluster.Feeds.Pulls(Office);
            cluster.Feeds.Store(Office);
            await following.UntilHandledAsync(sequence, Stop);
        }
        AssertGapless(following, following.Sequences.Count);
    }

    private static void AssertGapless(Following following, int count) =>
        Assert.Equal(Enumerable.Range(1, count).Select(i => (long)i), following.Sequences);
}
