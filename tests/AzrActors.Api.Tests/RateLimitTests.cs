using System.Net;
using AzrActors.Api.Tests.Fakes;

namespace AzrActors.Api.Tests;

/// <summary>Nobody takes the door for itself.</summary>
public sealed class RateLimitTests
{
    private const string Authorities = "/api/v1/authorities";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_authority_that_calls_too_often_is_told_when_to_come_back_and_holds_up_no_other()
    {
        await using var host = await StartAsync();
        using var client = host.Client();
        using var refused = await RefusedAsync(client);
        var problem = await ProblemAssert.IsAsync(refused, HttpStatusCode.TooManyRequests, "caller.too-many-requests");
        Assert.Null(problem["detail"]);
        Assert.InRange(refused.Headers.RetryAfter!.Delta!.Value, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(2));
        using var other = host.Client(Samples.PotsdamResidents);
        using var taken = await other.GetAsync(Authorities, Stop);
        Assert.Equal(HttpStatusCode.OK, taken.StatusCode);
    }

    [Fact]
    public async Task Another_name_of_an_official_is_no_other_caller()
    {
        await using var host = await StartAsync();
        using var client = host.Client();
        var officials = 0;
        HttpStatusCode status;
        do
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, Authorities);
            request.Headers.Authorization = new("Bearer", $"{Samples.Potsdam}/Official {++officials}/1");
            using var reply = await client.SendAsync(request, Stop);
            status = reply.StatusCode;
        }
        while (status == HttpStatusCode.OK);
        Assert.Equal(HttpStatusCode.TooManyRequests, status);
    }

    [Fact]
    public async Task Whoever_comes_back_after_the_time_it_was_told_is_let_in()
    {
        await using var host = await StartAsync();
        using var client = host.Client();
        using var refused = await RefusedAsync(client);
        // A fact of the bucket, not of the clock: it fills again, so one of the next calls passes.
        HttpStatusCode status;
        do
        {
            using var reply = await client.GetAsync(Authorities, Stop);
            status = reply.StatusCode;
        }
        while (status == HttpStatusCode.TooManyRequests);
        Assert.Equal(HttpStatusCode.OK, status);
    }

    [Fact]
    public async Task Those_without_a_proof_have_a_bucket_of_their_own_per_address()
    {
        await using var host = await StartAsync();
        using var stranger = host.Client(authority: null);
        using var refused = await RefusedAsync(stranger);
        await ProblemAssert.IsAsync(refused, HttpStatusCode.TooManyRequests, "caller.too-many-requests");
        using var client = host.Client();
        using var taken = await client.GetAsync(Authorities, Stop);
        Assert.Equal(HttpStatusCode.OK, taken.StatusCode);
        // Pages and assets are no calls.
        using var page = await stranger.GetAsync("/health/live", Stop);
        Assert.Equal(HttpStatusCode.OK, page.StatusCode);
    }

    [Theory]
    [InlineData("RequestsPerSecond")]
    [InlineData("RequestsAtOnce")]
    [InlineData("UnprovenPerSecond")]
    [InlineData("UnprovenAtOnce")]
    public async Task A_limit_that_lets_nobody_in_stops_the_start(string setting) => await Assert.ThrowsAnyAsync<Exception>(
        () => ApiHost.StartAsync(settings: new Dictionary<string, string?> { [$"Api:RateLimits:{setting}"] = "0" }));

    private static async Task<HttpResponseMessage> RefusedAsync(HttpClient client)
    {
        while (true)
        {
            var reply = await client.GetAsync(Authorities, Stop);
            if (reply.StatusCode == HttpStatusCode.TooManyRequests) return reply;
            reply.Dispose();
        }
    }

    private static Task<ApiHost> StartAsync() => ApiHost.StartAsync(settings: new Dictionary<string, string?>
    {
        ["Api:RateLimits:RequestsPerSecond"] = "1", ["Api:RateLimits:RequestsAtOnce"] = "2",
        ["Api:RateLimits:UnprovenPerSecond"] = "1", ["Api:RateLimits:UnprovenAtOnce"] = "2",
    });
}
