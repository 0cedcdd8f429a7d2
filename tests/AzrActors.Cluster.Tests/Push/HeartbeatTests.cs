using AzrActors.Contracts.Doors;
using AzrActors.Contracts.Notices;
using AzrActors.Streams;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Streams;
using Xunit;

namespace AzrActors.Cluster.Tests.Push;

/// <summary>What a subscriber hears while nothing happens, and how a loss is noticed. Safety pulls are an hour away.</summary>
public sealed class HeartbeatTests
{
    private const string Office = "M12054";
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(30);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_subscriber_that_has_everything_is_told_where_its_feed_ends()
    {
        await using var cluster = await StartAsync();
        cluster.Feeds.StoreSilently(Office, 3);
        var (heard, observer) = Observe(batch => batch.Notices.Count == 0 && batch.Last == 3);
        await SubscribeAsync(cluster, Office, observer);
        // As the SDK does once it has subscribed.
        await cluster.Feeds.RingAsync(Office, Stop);
        Assert.Equal(Office, (await heard.WaitAsync(Soon, Stop)).Recipient);
    }

    [Fact]
    public async Task A_notice_of_which_the_signal_never_spoke_arrives_within_a_heartbeat()
    {
        await using var cluster = await StartAsync();
        await using var following = await cluster.FollowAsync(Office, Stop);
        cluster.Feeds.Store(Office);
        await following.UntilHandledAsync(1, Stop).WaitAsync(Soon, Stop);
        cluster.Feeds.StoreSilently(Office);
        await following.UntilHandledAsync(2, Stop).WaitAsync(Soon, Stop);
    }

    [Fact]
    public async Task Heartbeats_end_the_pulls_of_a_subscriber_to_whom_nothing_happens()
    {
        await using var cluster = await StartAsync(safetyPull: TimeSpan.FromSeconds(3));
        await using var following = await cluster.FollowAsync(Office, Stop);
        cluster.Feeds.Store(Office);
        await following.UntilHandledAsync(1, Stop);
        var pulls = cluster.Feeds.Pulls(Office);
        var beats = 0;
        var (enough, observer) = Observe(batch => batch.Notices.Count == 0 && Interlocked.Increment(ref beats) >= 100);
        await SubscribeAsync(cluster, Office, observer);
        // A hundred beats are longer than the silence after which it would pull.
        await enough.WaitAsync(Soon, Stop);
        Assert.Equal(pulls, cluster.Feeds.Pulls(Office));
    }

    [Fact]
    public async Task A_subscriber_that_never_answers_holds_up_nobody()
    {
        const string Dead = "A12054";
        await using var cluster = await StartAsync(queues: 1);
        var (called, observer) = Observe(batch => batch.Notices.Count > 0, neverAnswers: true);
        // From another process than the others, which is what it blocks itself: Orleans calls a client's observers in turn.
        await SubscribeAsync(cluster.Cluster.Silos[0].ServiceProvider.GetRequiredService<IClusterClient>(), Dead, observer);
        await using var following = await cluster.FollowAsync(Office, Stop);
        cluster.Feeds.Store(Dead);
        await called.WaitAsync(Soon, Stop);
        for (var round = 1; round <= 50; round++)
        {
            cluster.Feeds.Store(Dead, 200);
            cluster.Feeds.Store(Office);
            await following.UntilHandledAsync(round, Stop).WaitAsync(Soon, Stop);
        }
        Assert.Equal(50, following.Sequences.Count);
    }

    private static Task<PushCluster> StartAsync(TimeSpan? safetyPull = null, int queues = 8) => PushCluster.StartAsync(
        safetyPull, queues, silo => silo.Configure<NoticeStreamOptions>(streams => streams.Heartbeat = TimeSpan.FromMilliseconds(50)));

    private static Task SubscribeAsync(PushCluster cluster, string authority, IAsyncObserver<NoticeBatch> observer) =>
        SubscribeAsync(cluster.Cluster.Client, authority, observer);

    private static Task SubscribeAsync(IClusterClient client, string authority, IAsyncObserver<NoticeBatch> observer)
    {
        RequestContext.Set(CallerAssertion.RequestContextKey, PushCluster.TokenFor(authority));
        return client.GetStreamProvider(NoticeStreamNames.Provider)
            .GetStream<NoticeBatch>(NoticeStreamNames.StreamOf(authority)).SubscribeAsync(observer);
    }

    private static (Task<NoticeBatch> Heard, IAsyncObserver<NoticeBatch> Observer) Observe(
        Func<NoticeBatch, bool> isIt, bool neverAnswers = false)
    {
        var heard = new TaskCompletionSource<NoticeBatch>(TaskCreationOptions.RunContinuationsAsynchronously);
        return (heard.Task, new Observer(batch =>
        {
            if (isIt(batch)) heard.TrySetResult(batch);
            return neverAnswers ? Task.Delay(Timeout.InfiniteTimeSpan, Stop) : Task.CompletedTask;
        }));
    }

    private sealed class Observer(Func<NoticeBatch, Task> onNext) : IAsyncObserver<NoticeBatch>
    {
        public Task OnNextAsync(NoticeBatch item, StreamSequenceToken? token = null) => onNext(item);

        public Task OnErrorAsync(Exception ex) => Task.CompletedTask;
    }
}
