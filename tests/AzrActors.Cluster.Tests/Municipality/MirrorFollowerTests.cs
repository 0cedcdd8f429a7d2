using AzrActors.Client.Receipts;
using AzrActors.Cluster.Tests.Agency;
using AzrActors.Municipality;
using AzrActors.TestSupport;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;
using static AzrActors.Cluster.Tests.Municipality.MirrorBench;

namespace AzrActors.Cluster.Tests.Municipality;

/// <summary>How notices reach the mirror, and what a crash in between does.</summary>
public sealed class MirrorFollowerTests : IDisposable
{
    private const string Subscription = "mirror";

    private static readonly SubscriptionOptions Quick = new()
    {
        TriesMax = 2, FirstPause = TimeSpan.FromMilliseconds(1), ReplayLook = TimeSpan.FromMilliseconds(20),
    };

    private readonly MirrorBench _bench = new();
    private readonly ScriptedClient _register = new(Office);

    public void Dispose() => _bench.Dispose();

    [Fact]
    public async Task Notices_take_effect_and_are_acknowledged_afterwards()
    {
        _register.Feed = [Assigned(1, "p", ("a", "1")), Changed(2, "p", ("a", "2")), Released(3, "p")];

        await FollowUntilAcknowledgedAsync(3);

        using var mirror = _bench.Open();
        Assert.Equal((3, MirrorStatus.Released), (mirror.Position, mirror.Find("p")!.Status));
    }

    [Fact]
    public async Task A_crash_between_effect_and_acknowledgement_repeats_nothing_and_is_made_up_for()
    {
        _register.Feed = [Assigned(1, "p", ("a", "1")), Changed(2, "p", ("a", "2"))];
        using (var crashed = _bench.Open())
        {
            crashed.Apply(_register.Feed[0]);
            crashed.Apply(_register.Feed[1]);
        }
        Assert.Equal(0, await _register.GetPositionAsync(Subscription, TestContext.Current.CancellationToken));

        // The feed begins with what the mirror has: a register that believes its own position would send just that.
        await FollowUntilAcknowledgedAsync(2);

        using var mirror = _bench.Open();
        Assert.Equal((2, "2"), (mirror.Position, mirror.ListItems("p").Single().Value));
    }

    [Fact]
    public async Task A_position_the_register_has_and_the_mirror_lost_does_not_count()
    {
        await _register.AcknowledgeAsync(Subscription, 1, TestContext.Current.CancellationToken);
        _register.Feed = [Assigned(1, "p", ("a", "1")), Changed(2, "p", ("a", "2"))];

        await FollowUntilAcknowledgedAsync(2);

        using var mirror = _bench.Open();
        Assert.Equal(2, mirror.Position);
    }

    [Fact]
    public async Task A_gap_ends_following()
    {
        _register.Feed = [Assigned(1, "p", ("a", "1")), Changed(3, "p", ("a", "3"))];
        using var mirror = _bench.Open();

        await Assert.ThrowsAsync<NoticeGapException>(() => Follower(mirror).RunAsync(TestContext.Current.CancellationToken));

        Assert.Equal(1, mirror.Position);
    }

    [Fact]
    public async Task A_notice_that_does_not_fit_holds_up_its_own_person_only_and_takes_effect_in_order_later()
    {
        _register.Feed = [Changed(1, "q", ("a", "1")), Assigned(2, "p", ("a", "1")), Changed(3, "q", ("a", "3")), Changed(4, "p", ("a", "4"))];
        using var mirror = _bench.Open();
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        var following = Follower(mirror).RunAsync(stop.Token);
        await _register.AwaitPositionAsync(Subscription, 4, TestContext.Current.CancellationToken);
        Assert.Equal("4", mirror.ListItems("p").Single().Value);
        Assert.Equal([(1L, 2, null), (3L, 0, 1L)], (await _register.Deliveries.ListParkedAsync(Subscription, cancellationToken: stop.Token))
            .Select(parked => (parked.Sequence, parked.Tries, parked.Behind)));
        Assert.Equal([1L, 3L], Assert.Single(_register.Deliveries.Receipts).Parked);
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => following);

        // What the mirror missed is made good elsewhere; then both are delivered again, also to a program that starts anew.
        mirror.Apply(Assigned(5, "q", ("a", "0")));
        await _register.Deliveries.ReplayAsync(Subscription, 3, TestContext.Current.CancellationToken);
        using var again = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        following = Follower(mirror).RunAsync(again.Token);
        await Eventually.HoldsAsync("nothing is parked", async () => (await _register.Deliveries.ListParkedAsync(Subscription)).Count == 0,
            TimeSpan.FromSeconds(60), TestContext.Current.CancellationToken);
        await again.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => following);
        Assert.Equal("3", mirror.ListItems("q").Single().Value);
        Assert.Equal([1L, 3L], _register.Deliveries.Receipts.Where(receipt => receipt.First == receipt.Last && receipt.Parked.Count == 0)
            .Select(receipt => receipt.First).Where(sequence => sequence < 5));
    }

    private MirrorFollower Follower(Mirror mirror) =>
        new(_register, mirror, Subscription, NullLoggerFactory.Instance, Quick);

    private async Task FollowUntilAcknowledgedAsync(long sequence)
    {
        using var mirror = _bench.Open();
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        var following = Follower(mirror).RunAsync(stop.Token);
        await _register.AwaitPositionAsync(Subscription, sequence, TestContext.Current.CancellationToken);
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => following);
    }
}
