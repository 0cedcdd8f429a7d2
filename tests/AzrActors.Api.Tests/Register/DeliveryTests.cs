using System.Net;
using System.Net.Http.Json;
using AzrActors.Contracts.Doors;

namespace AzrActors.Api.Tests.Register;

[Collection<OnLiveRegister>]
public sealed class DeliveryTests(LiveRegister register)
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Notices_are_paged_in_order_and_acknowledged_upwards_only()
    {
        var here = register.TakeDistrict();
        using var foreigners = register.DeskOf(here.Foreigners);
        using var residents = register.DeskOf(here.Residents);
        var number = await foreigners.RegisterAsync(here);
        foreach (var name in new[] { "Kaya", "Demir", "Aydın" }) await foreigners.SubmitAsync(number, Facts.Rename(name));
        Assert.Equal([1, 2, 3, 4], (await residents.NoticesAsync()).Select(notice => (long)notice["sequence"]!));
        var page = await residents.NoticesAsync("?after=1&limit=2");
        Assert.Equal([2, 3], page.Select(notice => (long)notice["sequence"]!));
        Assert.Equal("changed", (string)page[0]["kind"]!);
        Assert.Equal(3, await AcknowledgeAsync(residents, 3));
        Assert.Equal(3, await AcknowledgeAsync(residents, 1));
    }

    [Fact]
    public async Task What_another_authority_reports_arrives_on_the_open_stream()
    {
        var here = register.TakeDistrict();
        using var foreigners = register.DeskOf(here.Foreigners);
        using var residents = register.DeskOf(here.Residents);
        using var stream = await SentEvents.OpenAsync(foreigners);
        var number = await foreigners.RegisterAsync(here);
        Assert.Equal(1, (await stream.NextAsync()).Id);
        await residents.SubmitAsync(number, Facts.MoveIn(here, "Mühlweg", -1));
        var arrived = await stream.NextAsync();
        Assert.StartsWith("id: 2\nevent: notice\ndata: {", arrived.Wire, StringComparison.Ordinal);
        Assert.Equal("Anschrift geändert", (string)arrived.Notice["occasion"]!);
        Assert.Equal(
            (await foreigners.NoticesAsync("?after=1")).Single().ToJsonString(), arrived.Notice.ToJsonString());
        // It came by the stream; the door turned no delivery away that the subscriber then had to fetch.
        Assert.DoesNotContain(register.Log.Lines, line => line.Contains("IStreamConsumerExtension", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_stream_that_comes_back_continues_without_gap_or_repeat()
    {
        var here = register.TakeDistrict();
        using var foreigners = register.DeskOf(here.Foreigners);
        using var residents = register.DeskOf(here.Residents);
        var number = await foreigners.RegisterAsync(here);
        var seen = new List<long>();
        for (var connection = 0; connection < 4; connection++)
        {
            // One change while nobody listens and one while somebody does.
            await foreigners.SubmitAsync(number, Facts.Rename($"Kaya {connection}"));
            using var stream = await SentEvents.OpenAsync(residents, seen.Count == 0 ? null : seen[^1]);
            while (seen.Count < 2 * connection + 2) seen.Add((await stream.NextAsync()).Id);
            await foreigners.SubmitAsync(number, Facts.Rename($"Demir {connection}"));
            seen.Add((await stream.NextAsync()).Id);
        }
        Assert.Equal(Enumerable.Range(1, 9).Select(sequence => (long)sequence), seen);
    }

    [Fact]
    public async Task A_move_to_another_town_assigns_one_residents_office_and_releases_the_other()
    {
        var (here, there) = (register.TakeDistrict(), register.TakeDistrict());
        using var foreigners = register.DeskOf(here.Foreigners);
        using var left = register.DeskOf(here.Residents);
        using var reached = register.DeskOf(there.Residents);
        var number = await foreigners.RegisterAsync(here);
        using var stream = await SentEvents.OpenAsync(left, lastEventId: 1);
        await reached.SubmitAsync(number, Facts.MoveIn(there, "Mühlweg", -1));
        var released = (await stream.NextAsync()).Notice;
        Assert.Equal("released", (string)released["kind"]!);
        Assert.Empty(released["items"]!.AsArray());
        Assert.Equal("assigned", (string)(await reached.NoticesAsync()).Single()["kind"]!);
    }

    [Theory]
    [InlineData("/health/live")]
    [InlineData("/health/ready")]
    public async Task The_running_register_is_healthy(string path)
    {
        using var client = new HttpClient();
        using var reply = await client.GetAsync(new Uri(register.Address, path), Stop);
        Assert.Equal(HttpStatusCode.OK, reply.StatusCode);
    }

    private async Task<long> AcknowledgeAsync(Desk desk, long sequence)
    {
        using var reply = await desk.Http.PostAsJsonAsync(
            "/api/v1/notices/acknowledgements", new { subscription = "spiegel", sequence }, Stop);
        Assert.Equal(HttpStatusCode.NoContent, reply.StatusCode);
        return await register.Behind.For(new Caller(desk.Authority, "Erika Muster", "29")).GetPositionAsync("spiegel", Stop);
    }
}
