using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using AzrActors.Api.Tests.Fakes;

namespace AzrActors.Api.Tests;

public sealed class StreamTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_event_carries_its_sequence_as_id_on_the_wire()
    {
        await using var host = await ApiHost.StartAsync();
        host.Register.Tell(Samples.Potsdam, Samples.Number, 5);
        using var stream = await Wire.OpenAsync(host, "/api/v1/notices/stream");
        Assert.Equal("retry: 2000", await stream.ReadAsync());
        var lines = (await stream.ReadAsync()).Split('\n');
        Assert.Equal("id: 1", lines[0]);
        Assert.Equal("event: notice", lines[1]);
        var notice = JsonNode.Parse(lines[2]["data: ".Length..])!;
        Assert.Equal("changed", (string)notice["kind"]!);
        Assert.Equal(1, (long)notice["sequence"]!);
    }

    [Fact]
    public async Task A_notice_stored_later_arrives_on_the_open_stream()
    {
        await using var host = await ApiHost.StartAsync();
        using var stream = await Wire.OpenAsync(host, "/api/v1/notices/stream");
        await stream.ReadAsync();
        host.Register.Tell(Samples.Potsdam, Samples.Number, 5);
        Assert.StartsWith("id: 1\n", await stream.ReadAsync(), StringComparison.Ordinal);
        host.Register.Tell(Samples.PotsdamResidents, Samples.Number, 5);
        host.Register.Tell(Samples.Potsdam, Samples.Number, 6);
        Assert.StartsWith("id: 2\n", await stream.ReadAsync(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("?after=1", null, "id: 2")]
    [InlineData("", "2", "id: 3")]
    [InlineData("?after=0", "2", "id: 3")]
    public async Task A_stream_continues_after_the_last_event_id(string query, string? lastEventId, string expected)
    {
        await using var host = await ApiHost.StartAsync();
        for (var version = 5; version < 8; version++) host.Register.Tell(Samples.Potsdam, Samples.Number, version);
        using var stream = await Wire.OpenAsync(host, "/api/v1/notices/stream" + query, lastEventId);
        await stream.ReadAsync();
        Assert.StartsWith(expected + "\n", await stream.ReadAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_idle_stream_says_again_and_again_where_the_feed_ends()
    {
        await using var host = await ApiHost.StartAsync(
            settings: new Dictionary<string, string?> { ["Api:StreamHeartbeat"] = "00:00:00.050" });
        using var stream = await Wire.OpenAsync(host, "/api/v1/notices/stream");
        await stream.ReadAsync();
        host.Register.Tell(Samples.Potsdam, Samples.Number, 5);
        Assert.StartsWith("id: 1\nevent: notice\n", await stream.ReadUntilAsync("event: notice"), StringComparison.Ordinal);
        Assert.Equal("event: heartbeat\ndata: {\"last\":1}", await stream.ReadUntilAsync("event: heartbeat"));
    }

    [Fact]
    public async Task An_old_stream_ends_so_that_the_client_proves_itself_again()
    {
        await using var host = await ApiHost.StartAsync(
            settings: new Dictionary<string, string?> { ["Api:StreamLifetime"] = "00:00:01" });
        using var stream = await Wire.OpenAsync(host, "/api/v1/notices/stream");
        await stream.ReadAsync();
        Assert.Equal("", await stream.ReadAsync());
    }

    [Theory]
    [InlineData("", "abc")]
    [InlineData("?after=-1", null)]
    [InlineData("?after=x", null)]
    public async Task A_position_that_is_no_sequence_is_400(string query, string? lastEventId)
    {
        await using var host = await ApiHost.StartAsync();
        using var client = host.Client();
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/v1/notices/stream" + query);
        if (lastEventId is not null) request.Headers.Add("Last-Event-ID", lastEventId);
        using var reply = await client.SendAsync(request, Stop);
        await ProblemAssert.IsAsync(reply, HttpStatusCode.BadRequest, "request.invalid");
    }

    [Fact]
    public async Task A_position_beyond_the_feed_is_409_and_an_unreachable_register_503_before_the_stream_opens()
    {
        await using var host = await ApiHost.StartAsync();
        using var client = host.Client();
        using var beyond = await client.GetAsync("/api/v1/notices/stream?after=7", Stop);
        await ProblemAssert.IsAsync(beyond, HttpStatusCode.Conflict, "stream.position-unknown");
        host.Register.IsDown = true;
        using var down = await client.GetAsync("/api/v1/notices/stream", Stop);
        await ProblemAssert.IsAsync(down, HttpStatusCode.ServiceUnavailable, "register.unavailable");
    }

    [Fact]
    public async Task One_official_may_not_hold_streams_without_end()
    {
        await using var host = await ApiHost.StartAsync(
            settings: new Dictionary<string, string?> { ["Api:StreamsPerOfficialMax"] = "1" });
        using var first = await Wire.OpenAsync(host, "/api/v1/notices/stream");
        await first.ReadAsync();
        using var client = host.Client();
        using var second = await client.GetAsync("/api/v1/notices/stream", Stop);
        await ProblemAssert.IsAsync(second, HttpStatusCode.TooManyRequests, "stream.too-many");
        using var other = await Wire.OpenAsync(host, "/api/v1/notices/stream", authority: Samples.PotsdamResidents);
        Assert.Equal("retry: 2000", await other.ReadAsync());
    }

    /// <summary>A stream read as the bytes that travel.</summary>
    private sealed class Wire(HttpClient client, HttpResponseMessage reply, Stream body) : IDisposable
    {
        public static async Task<Wire> OpenAsync(
            ApiHost host, string path, string? lastEventId = null, string authority = Samples.Potsdam)
        {
            var client = host.Client(authority);
            using var request = new HttpRequestMessage(HttpMethod.Get, path);
            if (lastEventId is not null) request.Headers.Add("Last-Event-ID", lastEventId);
            var reply = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, Stop);
            Assert.Equal(HttpStatusCode.OK, reply.StatusCode);
            Assert.Equal("text/event-stream", reply.Content.Headers.ContentType!.MediaType);
            return new Wire(client, reply, await reply.Content.ReadAsStreamAsync(Stop));
        }

        /// <summary>The next block up to its empty line; empty when the stream has ended.</summary>
        public async Task<string> ReadAsync()
        {
            var block = new List<byte>();
            var one = new byte[1];
            while (block is not [.., (byte)'\n', (byte)'\n'])
            {
                if (await body.ReadAsync(one, Stop) == 0) return "";
                block.Add(one[0]);
            }
            return Encoding.UTF8.GetString([.. block]).TrimEnd('\n');
        }

        /// <summary>The next block with this in it.</summary>
        public async Task<string> ReadUntilAsync(string text)
        {
            while (await ReadAsync() is { Length: > 0 } block)
                if (block.Contains(text, StringComparison.Ordinal)) return block;
            return "";
        }

        public void Dispose()
        {
            body.Dispose();
            reply.Dispose();
            client.Dispose();
        }
    }
}
