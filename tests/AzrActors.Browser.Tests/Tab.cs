using System.Collections.Concurrent;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace AzrActors.Browser.Tests;

/// <summary>One browser window with cookies of its own, and what went wrong in it.</summary>
public sealed class Tab : IAsyncDisposable
{
    private readonly Wire _wire;
    private readonly string _context;
    private readonly string _session;
    private readonly ConcurrentQueue<string> _complaints = [];
    private volatile TaskCompletionSource _loaded = new();

    private Tab(Wire wire, string context, string session)
    {
        (_wire, _context, _session) = (wire, context, session);
        wire.Happened += Listen;
    }

    /// <summary>Script errors and refusals of the content security policy since the window was opened.</summary>
    public IReadOnlyCollection<string> Complaints => _complaints;

    internal static async Task<Tab> OpenAsync(Uri browser, int width, int height)
    {
        var wire = new Wire();
        await wire.OpenAsync(browser);
        var context = (string)(await wire.SendAsync("Target.createBrowserContext"))["browserContextId"]!;
        var target = await wire.SendAsync(
            "Target.createTarget", new() { ["url"] = "about:blank", ["browserContextId"] = context });
        var attached = await wire.SendAsync(
            "Target.attachToTarget", new() { ["targetId"] = (string)target["targetId"]!, ["flatten"] = true });
        var tab = new Tab(wire, context, (string)attached["sessionId"]!);
        foreach (var domain in new[] { "Page", "Runtime", "Log", "Accessibility" }) await tab.SendAsync(
            domain + ".enable");
        await tab.ResizeAsync(width, height);
        return tab;
    }

    public Task ResizeAsync(int width, int height) => SendAsync("Emulation.setDeviceMetricsOverride",
        new() { ["width"] = width, ["height"] = height, ["deviceScaleFactor"] = 1, ["mobile"] = false });

    /// <param name="paper">The page as it is printed.</param>
    public Task UseDarkAsync(bool dark, bool paper = false) => SendAsync("Emulation.setEmulatedMedia", new()
    {
        ["media"] = paper ? "print" : "screen",
        ["features"] = new JsonArray(
            new JsonObject { ["name"] = "prefers-color-scheme", ["value"] = dark ? "dark" : "light" }),
    });

    public Task DisableScriptAsync() => SendAsync("Emulation.setScriptExecutionDisabled", new() { ["value"] = true });

    public async Task GoAsync(Uri address)
    {
        _loaded = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await SendAsync("Page.navigate", new() { ["url"] = address.ToString() });
        await _loaded.Task.WaitAsync(TimeSpan.FromSeconds(30));
    }

    /// <summary>Presses a button or follows a link and waits for the page it leads to.</summary>
    public async Task FollowAsync(string selector)
    {
        _loaded = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var box = await EvaluateAsync($$"""
            (() => { const e = document.querySelector({{Quote(selector)}}); e.scrollIntoView(
                { behavior: "instant", block: "center" });
              const b = e.getBoundingClientRect(); return [b.x + b.width / 2, b.y + b.height / 2]; })()
            """);
        foreach (var type in new[] { "mousePressed", "mouseReleased" })
            await SendAsync("Input.dispatchMouseEvent", new()
            {
                ["type"] = type, ["x"] = (double)box![0]!, ["y"] = (double)box[1]!, ["button"] = "left",
                ["clickCount"] = 1,
            });
        await _loaded.Task.WaitAsync(TimeSpan.FromSeconds(30));
    }

    /// <summary>Presses keys one after the other, as a person does: single characters, or <c>Enter</c>, <c>Tab</c>, <c>Escape</c>, <c>ArrowDown</c>.</summary>
    public async Task PressAsync(params IReadOnlyList<string> keys)
    {
        foreach (var key in keys)
        {
            var text = key switch { "Enter" => "\r", { Length: 1 } => key, _ => null };
            var code = key switch { "Enter" => 13, "Tab" => 9, "Escape" => 27, "ArrowDown" => 40, _ => 0 };
            foreach (var type in new[] { text is null ? "rawKeyDown" : "keyDown", "keyUp" })
            {
                var pressed = new JsonObject { ["type"] = type, ["key"] = key, ["code"] = key, ["windowsVirtualKeyCode"] = code };
                if (text is not null && type == "keyDown") pressed["text"] = text;
                await SendAsync("Input.dispatchKeyEvent", pressed);
            }
        }
    }

    /// <summary>Presses keys of which the last leads to another page, and waits for it.</summary>
    public async Task FollowKeysAsync(params IReadOnlyList<string> keys)
    {
        _loaded = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await PressAsync(keys);
        await _loaded.Task.WaitAsync(TimeSpan.FromSeconds(30));
    }

    /// <summary>Goes back as the browser's own key does, and waits for the page.</summary>
    public async Task BackAsync()
    {
        _loaded = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var history = await SendAsync("Page.getNavigationHistory");
        var before = history["entries"]![(int)history["currentIndex"]! - 1]!;
        await SendAsync("Page.navigateToHistoryEntry", new() { ["entryId"] = (int)before["id"]! });
        await _loaded.Task.WaitAsync(TimeSpan.FromSeconds(30));
    }

    /// <summary>Types into the focused field.</summary>
    public Task TypeAsync(string text) => SendAsync("Input.insertText", new() { ["text"] = text });

    public async Task FillAsync(string selector, string value) =>
        await EvaluateAsync($"document.querySelector({Quote(selector)}).value = {Quote(value)}");

    public async Task<string> TextAsync(string selector) =>
        (string?)await EvaluateAsync($"document.querySelector({Quote(selector)})?.innerText ?? ''") ?? "";

    /// <summary>Text of an element with what is folded away.</summary>
    public async Task<string> ContentAsync(string selector) =>
        (string?)await EvaluateAsync($"document.querySelector({Quote(selector)}).textContent") ?? "";

    public async Task<int> CountAsync(string selector) =>
        (int)(await EvaluateAsync($"document.querySelectorAll({Quote(selector)}).length"))!;

    /// <summary>Value of an expression; a promise is awaited.</summary>
    public async Task<JsonNode?> EvaluateAsync(string expression)
    {
        var reply = await SendAsync("Runtime.evaluate",
            new() { ["expression"] = expression, ["returnByValue"] = true, ["awaitPromise"] = true });
        return reply["exceptionDetails"] is { } thrown
            ? throw new InvalidOperationException($"The page threw: {thrown.ToJsonString()}")
            : reply["result"]!["value"];
    }

    /// <summary>Completes when the condition holds; the page looks again whenever something in it changes.</summary>
    public async Task UntilAsync(string condition) => await EvaluateAsync($$"""
        new Promise((resolve, reject) => {
          const look = () => ({{condition}}) && (observer.disconnect(), resolve(true));
          const observer = new MutationObserver(look);
          observer.observe(document, { subtree: true, childList: true, characterData: true, attributes: true });
          document.addEventListener('focusin', look);
          setTimeout(() => reject(new Error({{Quote(condition)}} + " never held: " + document.body.innerText)), 15000);
          look();
        })
        """);

    /// <summary>Name and description of an element as assistive technology gets them.</summary>
    public async Task<(string Name, string Description)> DescribeAsync(string selector)
    {
        var root = await SendAsync("DOM.getDocument");
        var found = await SendAsync(
            "DOM.querySelector", new() { ["nodeId"] = (int)root["root"]!["nodeId"]!, ["selector"] = selector });
        var tree = await SendAsync(
            "Accessibility.getPartialAXTree", new() { ["nodeId"] = (int)found["nodeId"]!, ["fetchRelatives"] = false });
        var node = tree["nodes"]![0]!;
        return ((string?)node["name"]?["value"] ?? "", (string?)node["description"]?["value"] ?? "");
    }

    public async Task<byte[]> PictureAsync()
    {
        var reply = await SendAsync(
            "Page.captureScreenshot", new() { ["format"] = "png", ["captureBeyondViewport"] = true });
        return Convert.FromBase64String((string)reply["data"]!);
    }

    public async ValueTask DisposeAsync()
    {
        await _wire.SendAsync("Target.disposeBrowserContext", new() { ["browserContextId"] = _context });
        await _wire.DisposeAsync();
    }

    private Task<JsonNode> SendAsync(string method, JsonObject? parameters = null) =>
        _wire.SendAsync(method, parameters, _session);

    private void Listen(string? session, string method, JsonNode parameters)
    {
        if (session != _session) return;
        if (method == "Page.loadEventFired") _loaded.TrySetResult();
        else if (method == "Runtime.exceptionThrown") _complaints.Enqueue(parameters.ToJsonString());
        // A page that answers 4xx is logged as an error too; the tests ask for such pages on purpose.
        else if (method == "Log.entryAdded" && (string)parameters["entry"]!["level"]! == "error"
            && (string)parameters["entry"]!["source"]! != "network")
            _complaints.Enqueue((string)parameters["entry"]!["text"]!);
    }

    private static string Quote(string text) => JsonSerializer.Serialize(text);
}
