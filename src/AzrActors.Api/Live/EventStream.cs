using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Http;

namespace AzrActors.Api.Live;

/// <summary>
/// Writes server-sent events. Written by hand because the framework's result drops
/// ids in one of its overloads (dotnet/aspnetcore #64183).
/// </summary>
internal sealed class EventStream(HttpResponse response)
{
    public const string MediaType = "text/event-stream";
    private const string RetryMs = "2000";

    /// <summary>
    /// Position to continue from: Last-Event-ID, which a reconnecting client sends by itself, else the query.
    /// </summary>
    /// <exception cref="BadHttpRequestException">The position is not a sequence.</exception>
    public static long Position(HttpRequest request, long after)
    {
        var last = request.Headers["Last-Event-ID"];
        if (last.Count > 0 && !long.TryParse(last, NumberStyles.None, CultureInfo.InvariantCulture, out after))
            throw new BadHttpRequestException("Last-Event-ID is the sequence of a notice.");
        return after >= 0 ? after : throw new BadHttpRequestException("'after' is a sequence from 0.");
    }

    public async Task OpenAsync(CancellationToken cancellationToken)
    {
        response.ContentType = MediaType;
        response.Headers.CacheControl = "no-store";
        // Tells buffering proxies (nginx) to let every event through at once.
        response.Headers["X-Accel-Buffering"] = "no";
        await WriteAsync($"retry: {RetryMs}\n\n", cancellationToken);
    }

    public Task SendAsync(long id, string name, string data, CancellationToken cancellationToken)
    {
        var text = new StringBuilder().Append(CultureInfo.InvariantCulture, $"id: {id}\nevent: {name}\n");
        foreach (var line in data.ReplaceLineEndings("\n").Split('\n')) text.Append("data: ").Append(line).Append('\n');
        return WriteAsync(text.Append('\n').ToString(), cancellationToken);
    }

    /// <summary>Says that the stream lives, and where the feed ends. It has no id: it is not where a client continues.</summary>
    public Task BeatAsync(long last, CancellationToken cancellationToken) =>
        WriteAsync(string.Create(CultureInfo.InvariantCulture, $"event: heartbeat\ndata: {{\"last\":{last}}}\n\n"), cancellationToken);

    /// <summary>Says something that a client that comes back need not hear again.</summary>
    public Task TellAsync(string name, string data, CancellationToken cancellationToken) =>
        WriteAsync($"event: {name}\ndata: {data}\n\n", cancellationToken);

    private async Task WriteAsync(string text, CancellationToken cancellationToken)
    {
        await response.WriteAsync(text, cancellationToken);
        await response.Body.FlushAsync(cancellationToken);
    }
}
