using System.Net;
using AzrActors.Api.Tests.Fakes;

namespace AzrActors.Api.Tests;

public sealed class ProblemTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(null, "de", "Kein Datensatz gefunden.")]
    [InlineData("de-DE,en;q=0.8", "de", "Kein Datensatz gefunden.")]
    [InlineData("fr", "de", "Kein Datensatz gefunden.")]
    [InlineData("en", "en", "No record found.")]
    [InlineData("fr, en-GB;q=0.9, de;q=0.5", "en", "No record found.")]
    public async Task Texts_are_german_unless_english_is_preferred(
        string? acceptLanguage, string language, string title)
    {
        await using var host = await ApiHost.StartAsync();
        using var client = host.Client();
        if (acceptLanguage is not null) client.DefaultRequestHeaders.Add("Accept-Language", acceptLanguage);
        using var reply = await client.GetAsync($"/api/v1/records/{Samples.UnknownNumber}", Stop);
        var problem = await ProblemAssert.IsAsync(reply, HttpStatusCode.NotFound, "record.unknown");
        Assert.Equal(title, (string)problem["title"]!);
        Assert.Equal(language, Assert.Single(reply.Content.Headers.ContentLanguage));
        Assert.Contains("Accept-Language", reply.Headers.Vary);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("Bearer nonsense")]
    [InlineData("Basic QTEyMDU0Og==")]
    public async Task Who_proves_no_authority_gets_401(string? authorization)
    {
        await using var host = await ApiHost.StartAsync();
        using var client = host.Client(authority: null);
        if (authorization is not null) client.DefaultRequestHeaders.TryAddWithoutValidation(
            "Authorization", authorization);
        foreach (var path in new[] { "records/129417350668", "notices", "notices/stream", "authorities" })
        {
            using var reply = await client.GetAsync($"/api/v1/{path}", Stop);
            await ProblemAssert.IsAsync(reply, HttpStatusCode.Unauthorized, "caller.unproven");
            Assert.Equal("Bearer", reply.Headers.WwwAuthenticate.ToString());
        }
    }

    [Fact]
    public async Task A_session_cookie_does_not_open_the_api()
    {
        await using var host = await ApiHost.StartAsync();
        using var session = await Session.LogInAsync(host);
        using var reply = await session.Client.GetAsync($"/api/v1/records/{Samples.Number}", Stop);
        await ProblemAssert.IsAsync(reply, HttpStatusCode.Unauthorized, "caller.unproven");
    }

    [Fact]
    public async Task A_register_out_of_reach_is_503_and_says_when_to_come_back()
    {
        await using var host = await ApiHost.StartAsync();
        host.Register.IsDown = true;
        using var client = host.Client();
        using var reply = await client.GetAsync($"/api/v1/records/{Samples.Number}", Stop);
        await ProblemAssert.IsAsync(reply, HttpStatusCode.ServiceUnavailable, "register.unavailable");
        Assert.Equal(TimeSpan.FromSeconds(5), reply.Headers.RetryAfter!.Delta);
    }

    [Fact]
    public async Task What_is_not_there_is_a_problem_document_too()
    {
        await using var host = await ApiHost.StartAsync();
        using var client = host.Client();
        using var missing = await client.GetAsync("/api/v1/nothing", Stop);
        await ProblemAssert.IsAsync(missing, HttpStatusCode.NotFound, "resource.unknown");
        using var method = await client.DeleteAsync("/api/v1/authorities", Stop);
        await ProblemAssert.IsAsync(method, HttpStatusCode.MethodNotAllowed, "request.method-not-allowed");
    }
}
