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
        // What is asked without anybody being signed in or named is no call.
        using var page = await stranger.GetAsync("/health/live", Stop);
        Assert.Equal(HttpStatusCode.OK, page.StatusCode);
    }

    [Fact]
    public async Task What_an_official_sends_too_fast_is_there_to_be_sent_again_and_holds_up_no_colleague()
    {
        await using var host = await StartAsync();
        using var session = await Session.LogInAsync(host);
        var form = new Dictionary<string, string> { ["street"] = "Kranichweg" };
        await session.OpenAsync($"/datensatz/{Samples.Number}", form);
        using var refused = await RefusedAsync(() => session.SendAsync($"/datensatz/{Samples.Number}/anschrift", form));
        Assert.InRange(refused.Headers.RetryAfter!.Delta!.Value, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(2));
        var html = await refused.Content.ReadAsStringAsync(Stop);
        Assert.Contains("Sekunde", html, StringComparison.Ordinal);
        Assert.Contains($"action=\"/datensatz/{Samples.Number}/anschrift\"", html, StringComparison.Ordinal);
        foreach (var value in new[] { "Kranichweg", form["submissionId"] }) Assert.Contains($"value=\"{value}\"", html, StringComparison.Ordinal);
        // A form that did not come from one of our pages is not shown.
        form["__RequestVerificationToken"] = "invented";
        using var foreign = await RefusedAsync(() => session.SendAsync($"/datensatz/{Samples.Number}/anschrift", form));
        Assert.DoesNotContain("Kranichweg", await foreign.Content.ReadAsStringAsync(Stop), StringComparison.Ordinal);
        using var opened = await RefusedAsync(() => session.Client.GetAsync("/rolle", Stop));
        Assert.Contains("href=\"/rolle\" autofocus", await opened.Content.ReadAsStringAsync(Stop), StringComparison.Ordinal);
        using var other = await Session.LogInAsync(host, Samples.PotsdamResidents);
        using var taken = await other.Client.GetAsync("/rolle", Stop);
        Assert.Equal(HttpStatusCode.OK, taken.StatusCode);
    }

    [Theory]
    [InlineData("PagesPerSecond")]
    [InlineData("PagesAtOnce")]
    [InlineData("RequestsPerSecond")]
    [InlineData("RequestsAtOnce")]
    [InlineData("UnprovenPerSecond")]
    [InlineData("UnprovenAtOnce")]
    public async Task A_limit_that_lets_nobody_in_stops_the_start(string setting) => await Assert.ThrowsAnyAsync<Exception>(
        () => ApiHost.StartAsync(settings: new Dictionary<string, string?> { [$"Api:RateLimits:{setting}"] = "0" }));

    private static Task<HttpResponseMessage> RefusedAsync(HttpClient client) => RefusedAsync(() => client.GetAsync(Authorities, Stop));

    private static async Task<HttpResponseMessage> RefusedAsync(Func<Task<HttpResponseMessage>> call)
    {
        while (true)
        {
            var reply = await call();
            if (reply.StatusCode == HttpStatusCode.TooManyRequests) return reply;
            reply.Dispose();
        }
    }

    private static Task<ApiHost> StartAsync() => ApiHost.StartAsync(settings: new Dictionary<string, string?>
    {
        ["Api:RateLimits:RequestsPerSecond"] = "1", ["Api:RateLimits:RequestsAtOnce"] = "2",
        ["Api:RateLimits:UnprovenPerSecond"] = "1", ["Api:RateLimits:UnprovenAtOnce"] = "2",
        ["Api:RateLimits:PagesPerSecond"] = "1", ["Api:RateLimits:PagesAtOnce"] = "2",
    });
}
