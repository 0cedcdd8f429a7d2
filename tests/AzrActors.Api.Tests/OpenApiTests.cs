using System.Text.Json;
using System.Text.Json.Nodes;
using AzrActors.Api.Tests.Fakes;

namespace AzrActors.Api.Tests;

public sealed class OpenApiTests
{
    private static readonly JsonSerializerOptions Indented = new()
    {
        WriteIndented = true, Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    /// <summary>
    /// The document is a contract. To accept a change, copy the file that the failure names over the golden.
    /// </summary>
    [Fact]
    public async Task The_document_is_the_golden_one()
    {
        var actual = (await ReadAsync()).ToJsonString(Indented).ReplaceLineEndings("\n") + "\n";
        var golden = Path.Combine(AppContext.BaseDirectory, "Goldens", "openapi.json");
        var expected = File.Exists(golden) ? await File.ReadAllTextAsync(golden, Stop) : "";
        if (actual == expected) return;
        var received = Path.Combine(AppContext.BaseDirectory, "openapi.received.json");
        await File.WriteAllTextAsync(received, actual, Stop);
        Assert.Fail($"The OpenAPI document changed: compare {received} with tests/AzrActors.Api.Tests/Goldens/openapi.json.");
    }

    [Fact]
    public async Task Every_operation_documents_its_problems_and_no_schema_is_left_open()
    {
        var document = await ReadAsync();
        Assert.StartsWith("3.1", (string)document["openapi"]!, StringComparison.Ordinal);
        foreach (var operation in document["paths"]!.AsObject().SelectMany(path => path.Value!.AsObject()))
        {
            Assert.False(string.IsNullOrWhiteSpace((string?)operation.Value!["summary"]));
            var replies = operation.Value["responses"]!.AsObject();
            foreach (var status in new[] { "401", "429", "503" })
                Assert.NotNull(replies[status]!["content"]!["application/problem+json"]!["schema"]);
        }
        Assert.All(document["components"]!["schemas"]!.AsObject(), schema => Assert.NotEmpty(schema.Value!.AsObject()));
        Assert.Empty(OpenArrays("", document));
    }

    [Fact]
    public async Task Every_kind_of_entry_is_documented()
    {
        var entry = (await ReadAsync())["components"]!["schemas"]!["Entry"]!;
        Assert.Equal(
            ["registerPerson", "changePersonalData", "moveIn", "moveOut", "arrival", "departure", "death",
                "grantStatus", "endStatus", "assumeResponsibility", "store", "change", "correct", "end", "erase", "naturalisation", "subscribe", "unsubscribe", "differentPerson"],
            entry["discriminator"]!["mapping"]!.AsObject().Select(kind => kind.Key));
    }

    [Fact]
    public async Task The_page_that_shows_it_loads_its_script_from_here()
    {
        await using var host = await ApiHost.StartAsync();
        using var client = host.Client(authority: null);
        var html = await client.GetStringAsync("/docs/", Stop);
        Assert.DoesNotContain("cdn.", html, StringComparison.Ordinal);
        Assert.Contains("scalar.js", html, StringComparison.Ordinal);
    }

    private static IEnumerable<string> OpenArrays(string place, JsonNode? node) => node switch
    {
        JsonObject schema when (string?)(schema["type"] as JsonValue) == "array" && !schema.ContainsKey("items") => [place],
        JsonObject some => some.SelectMany(part => OpenArrays($"{place}/{part.Key}", part.Value)),
        JsonArray list => list.SelectMany((part, index) => OpenArrays($"{place}/{index}", part)),
        _ => [],
    };

    private static async Task<JsonObject> ReadAsync()
    {
        await using var host = await ApiHost.StartAsync();
        using var client = host.Client(authority: null);
        return JsonNode.Parse(await client.GetStringAsync("/openapi/v1.json", Stop))!.AsObject();
    }
}
