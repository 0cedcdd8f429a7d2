using System.Net;
using System.Text.RegularExpressions;
using AzrActors.Api.Tests.Fakes;

namespace AzrActors.Api.Tests;

/// <summary>A browser without a browser: cookies, forms and redirects by hand.</summary>
internal sealed partial class Session : IDisposable
{
    private readonly CookieContainer _cookies = new();

    private Session(Uri address) =>
        Client = new HttpClient(
            new SocketsHttpHandler { CookieContainer = _cookies, AllowAutoRedirect = false })
        { BaseAddress = address };

    public HttpClient Client { get; }

    public static Task<Session> LogInAsync(ApiHost host, string authority = Samples.Potsdam) =>
        LogInAsync(host.Address, authority);

    public static async Task<Session> LogInAsync(Uri address, string authority)
    {
        var session = new Session(address);
        using var reply = await session.SignInAsync(new() { ["authority"] = authority, ["official"] = "Erika Muster", ["purpose"] = "1" });
        Assert.Equal(HttpStatusCode.Found, reply.StatusCode);
        return session;
    }

    public static Session Anonymous(ApiHost host) => new(host.Address);

    /// <summary>The way of a browser to the development issuer and, once somebody is chosen there, back with a code.</summary>
    /// <returns>What the pages answer to the code, or the issuer to a faulty choice.</returns>
    public async Task<HttpResponseMessage> SignInAsync(Dictionary<string, string> fields, string start = "/anmelden")
    {
        var issuer = await LeadAsync(start);
        var chosen = await PostAsync(issuer, issuer, fields);
        if (chosen.StatusCode != HttpStatusCode.Found) return chosen;
        var back = chosen.Headers.Location;
        chosen.Dispose();
        return await Client.GetAsync(back, TestContext.Current.CancellationToken);
    }

    /// <summary>Where an address that redirects leads.</summary>
    public async Task<string> LeadAsync(string address)
    {
        using var reply = await Client.GetAsync(address, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.Found, reply.StatusCode);
        return reply.Headers.Location!.ToString();
    }

    /// <summary>Opens the page with the form, then posts it with the page's antiforgery token.</summary>
    public async Task<HttpResponseMessage> PostAsync(string page, string action, Dictionary<string, string> fields)
    {
        await OpenAsync(page, fields);
        return await SendAsync(action, fields);
    }

    /// <summary>Opens the page with the form and adds what it hides in it.</summary>
    public async Task OpenAsync(string page, Dictionary<string, string> fields)
    {
        var html = await Client.GetStringAsync(page, TestContext.Current.CancellationToken);
        foreach (var name in new[] { "__RequestVerificationToken", "submissionId", "expectedVersion" })
            if (Hidden(html, name) is { } value) fields.TryAdd(name, value);
    }

    public async Task<HttpResponseMessage> SendAsync(string action, Dictionary<string, string> fields)
    {
        using var content = new FormUrlEncodedContent(fields);
        return await Client.PostAsync(action, content, TestContext.Current.CancellationToken);
    }

    /// <summary>As <see cref="PostAsync"/>, for forms in which a field occurs more than once.</summary>
    public async Task<HttpResponseMessage> PostFieldsAsync(string page, string action, IReadOnlyList<(string Name, string Value)> fields)
    {
        var token = Hidden(await Client.GetStringAsync(page, TestContext.Current.CancellationToken), "__RequestVerificationToken")!;
        using var content = new FormUrlEncodedContent(
            fields.Append(("__RequestVerificationToken", token)).Select(field => KeyValuePair.Create(field.Item1, field.Item2)));
        return await Client.PostAsync(action, content, TestContext.Current.CancellationToken);
    }

    public void Dispose() => Client.Dispose();

    private static string? Hidden(string html, string name)
    {
        var match = Input().Matches(html)
            .FirstOrDefault(input => input.Value.Contains($"name=\"{name}\"", StringComparison.Ordinal));
        return match is null ? null : Value().Match(match.Value).Groups[1].Value;
    }

    [GeneratedRegex("<input[^>]*>")]
    private static partial Regex Input();

    [GeneratedRegex("value=\"([^\"]*)\"")]
    private static partial Regex Value();
}
