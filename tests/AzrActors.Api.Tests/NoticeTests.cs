using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using AzrActors.Api.Tests.Fakes;

namespace AzrActors.Api.Tests;

public sealed class NoticeTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_authority_reads_its_own_feed_page_by_page()
    {
        await using var host = await ApiHost.StartAsync();
        for (var version = 5; version < 8; version++) host.Register.Tell(Samples.Potsdam, Samples.Number, version);
        using var client = host.Client();
        var page = await client.GetFromJsonAsync<JsonObject>("/api/v1/notices?after=1&limit=1", Stop);
        Assert.Equal(2, (long)Assert.Single(page!["notices"]!.AsArray())!["sequence"]!);
        Assert.Equal(3, (long)page["last"]!);
    }

    [Theory]
    [InlineData("?after=-1")]
    [InlineData("?limit=0")]
    [InlineData("?limit=1001")]
    [InlineData("?limit=viele")]
    public async Task A_page_that_cannot_be_is_400(string query)
    {
        await using var host = await ApiHost.StartAsync();
        using var client = host.Client();
        using var reply = await client.GetAsync("/api/v1/notices" + query, Stop);
        await ProblemAssert.IsAsync(reply, HttpStatusCode.BadRequest, "request.invalid");
    }

    [Fact]
    public async Task An_acknowledgement_is_kept_under_the_name_of_the_subscription()
    {
        await using var host = await ApiHost.StartAsync();
        using var client = host.Client();
        using var reply = await client.PostAsJsonAsync(
            "/api/v1/notices/acknowledgements", new { subscription = "spiegel", sequence = 7 }, Stop);
        Assert.Equal(HttpStatusCode.NoContent, reply.StatusCode);
        Assert.Equal(7, host.Register.Position(Samples.Potsdam, "spiegel"));
        using var nameless = await client.PostAsJsonAsync(
            "/api/v1/notices/acknowledgements", new { subscription = "", sequence = 7 }, Stop);
        await ProblemAssert.IsAsync(nameless, HttpStatusCode.BadRequest, "request.invalid");
    }
}
