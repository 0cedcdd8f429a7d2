using AzrActors.Contracts.Doors;
using AzrActors.Contracts.Notices;
using Orleans.Streams;
using Xunit;

namespace AzrActors.Cluster.Tests.Push;

public sealed class StreamDoorTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Nobody_subscribes_to_the_stream_of_another_authority()
    {
        await using var cluster = await PushCluster.StartAsync();
        RequestContext.Set(CallerAssertion.RequestContextKey, PushCluster.TokenFor("M12054"));
        var own = StreamOf(cluster, "M12054");
        var foreign = StreamOf(cluster, "M15084");
        await own.SubscribeAsync((_, _) => Task.CompletedTask);
        await Assert.ThrowsAsync<UnauthorizedAccessException>(() => foreign.SubscribeAsync((_, _) => Task.CompletedTask));
    }

    [Fact]
    public async Task Nobody_produces_notices_over_the_stream()
    {
        await using var cluster = await PushCluster.StartAsync();
        var forged = new Notice
        {
            Recipient = "M12054", Sequence = 1, Kind = NoticeKind.Released, Person = "p-1", PersonName = "Muster, Erika",
            BirthDate = "1990-01-01", Version = 1, OccurredOn = new DateOnly(2026, 11, 2),
            RecordedAt = DateTimeOffset.UtcNow, Paragraph = "", Occasion = "", Items = [], Removed = [],
        };
        await Assert.ThrowsAsync<InvalidOperationException>(() => StreamOf(cluster, "M12054").OnNextAsync(forged));
    }

    [Theory]
    [InlineData("")]
    [InlineData("Mirror")]
    [InlineData("a b")]
    [InlineData("mirror\n")]
    public async Task Subscription_names_are_short_and_plain(string name)
    {
        await using var cluster = await PushCluster.StartAsync();
        await Assert.ThrowsAsync<ArgumentException>(() => cluster.Client("M12054").GetPositionAsync(name, Stop));
    }

    [Theory]
    [InlineData(-1, 10)]
    [InlineData(0, 0)]
    [InlineData(0, 5001)]
    public async Task Pages_have_limits(long after, int limit)
    {
        await using var cluster = await PushCluster.StartAsync();
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(
            () => cluster.Client("M12054").ReadNoticesAsync(after, limit, Stop));
    }

    private static IAsyncStream<Notice> StreamOf(PushCluster cluster, string authority) => cluster.Cluster.Client
        .GetStreamProvider(NoticeStreamNames.Provider).GetStream<Notice>(NoticeStreamNames.StreamOf(authority));
}
