using AzrActors.Client;
using AzrActors.Contracts.Notices;
using Xunit;

namespace AzrActors.Cluster.Tests.Register;

/// <summary>The whole way of a notice: journal, signal, stream, subscriber.</summary>
[Collection(RegisterSuite.Name)]
public sealed class NoticeTests(RegisterCluster cluster)
{
    private const int Changes = 50;
    private readonly Desk _foreigners = cluster.Desk(Offices.PotsdamForeigners);
    private readonly Desk _residents = cluster.Desk(Offices.PotsdamResidents);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Two_authorities_hear_of_every_change_in_order()
    {
        await using var foreigners = await ListenFromNowAsync(_foreigners);
        await using var residents = await ListenFromNowAsync(_residents);
        var number = await _foreigners.RegisterAsync();
        for (var change = 1; change < Changes; change++)
            await (change % 2 == 0 ? _foreigners : _residents).AcceptedAsync(number, Desk.Renamed($"Name {change}"));
        foreach (var heard in new[] { foreigners, residents })
        {
            await heard.UntilHandledAsync(Changes, Stop);
            Assert.Equal(Enumerable.Range(1, Changes), heard.Notices.Select(notice => notice.Version));
            CheckGapless(heard.Notices);
            Assert.Equal($"Name {Changes - 1}", Item(heard.Notices[^1], "person/familyName"));
        }
    }

    [Fact]
    public async Task A_move_hands_the_person_from_one_residents_office_to_the_other()
    {
        await using var old = await ListenFromNowAsync(_residents);
        await using var next = await ListenFromNowAsync(cluster.Desk(Offices.BurgenlandResidents));
        await using var keeper = await ListenFromNowAsync(_foreigners);
        var number = await _foreigners.RegisterAsync();
        await cluster.Desk(Offices.BurgenlandResidents).AcceptedAsync(
            number, Entries.MoveIn("15084550", "Am Kloster", "1", "06667", "Weißenfels", Desk.Today.AddDays(-1)));
        await old.UntilHandledAsync(2, Stop);
        await keeper.UntilHandledAsync(2, Stop);
        await next.UntilHandledAsync(1, Stop);

        Assert.Equal([NoticeKind.Assigned, NoticeKind.Released], old.Notices.Select(notice => notice.Kind));
        Assert.Equal([NoticeKind.Assigned, NoticeKind.Changed], keeper.Notices.Select(notice => notice.Kind));
        var assigned = Assert.Single(next.Notices);
        Assert.Equal(NoticeKind.Assigned, assigned.Kind);
        Assert.Equal("al-Ḥasan", Item(assigned, "person/familyName"));
        Assert.Equal("15084550", Item(assigned, "address/2/ags"));
        // The old office keeps nothing and learns nothing of the new place.
        Assert.Empty(old.Notices[1].Items);
        Assert.Equal("15084550", Item(keeper.Notices[1], "address/2/ags"));
    }

    [Fact]
    public async Task A_subscriber_that_was_away_goes_on_after_what_it_acknowledged()
    {
        const string Subscription = "away";
        var number = await _foreigners.RegisterAsync();
        var backlog = (int)(await _residents.Client.ReadNoticesAsync(0, 1, Stop)).Last;
        List<Notice> heard;
        await using (var first = Listener.Subscribe(_residents.Client, Subscription, Stop))
        {
            await first.UntilHandledAsync(backlog, Stop);
            heard = [.. first.Notices];
        }
        Assert.Equal(backlog, await _residents.Client.GetPositionAsync(Subscription, Stop));

        for (var change = 1; change <= Changes; change++) await _foreigners.AcceptedAsync(number, Desk.Renamed($"Name {change}"));
        await using var second = Listener.Subscribe(_residents.Client, Subscription, Stop);
        await second.UntilHandledAsync(Changes, Stop);
        heard.AddRange(second.Notices);
        Assert.Equal(Enumerable.Range(1, backlog + Changes).Select(sequence => (long)sequence), heard.Select(notice => notice.Sequence));
    }

    private static string? Item(Notice notice, string path) => notice.Items.SingleOrDefault(item => item.Path == path)?.Value;

    private static void CheckGapless(IReadOnlyList<Notice> notices) => Assert.Equal(
        Enumerable.Range(0, notices.Count).Select(index => notices[0].Sequence + index), notices.Select(notice => notice.Sequence));

    /// <summary>Follows behind what other tests have left in the feed.</summary>
    private static async Task<Listener> ListenFromNowAsync(Desk desk)
    {
        var last = (await desk.Client.ReadNoticesAsync(0, 1, Stop)).Last;
        return new Listener((handler, stop) => desk.Client.FollowAsync(last, handler, stop), Stop);
    }
}
