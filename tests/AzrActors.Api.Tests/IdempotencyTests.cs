using System.Net;
using System.Text;
using AzrActors.Api.Tests.Fakes;

namespace AzrActors.Api.Tests;

/// <summary>What a key stands for. That each operation does its thing once is played in <see cref="Contract.EveryOperationTests"/>.</summary>
public sealed class IdempotencyTests
{
    private const string Acknowledgements = "/api/v1/notices/acknowledgements";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("""{"sequence":3,"subscription":"mirror"}""", "k1", Samples.Potsdam, HttpStatusCode.NoContent)]
    [InlineData("""{ "subscription": "mirror", "sequence": 3 }""", "k1", Samples.Potsdam, HttpStatusCode.NoContent)]
    [InlineData("""{"subscription":"mirror","sequence":3}""", "\"k1\"", Samples.Potsdam, HttpStatusCode.NoContent)]
    [InlineData("""{"subscription":"mirror","sequence":4}""", "k1", Samples.Potsdam, HttpStatusCode.Conflict)]
    [InlineData("""{"subscription":"mirror","sequence":4}""", "k2", Samples.Potsdam, HttpStatusCode.NoContent)]
    [InlineData("""{"subscription":"mirror","sequence":4}""", null, Samples.Potsdam, HttpStatusCode.NoContent)]
    [InlineData("""{"subscription":"mirror","sequence":4}""", "k1", Samples.PotsdamResidents, HttpStatusCode.NoContent)]
    public async Task A_key_stands_for_what_was_said_under_it_by_this_authority(string body, string? key, string authority, HttpStatusCode expected)
    {
        await using var host = await ApiHost.StartAsync();
        using var first = await SendAsync(host, """{"subscription":"mirror","sequence":3}""", "k1", Samples.Potsdam);
        Assert.Equal(HttpStatusCode.NoContent, first.StatusCode);
        using var second = await SendAsync(host, body, key, authority);
        if (expected == HttpStatusCode.Conflict) await ProblemAssert.IsAsync(second, expected, "request.key-reused");
        else Assert.Equal(expected, second.StatusCode);
    }

    [Theory]
    [InlineData(" ")]
    [InlineData("two words")]
    [InlineData("\"")]
    [InlineData("\"\"")]
    [InlineData("a\"b")]
    public async Task What_is_no_key_is_400(string key)
    {
        await using var host = await ApiHost.StartAsync();
        using var reply = await SendAsync(host, """{"subscription":"mirror","sequence":3}""", key, Samples.Potsdam);
        await ProblemAssert.IsAsync(reply, HttpStatusCode.BadRequest, "request.invalid");
        Assert.Equal(0, host.Register.Position(Samples.Potsdam, "mirror"));
        using var tooLong = await SendAsync(host, """{"subscription":"mirror","sequence":3}""", new string('k', 256), Samples.Potsdam);
        await ProblemAssert.IsAsync(tooLong, HttpStatusCode.BadRequest, "request.invalid");
    }

    [Fact]
    public async Task A_call_that_cannot_be_read_takes_no_key()
    {
        await using var host = await ApiHost.StartAsync();
        using var unreadable = await SendAsync(host, "{", "k1", Samples.Potsdam);
        Assert.Equal(HttpStatusCode.BadRequest, unreadable.StatusCode);
        using var mended = await SendAsync(host, """{"subscription":"mirror","sequence":3}""", "k1", Samples.Potsdam);
        Assert.Equal(HttpStatusCode.NoContent, mended.StatusCode);
    }

    private static async Task<HttpResponseMessage> SendAsync(ApiHost host, string body, string? key, string authority)
    {
        using var client = host.Client(authority);
        using var request = new HttpRequestMessage(HttpMethod.Post, Acknowledgements) { Content = new StringContent(body, Encoding.UTF8, "application/json") };
        if (key is not null) request.Headers.TryAddWithoutValidation("Idempotency-Key", key);
        return await client.SendAsync(request, Stop);
    }
}
