using System.Diagnostics;
using System.IO.Compression;
using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using AzrActors.Contracts.Doors;

namespace AzrActors.Benchmarks.Pages;

/// <summary>
/// The browser of one official, as far as a server sees one: cookies, forms and redirects, six connections, and the event
/// streams of the page that is open, which end when the next one is opened.
/// </summary>
internal sealed partial class Browser : IDisposable
{
    /// <summary>Browsers open no more to one host over HTTP/1.1.</summary>
    private const int ConnectionsMax = 6;

    private const string Start = "/anmelden";

    private readonly HttpClient _client;
    private CancellationTokenSource? _page;
    private List<Task> _streams = [];

    private Browser(Uri address)
    {
        _client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, MaxConnectionsPerServer = ConnectionsMax })
        {
            BaseAddress = address, Timeout = TimeSpan.FromMinutes(1),
        };
        _client.DefaultRequestHeaders.Add("Accept-Encoding", "gzip, deflate, br");
    }

    /// <summary>Signs an official in at the development issuer: authorization code with PKCE, then the cookie of the session.</summary>
    public static async Task<Browser> SignInAsync(Uri address, Caller official, CancellationToken cancellationToken)
    {
        var browser = new Browser(address);
        try
        {
            var issuer = await browser.LeadAsync(HttpMethod.Get, Start, null, cancellationToken);
            var form = await browser.GetAsync(issuer, cancellationToken);
            var callback = await browser.LeadAsync(HttpMethod.Post, issuer, new Dictionary<string, string>
            {
                ["authority"] = official.Authority, ["official"] = official.Official, ["purpose"] = official.Purpose,
                ["__RequestVerificationToken"] = AntiforgeryToken().Match(form.Text).Groups[1].Value,
            }, cancellationToken);
            await browser.LeadAsync(HttpMethod.Get, callback, null, cancellationToken);
            return browser;
        }
        catch
        {
            browser.Dispose();
            throw;
        }
    }

    /// <summary>Leaves the page that is open and opens another one, with its event streams.</summary>
    /// <param name="hear">Gets the data of each notice that arrives at the page; null where nobody listens.</param>
    /// <returns>How long it took until the whole document was there.</returns>
    public async Task<TimeSpan> OpenAsync(string path, Action<string>? hear, CancellationToken cancellationToken)
    {
        await LeaveAsync();
        var began = Stopwatch.GetTimestamp();
        var document = await GetAsync(path, cancellationToken);
        var elapsed = Stopwatch.GetElapsedTime(began);
        _page = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        if (Live().Match(document.Text) is { Success: true } live)
            _streams.Add(FollowAsync($"/meldungen/stream?after={live.Groups[1].Value}", hear, _page.Token));
        if (Work().Match(document.Text) is { Success: true } work) _streams.Add(FollowAsync(work.Groups[1].Value, null, _page.Token));
        return elapsed;
    }

    /// <summary>Loads a document alone.</summary>
    public Task LookAsync(string path, CancellationToken cancellationToken) => GetAsync(path, cancellationToken);

    /// <summary>Loads a document with every style sheet and script it names, as a browser that has kept nothing.</summary>
    /// <returns>The document, and the style sheets and scripts together.</returns>
    public async Task<(Transfer Document, Transfer Assets)> GetWholeAsync(string path, CancellationToken cancellationToken)
    {
        var document = await GetAsync(path, cancellationToken);
        var assets = await Task.WhenAll(Asset().Matches(document.Text).Select(one => GetAsync(one.Groups[1].Value, cancellationToken)));
        return (document, new Transfer("", assets.Sum(one => one.Sent), assets.Sum(one => one.Size)));
    }

    /// <summary>Ends the streams of the page that is open. One that had ended by itself was refused or cut, and is no measurement.</summary>
    public async Task LeaveAsync()
    {
        if (_page is null) return;
        await _page.CancelAsync();
        var (streams, page) = (_streams, _page);
        (_streams, _page) = ([], null);
        foreach (var stream in streams)
        {
            try
            {
                await stream;
            }
            catch (OperationCanceledException) when (page.IsCancellationRequested)
            {
                // It was open until now.
            }
        }
        page.Dispose();
    }

    public void Dispose()
    {
        _page?.Cancel();
        _page?.Dispose();
        _client.Dispose();
    }

    private async Task<string> LeadAsync(HttpMethod method, string path, Dictionary<string, string>? fields, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(method, path) { Content = fields is null ? null : new FormUrlEncodedContent(fields) };
        using var reply = await _client.SendAsync(request, cancellationToken);
        return reply.StatusCode == HttpStatusCode.Found ? reply.Headers.Location!.ToString()
            : throw new InvalidOperationException($"The sign-in stopped at {new Uri(_client.BaseAddress!, path).AbsolutePath} with {(int)reply.StatusCode}.");
    }

    private async Task<Transfer> GetAsync(string path, CancellationToken cancellationToken)
    {
        using var reply = await _client.GetAsync(path, cancellationToken);
        // No path: it holds the number of a person.
        if (reply.StatusCode != HttpStatusCode.OK) throw new InvalidOperationException($"A page was answered with {(int)reply.StatusCode}.");
        var sent = await reply.Content.ReadAsByteArrayAsync(cancellationToken);
        var content = reply.Content.Headers.ContentEncoding.LastOrDefault() switch
        {
            null => sent,
            "br" => Read(new BrotliStream(new MemoryStream(sent), CompressionMode.Decompress)),
            "gzip" => Read(new GZipStream(new MemoryStream(sent), CompressionMode.Decompress)),
            var other => throw new InvalidOperationException($"A page came in the encoding '{other}'."),
        };
        return new Transfer(Encoding.UTF8.GetString(content), sent.Length, content.Length);
    }

    private static byte[] Read(Stream stream)
    {
        using var content = new MemoryStream();
        using (stream) stream.CopyTo(content);
        return content.ToArray();
    }

    private async Task FollowAsync(string path, Action<string>? hear, CancellationToken cancellationToken)
    {
        using var reply = await _client.GetAsync(path, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
        reply.EnsureSuccessStatusCode();
        using var events = new StreamReader(await reply.Content.ReadAsStreamAsync(cancellationToken));
        var (name, data) = ("", new StringBuilder());
        while (await events.ReadLineAsync(cancellationToken) is { } line)
        {
            if (line.StartsWith("event: ", StringComparison.Ordinal)) name = line["event: ".Length..];
            else if (line.StartsWith("data: ", StringComparison.Ordinal)) data.Append(line.AsSpan("data: ".Length)).Append('\n');
            else if (line.Length == 0)
            {
                if (name == "notice") hear?.Invoke(data.ToString());
                data.Clear();
            }
        }
        throw new EndOfStreamException("An event stream ended.");
    }

    [GeneratedRegex("name=\"__RequestVerificationToken\"[^>]*value=\"([^\"]*)\"")]
    private static partial Regex AntiforgeryToken();

    [GeneratedRegex("data-live=\"on\"[^>]*data-after=\"([0-9]+)\"")]
    private static partial Regex Live();

    [GeneratedRegex("data-work=\"([^\"]+)\"")]
    private static partial Regex Work();

    [GeneratedRegex("(?:href|src)=\"(/assets/[^\"]+\\.(?:css|js)\\?v=[^\"]+)\"")]
    private static partial Regex Asset();
}

/// <summary>Something that was loaded.</summary>
/// <param name="Sent">Bytes as they travelled, without headers.</param>
/// <param name="Size">Bytes once they were unpacked.</param>
internal sealed record Transfer(string Text, int Sent, int Size);
