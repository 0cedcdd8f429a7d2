using System.Collections.Concurrent;
using System.Security.Cryptography;
using AzrActors.Client;
using AzrActors.Client.Calls;
using AzrActors.Contracts.Doors;
using AzrActors.Domain.Vocabulary;
using AzrActors.Journal;
using AzrActors.Streams;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.IdentityModel.JsonWebTokens;
using Orleans.TestingHost;

namespace AzrActors.Cluster.Tests.Push;

/// <summary>A cluster with notice streams over <see cref="StoredFeeds"/> and the SDK connected to it.</summary>
internal sealed class PushCluster : IAsyncDisposable
{
    private readonly ServiceProvider _sdk;

    private PushCluster(InProcessTestCluster cluster, StoredFeeds feeds, ServiceProvider sdk) =>
        (Cluster, Feeds, _sdk) = (cluster, feeds, sdk);

    public InProcessTestCluster Cluster { get; }

    public StoredFeeds Feeds { get; }

    /// <param name="safetyPull">An hour by default, so that what arrives has come over the stream.</param>
    public static async Task<PushCluster> StartAsync(
        TimeSpan? safetyPull = null, int queues = 8, Action<ISiloBuilder>? change = null)
    {
        var feeds = new StoredFeeds();
        var builder = new InProcessTestClusterBuilder(1);
        builder.ConfigureSilo((_, silo) =>
        {
            ConfigureSilo(silo, feeds, queues);
            change?.Invoke(silo);
        });
        builder.ConfigureClient(client => client.AddNoticeStreams());
        var cluster = builder.Build();
        await cluster.DeployAsync();
        var sdk = new ServiceCollection()
            .AddLogging()
            .AddSingleton(cluster.Client)
            .AddAzrClientOnCluster(_ => new TestSigner(), safetyPull: safetyPull ?? TimeSpan.FromHours(1))
            .BuildServiceProvider();
        return new PushCluster(cluster, feeds, sdk);
    }

    public static void ConfigureSilo(ISiloBuilder silo, StoredFeeds feeds, int queues)
    {
        silo.AddNoticeStreams();
        silo.AddMemoryGrainStorage("PubSubStore");
        silo.AddIncomingGrainCallFilter<TestDoor>();
        silo.Configure<NoticeStreamOptions>(streams =>
            streams.QueueCount = queues);
        silo.Services.AddSingleton<StreamCalls>();
        silo.Services.AddSingleton<INoticeFeed>(feeds);
        silo.Services.AddSingleton<INoticeSignal>(feeds);
        silo.Services.AddSingleton<IAuthorities>(new NoAuthorities());
    }

    public IAzrClient Client(string authority) =>
        _sdk.GetRequiredService<IAzrClients>().For(new Caller(authority, "tester", "29"));

    /// <summary>Follows from the start and returns once the stream is subscribed: then the follower has pulled twice.</summary>
    public async Task<Following> FollowAsync(
        string authority, CancellationToken cancellationToken, Func<Contracts.Notices.Notice, Task>? handler = null)
    {
        var pulls = Feeds.Pulls(authority);
        var following = new Following(Client(authority), handler, cancellationToken);
        await Feeds.UntilAsync(() => Feeds.Pulls(authority) >= pulls + 2, cancellationToken);
        return following;
    }

    public async ValueTask DisposeAsync()
    {
        await _sdk.DisposeAsync();
        await Cluster.DisposeAsync();
    }

    public static string TokenFor(string authority) => new TestSigner().Sign(new Caller(authority, "tester", "29"), new CallBinding("", ""), keeper: null);

    private sealed class TestSigner : ICallerSigner
    {
        private readonly ECDsa _key = ECDsa.Create(ECCurve.NamedCurves.nistP256);

        public string Sign(Caller caller, CallBinding binding, string? keeper)
        {
            lock (_key) return CallerAssertion.Sign(caller, binding, keeper, _key, "test", DateTimeOffset.UtcNow);
        }
    }

    /// <summary>Stream calls of clients that the door has let in.</summary>
    internal sealed class StreamCalls
    {
        private readonly ConcurrentQueue<string> _names = new();

        public IReadOnlyList<string> Names => [.. _names];

        public void Add(string name) => _names.Enqueue(name);
    }

    /// <summary>Stands in for the silo's door filter: believes the assertion, but holds stream calls to it.</summary>
    internal sealed class TestDoor(StreamCalls streamCalls) : IIncomingGrainCallFilter
    {
        public Task Invoke(IIncomingGrainCallContext context)
        {
            if (context.SourceId is not { } source || !source.IsClient() || IsPlumbing(context)) return context.Invoke();
            var caller = RequestContext.Get(CallerAssertion.RequestContextKey) is string token
                ? Read(new JsonWebToken(token))
                : throw new UnauthorizedAccessException($"No assertion on {context.InterfaceName}.{context.MethodName}.");
            VerifiedCaller.Set(caller);
            if (NoticeStreamDoor.IsStreamCall(context) && !NoticeStreamDoor.Admits(context, caller.Authority))
                throw new UnauthorizedAccessException("A client subscribes to the stream of its own authority only.");
            if (NoticeStreamDoor.IsStreamCall(context)) streamCalls.Add(context.MethodName);
            return context.Invoke();
        }

        /// <summary>The tests' own membership and hooks are system targets; the stream agents are held to their secret.</summary>
        private static bool IsPlumbing(IIncomingGrainCallContext context) =>
            OwnStreamAgents.AreCalled(context) ? OwnStreamAgents.AreCalledFromHere(context) : context.TargetId.IsSystemTarget();

        private static Caller Read(JsonWebToken token) => new(
            token.GetClaim(CallerAssertion.AuthorityClaim).Value, token.Subject,
            token.GetClaim(CallerAssertion.PurposeClaim).Value);
    }
}

/// <summary>A register that knows no names of authorities.</summary>
internal sealed class NoAuthorities : IAuthorities
{
    public AuthorityDirectory Current { get; } = new([]);
}
