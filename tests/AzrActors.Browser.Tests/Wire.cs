using System.Collections.Concurrent;
using System.Net.WebSockets;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace AzrActors.Browser.Tests;

/// <summary>The DevTools protocol over a web socket: commands with replies, and events.</summary>
internal sealed class Wire : IAsyncDisposable
{
    private readonly ClientWebSocket _socket = new();
    private readonly ConcurrentDictionary<int, TaskCompletionSource<JsonNode>> _waiting = [];
    private readonly SemaphoreSlim _sending = new(1);
    private readonly CancellationTokenSource _closed = new();
    private Task _reading = Task.CompletedTask;
    private int _last;

    /// <summary>Called for every event with its session, its method and its parameters.</summary>
    public event Action<string?, string, JsonNode>? Happened;

    public async Task OpenAsync(Uri address)
    {
        await _socket.ConnectAsync(address, _closed.Token);
        _reading = ReadAsync();
    }

    public async Task<JsonNode> SendAsync(string method, JsonObject? parameters = null, string? session = null)
    {
        var id = Interlocked.Increment(ref _last);
        var reply = _waiting[id] = new TaskCompletionSource<JsonNode>(
            TaskCreationOptions.RunContinuationsAsynchronously);
        var command = new JsonObject { ["id"] = id, ["method"] = method, ["params"] = parameters ?? [] };
        if (session is not null) command["sessionId"] = session;
        await _sending.WaitAsync(_closed.Token);
        try
        {
            await _socket.SendAsync(
                JsonSerializer.SerializeToUtf8Bytes(command), WebSocketMessageType.Text, true, _closed.Token);
        }
        finally
        {
            _sending.Release();
        }
        return await reply.Task.WaitAsync(TimeSpan.FromSeconds(30), _closed.Token);
    }

    public async ValueTask DisposeAsync()
    {
        await _closed.CancelAsync();
        await _reading;
        _socket.Dispose();
        _sending.Dispose();
        _closed.Dispose();
    }

    private async Task ReadAsync()
    {
        try
        {
            while (await ReceiveAsync() is { } message)
            {
                if (message["id"] is { } id && _waiting.TryRemove((int)id, out var reply)) Answer(reply, message);
                else if (message["method"] is { } method) Happened?.Invoke(
                    (string?)message["sessionId"], (string)method!, message["params"]!);
            }
        }
        catch (OperationCanceledException) when (_closed.IsCancellationRequested)
        {
            // The test is over; replies nobody waits for any more are dropped with the socket.
        }
    }

    private async Task<JsonNode?> ReceiveAsync()
    {
        using var message = new MemoryStream();
        var part = new byte[64 * 1_024];
        WebSocketReceiveResult received;
        do
        {
            received = await _socket.ReceiveAsync(part, _closed.Token);
            if (received.MessageType == WebSocketMessageType.Close) return null;
            message.Write(part, 0, received.Count);
        }
        while (!received.EndOfMessage);
        return JsonNode.Parse(message.ToArray());
    }

    private static void Answer(TaskCompletionSource<JsonNode> reply, JsonNode message)
    {
        if (message["error"] is { } error) reply.SetException(
            new InvalidOperationException($"The browser refused: {error.ToJsonString()}"));
        else reply.SetResult(message["result"]!);
    }
}
