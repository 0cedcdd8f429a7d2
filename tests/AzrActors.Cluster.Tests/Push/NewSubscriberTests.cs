using AzrActors.Streams;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace AzrActors.Cluster.Tests.Push;

/// <summary>
/// The moments in which a subscriber is there already and the silo does not know it yet. Nobody looks again by himself
/// in these tests: the safety pull and the pause of recipients without subscriber are an hour.
/// </summary>
public sealed class NewSubscriberTests
{
    private const string Office = "M12054";

    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(30);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_was_signalled_while_a_subscriber_shook_hands_is_heard_as_soon_as_it_is_known()
    {
        await using var cluster = await StartAsync();
        var handshake = cluster.Cluster.Silos[0].ServiceProvider.GetRequiredService<HeldHandshake>();
        await LookedAtAsync(cluster, Office);
        await LookedAtAsync(cluster, "L10000");
        var release = handshake.Hold();
        await using var following = await cluster.FollowAsync(Office, Stop);
        await following.UntilHandledAsync(1, Stop);
        await handshake.Begun.WaitAsync(Soon, Stop);

        cluster.Feeds.Store(Office);
        await LookedAtAsync(cluster, "M15084");
        Assert.Equal([1], following.Sequences);
        release();

        await following.UntilHandledAsync(2, Stop).WaitAsync(Soon, Stop);
    }

    [Fact]
    public async Task A_subscriber_that_comes_while_its_predecessor_goes_hears_the_next_notice()
    {
        await using var cluster = await StartAsync();
        await using (var predecessor = await cluster.FollowAsync(Office, Stop))
        {
            cluster.Feeds.Store(Office);
            await predecessor.UntilHandledAsync(1, Stop);
        }
        // Its farewell is on its way.
        await using var following = await cluster.FollowAsync(Office, Stop);
        cluster.Feeds.Store(Office);
        await following.UntilHandledAsync(2, Stop).WaitAsync(Soon, Stop);
    }

    private static Task<PushCluster> StartAsync() => PushCluster.StartAsync(queues: 1, change: silo =>
    {
        silo.Configure<NoticeStreamOptions>(streams => streams.UnheardPause = TimeSpan.FromHours(1));
        silo.Services.AddSingleton<HeldHandshake>();
        silo.AddOutgoingGrainCallFilter<HeldHandshake.Filter>();
    });

    /// <summary>
    /// Stores the first notice of a recipient without subscriber, and returns when the queue has looked at it: it reads
    /// in the order of the news, so it has dealt with everything that was told before.
    /// </summary>
    private static async Task LookedAtAsync(PushCluster cluster, string recipient)
    {
        cluster.Feeds.Store(recipient);
        await cluster.Feeds.UntilAsync(() => cluster.Feeds.StreamReads(recipient) > 0, Stop).WaitAsync(Soon, Stop);
    }

    /// <summary>The call in which a stream agent asks a subscriber where it wants to begin.</summary>
    internal sealed class HeldHandshake
    {
        private readonly TaskCompletionSource _begun = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private TaskCompletionSource? _held;

        public Task Begun => _begun.Task;

        /// <summary>Holds it from now on.</summary>
        /// <returns>Lets it go on.</returns>
        public Action Hold() => (_held = new(TaskCreationOptions.RunContinuationsAsynchronously)).SetResult;

        internal sealed class Filter(HeldHandshake handshake) : IOutgoingGrainCallFilter
        {
            public async Task Invoke(IOutgoingGrainCallContext context)
            {
                if (context.MethodName == "GetSequenceToken" && handshake._held is { } held)
                {
                    handshake._begun.TrySetResult();
                    await held.Task;
                }
                await context.Invoke();
            }
        }
    }
}
