using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using AzrActors.Contracts.Doors;

namespace AzrActors.Api.Tests.Register;

/// <summary>An assertion at the HTTP door: for one method, target and body, and once.</summary>
[Collection<OnLiveRegister>]
public sealed class AssertionTests(LiveRegister register)
{
    private const string Authorities = "/api/v1/authorities";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_assertion_is_good_for_one_request()
    {
        var token = await SignAsync("GET", Authorities, "");
        Assert.Equal(HttpStatusCode.OK, await SendAsync(HttpMethod.Get, Authorities, null, token));
        Assert.Equal(HttpStatusCode.Unauthorized, await SendAsync(HttpMethod.Get, Authorities, null, token));
    }

    [Theory]
    [InlineData("GET", "/api/v1/notices?limit=10", "")]
    [InlineData("GET", "/api/v1/authorities?x=1", "")]
    [InlineData("POST", Authorities, "")]
    [InlineData("GET", Authorities, "{}")]
    public async Task An_assertion_for_another_request_is_refused(string method, string target, string body) => Assert.Equal(
        HttpStatusCode.Unauthorized, await SendAsync(HttpMethod.Get, Authorities, null, await SignAsync(method, target, body)));

    [Fact]
    public async Task A_body_that_was_exchanged_is_refused()
    {
        const string target = "/api/v1/notices/acknowledgements";
        var token = await SignAsync("POST", target, """{"subscription":"a","sequence":0}""");
        Assert.Equal(HttpStatusCode.Unauthorized, await SendAsync(HttpMethod.Post, target, """{"subscription":"b","sequence":0}""", token));
        // The refusal did not use it up: it was good for the other body all the time.
        Assert.Equal(HttpStatusCode.NoContent, await SendAsync(HttpMethod.Post, target, """{"subscription":"a","sequence":0}""", token));
    }

    [Fact]
    public async Task The_first_answer_names_the_keeper_and_only_to_whom_is_right_in_everything_else()
    {
        Assert.NotNull(await KeeperAsync(register.Sign("A12054", Binding("GET", Authorities, ""), keeper: null)));
        Assert.Null(await KeeperAsync(register.Sign("A12054", Binding("POST", Authorities, ""), keeper: null)));
    }

    private async Task<string> SignAsync(string method, string target, string body)
    {
        var keeper = await KeeperAsync(register.Sign("A12054", Binding("GET", Authorities, ""), keeper: null));
        return register.Sign("A12054", Binding(method, target, body), keeper);
    }

    private async Task<string?> KeeperAsync(string token)
    {
        using var reply = await RequestAsync(HttpMethod.Get, Authorities, null, token);
        Assert.Equal(HttpStatusCode.Unauthorized, reply.StatusCode);
        return reply.Headers.TryGetValues(CallerAssertion.KeeperHeader, out var keepers) ? keepers.Single() : null;
    }

    private async Task<HttpStatusCode> SendAsync(HttpMethod method, string target, string? body, string token)
    {
        using var reply = await RequestAsync(method, target, body, token);
        return reply.StatusCode;
    }

    private async Task<HttpResponseMessage> RequestAsync(HttpMethod method, string target, string? body, string token)
    {
        using var client = new HttpClient { BaseAddress = register.Address };
        using var request = new HttpRequestMessage(method, target);
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        if (body is not null) request.Content = new StringContent(body, Encoding.UTF8, "application/json");
        return await client.SendAsync(request, Stop);
    }

    private static CallBinding Binding(string method, string target, string body) =>
        CallBinding.OfHttp(method, target, SHA256.HashData(Encoding.UTF8.GetBytes(body)));
}
