using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using AzrActors.Api.Tests.Fakes;

namespace AzrActors.Api.Tests;

public sealed class RecordTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_record_comes_with_its_version_as_entity_tag_and_every_value_with_its_source()
    {
        await using var host = await ApiHost.StartAsync();
        using var client = host.Client();
        using var reply = await client.GetAsync($"/api/v1/records/{Samples.Number}", Stop);
        Assert.Equal(HttpStatusCode.OK, reply.StatusCode);
        Assert.Equal("\"4\"", reply.Headers.ETag!.Tag);
        Assert.True(reply.Headers.CacheControl!.NoStore);
        var record = await reply.Content.ReadFromJsonAsync<JsonObject>(Stop);
        Assert.Equal(4, (int)record!["version"]!);
        Assert.All(record["items"]!.AsArray(), item => Assert.NotNull(item!["source"]!["authorityName"]));
    }

    [Theory]
    [InlineData("\"4\"", HttpStatusCode.NotModified)]
    [InlineData("W/\"4\"", HttpStatusCode.NotModified)]
    [InlineData("\"3\", \"4\"", HttpStatusCode.NotModified)]
    [InlineData("*", HttpStatusCode.NotModified)]
    [InlineData("\"3\"", HttpStatusCode.OK)]
    public async Task A_version_the_client_has_is_not_sent_again(string ifNoneMatch, HttpStatusCode expected)
    {
        await using var host = await ApiHost.StartAsync();
        using var client = host.Client();
        client.DefaultRequestHeaders.TryAddWithoutValidation("If-None-Match", ifNoneMatch);
        using var reply = await client.GetAsync($"/api/v1/records/{Samples.Number}", Stop);
        Assert.Equal(expected, reply.StatusCode);
        Assert.Equal("\"4\"", reply.Headers.ETag!.Tag);
    }

    [Fact]
    public async Task What_a_request_states_reaches_the_register()
    {
        await using var host = await ApiHost.StartAsync();
        using var client = host.Client();
        using var reply = await client.GetAsync($"/api/v1/records/{Samples.Number}?stating=consent&stating=onRequest", Stop);
        Assert.Equal(HttpStatusCode.OK, reply.StatusCode);
        Assert.Equal(["consent", "onRequest"], host.Register.LastStated);
    }

    [Fact]
    public async Task A_circumstance_that_no_request_can_state_is_400()
    {
        await using var host = await ApiHost.StartAsync();
        using var client = host.Client();
        using var reply = await client.GetAsync($"/api/v1/records/{Samples.Number}?stating=nonsense", Stop);
        var problem = await ProblemAssert.IsAsync(reply, HttpStatusCode.BadRequest, "circumstance.unknown");
        Assert.Equal("§ 22 Abs. 3 AZRG", (string)problem["paragraph"]!);
    }

    [Fact]
    public async Task An_unknown_number_is_404_and_a_mistyped_one_400()
    {
        await using var host = await ApiHost.StartAsync();
        using var client = host.Client();
        using var unknown = await client.GetAsync($"/api/v1/records/{Samples.UnknownNumber}", Stop);
        await ProblemAssert.IsAsync(unknown, HttpStatusCode.NotFound, "record.unknown");
        using var mistyped = await client.GetAsync("/api/v1/records/12", Stop);
        await ProblemAssert.IsAsync(mistyped, HttpStatusCode.BadRequest, "azr-number.invalid");
    }

    [Fact]
    public async Task The_directory_lists_authorities_by_key()
    {
        await using var host = await ApiHost.StartAsync();
        using var client = host.Client();
        var authorities = await client.GetFromJsonAsync<JsonArray>("/api/v1/authorities", Stop);
        Assert.Equal(Samples.Authorities.Select(a => a.Key), authorities!.Select(a => (string)a!["key"]!));
    }
}
