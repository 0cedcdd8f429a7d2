using AzrActors.Contracts.Notices;
using Xunit;

namespace AzrActors.Cluster.Tests.Push;

public sealed class SubscribingTests
{
    private const string Office = "M12054";
    private const string Name = "mirror";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_subscriber_that_was_away_resumes_after_what_it_acknowledged()
    {
        await using var cluster = await PushCluster.StartAsync();
        cluster.Feeds.Store(Office, 3);
        Assert.Equal([1, 2, 3], await SubscribeUntilAsync(cluster, last: 3));
        Assert.Equal(3, cluster.Feeds.Position(Office, Name));
        cluster.Feeds.Store(Office, 5);
        Assert.Equal([4, 5, 6, 7, 8], await SubscribeUntilAsync(cluster, last: 8));
        Assert.Equal(8, cluster.Feeds.Position(Office, Name));
    }

    [Fact]
    public async Task A_throwing_handler_ends_the_call_and_its_notice_is_not_acknowledged()
    {
        await using var cluster = await PushCluster.StartAsync();
        cluster.Feeds.Store(Office, 5);
        var thrown = await Assert.ThrowsAsync<InvalidDataException>(() => cluster.Client(Office).SubscribeAsync(
            Name,
            (notice, _) => notice.Sequence < 4 ? Task.CompletedTask : throw new InvalidDataException("mirror is full"),
            Stop));
        Assert.Equal("mirror is full", thrown.Message);
        Assert.Equal(3, cluster.Feeds.Position(Office, Name));
    }

    [Fact]
    public async Task Acknowledgements_are_made_while_the_subscription_lasts()
    {
        await using var cluster = await PushCluster.StartAsync();
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Stop);
        var subscribing = cluster.Client(Office).SubscribeAsync(Name, (_, _) => Task.CompletedTask, stop.Token);
        cluster.Feeds.Store(Office, 100);
        await cluster.Feeds.UntilAsync(() => cluster.Feeds.Position(Office, Name) == 100, Stop);
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => subscribing);
    }

    private static async Task<List<long>> SubscribeUntilAsync(PushCluster cluster, long last)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Stop);
        var handled = new List<long>();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => cluster.Client(Office).SubscribeAsync(
            Name,
            async (Notice notice, CancellationToken _) =>
            {
                handled.Add(notice.Sequence);
                if (notice.Sequence == last) await stop.CancelAsync();
            },
            stop.Token));
        return handled;
    }
}
