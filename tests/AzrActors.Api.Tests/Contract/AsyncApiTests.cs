using System.Net;
using System.Text.Json.Nodes;
using AzrActors.Api.Tests.Fakes;
using Microsoft.Extensions.Hosting;

namespace AzrActors.Api.Tests.Contract;

/// <summary>What the register tells by itself is what the AsyncAPI document says.</summary>
public sealed class AsyncApiTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    /// <summary>The document is a contract. To accept a change, copy the file that the failure names over the golden.</summary>
    [Fact]
    public async Task The_document_is_the_golden_one()
    {
        await using var host = await ApiHost.StartAsync();
        using var client = host.Client(authority: null);
        var actual = (await client.GetStringAsync("/asyncapi/v1.json", Stop)).ReplaceLineEndings("\n") + "\n";
        var golden = Path.Combine(AppContext.BaseDirectory, "Goldens", "asyncapi.json");
        if (File.Exists(golden) && actual == await File.ReadAllTextAsync(golden, Stop)) return;
        var received = Path.Combine(AppContext.BaseDirectory, "asyncapi.received.json");
        await File.WriteAllTextAsync(received, actual, Stop);
        Assert.Fail($"The AsyncAPI document changed: compare {received} with tests/AzrActors.Api.Tests/Goldens/asyncapi.json.");
    }

    [Fact]
    public async Task Every_event_of_the_stream_is_a_message_of_the_document_and_every_message_comes()
    {
        await using var host = await ApiHost.StartAsync(settings: new Dictionary<string, string?> { ["Api:StreamHeartbeat"] = "00:00:00.050" });
        using var client = host.Client();
        var document = JsonNode.Parse(await client.GetStringAsync("/asyncapi/v1.json", Stop))!.AsObject();
        var channel = document["channels"]!["notices"]!;
        var messages = channel["messages"]!.AsObject().ToDictionary(message => message.Key, message => Resolved(document, message.Value!));
        var check = new SchemaCheck(document);
        host.Register.Tell(Samples.Potsdam, Samples.Number, 5);

        using var reply = await client.GetAsync((string)channel["address"]!, HttpCompletionOption.ResponseHeadersRead, Stop);
        using var events = new StreamReader(await reply.Content.ReadAsStreamAsync(Stop));
        var seen = new HashSet<string>();
        var fields = new Dictionary<string, string>();
        while (seen.Count < messages.Count)
        {
            var line = await events.ReadLineAsync(Stop) ?? throw new EndOfStreamException("The stream ended.");
            if (line.Length > 0) fields[line.Split(": ")[0]] = line[(line.IndexOf(": ", StringComparison.Ordinal) + 2)..];
            else if (fields.Remove("data", out var data))
            {
                var message = messages[fields["event"]];
                Assert.Empty(check.Faults(JsonNode.Parse(data), message["payload"]!));
                Assert.Equal(message["headers"]!["properties"]!.AsObject().Select(field => field.Key).Order(), fields.Keys.Order());
                seen.Add(fields["event"]);
                fields.Clear();
            }
            else fields.Clear();
        }
    }

    [Fact]
    public async Task Every_reference_of_the_document_leads_somewhere()
    {
        await using var host = await ApiHost.StartAsync();
        using var client = host.Client(authority: null);
        var document = JsonNode.Parse(await client.GetStringAsync("/asyncapi/v1.json", Stop))!.AsObject();
        Assert.Equal("3.0.0", (string)document["asyncapi"]!);
        var references = document.Descendants().OfType<JsonObject>().Where(node => node.ContainsKey("$ref")).ToList();
        Assert.True(references.Count > 10);
        Assert.All(references, reference => Assert.NotNull(Resolved(document, reference)));
    }

    [Fact]
    public async Task Outside_development_a_stranger_is_not_shown_it()
    {
        await using var host = await ApiHost.StartAsync(Environments.Production);
        using var client = host.Client(authority: null);
        using var reply = await client.GetAsync("/asyncapi/v1.json", Stop);
        Assert.Equal(HttpStatusCode.Unauthorized, reply.StatusCode);
    }

    private static JsonNode Resolved(JsonObject document, JsonNode node) =>
        ((string)node["$ref"]!).Split('/').Skip(1).Aggregate((JsonNode)document, (at, part) => at[part]!);
}

internal static class JsonDescendants
{
    /// <summary>The node and everything in it.</summary>
    public static IEnumerable<JsonNode> Descendants(this JsonNode? node) => node switch
    {
        JsonObject some => some.SelectMany(part => part.Value.Descendants()).Prepend(some),
        JsonArray list => list.SelectMany(part => part.Descendants()).Prepend(list),
        null => [],
        _ => [node],
    };
}
