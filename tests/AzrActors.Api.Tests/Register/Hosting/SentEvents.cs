using System.Net;
using System.Text;
using System.Text.Json.Nodes;

namespace AzrActors.Api.Tests.Register;

/// <summary>One server-sent event as it travelled.</summary>
public sealed record SentEvent(string Wire)
{
    public long Id => long.Parse(Line("id: "), System.Globalization.CultureInfo.InvariantCulture);
    public JsonNode Notice => JsonNode.Parse(Line("data: "))!;

    private string Line(string name) => Wire.Split('\n').Single(line => line.StartsWith(name, StringComparison.Ordinal))[name.Length..];
}

/// <summary>The notice stream of one authority, read as the bytes that travel.</summary>
public sealed class SentEvents : IDisposable
{
    private readonly HttpResponseMessage _reply;
    private readonly StreamReader _body;

    private SentEvents(HttpResponseMessage reply, Stream body) =>
        (_reply, _body) = (reply, new StreamReader(body, Encoding.UTF8));

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public static async Task<SentEvents> OpenAsync(Desk desk, long? lastEventId = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/v1/notices/stream");
        if (lastEventId is not null) request.Headers.Add("Last-Event-ID", $"{lastEventId}");
        var reply = await desk.Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, Stop);
        Assert.Equal(HttpStatusCode.OK, reply.StatusCode);
        return new SentEvents(reply, await reply.Content.ReadAsStreamAsync(Stop));
    }

    /// <summary>The next event; comments and the retry time are passed over.</summary>
    public async Task<SentEvent> NextAsync()
    {
        var block = new StringBuilder();
        while (true)
        {
            var line = await _body.ReadLineAsync(Stop) ?? throw new EndOfStreamException("The stream ended.");
            if (line.Length > 0) block.Append(line).Append('\n');
            else if (block.ToString() is var wire && wire.StartsWith("id: ", StringComparison.Ordinal)) return new SentEvent(wire);
            else block.Clear();
        }
    }

    public void Dispose()
    {
        _body.Dispose();
        _reply.Dispose();
    }
}
