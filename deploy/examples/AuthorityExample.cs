using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace AzrActors.Examples;

/// <summary>
/// Two authorities at the HTTP API with nothing but HttpClient, against a register in development:
/// <c>await AuthorityExample.RunAsync(new HttpClient { BaseAddress = new("http://127.0.0.1:8080") }, Console.Out, default)</c>.
/// A test runs it.
/// </summary>
public static class AuthorityExample
{
    /// <summary>Registers a person, changes it upon the version that was seen, and receives the notice of that elsewhere.</summary>
    public static async Task RunAsync(HttpClient register, TextWriter output, CancellationToken cancellationToken)
    {
        var foreigners = await TokenAsync(register, "potsdam-foreigners", "1", cancellationToken);
        var residents = await TokenAsync(register, "potsdam-residents", "29", cancellationToken);
        var feed = await SendAsync(register, residents, HttpMethod.Get, "/api/v1/notices?limit=1", null, null, cancellationToken);
        var last = (long)feed.Body["last"]!;

        // The id is made once and kept: sent again, the submission is stored once and answered with the same receipt.
        var submission = Submission(null,
            new JsonObject
            {
                ["kind"] = "registerPerson", ["familyName"] = NewName(), ["firstNames"] = NewName(), ["birthDate"] = "1990-07-00", ["sex"] = "w",
                ["nationality"] = new JsonArray("475"),
            },
            new JsonObject { ["kind"] = "arrival", ["arrival"] = "firstEntry", ["arrivedOn"] = Day(-3) },
            new JsonObject
            {
                ["kind"] = "moveIn", ["ags"] = "12054000", ["street"] = "Am Kanal", ["houseNumber"] = "12", ["postalCode"] = "14467", ["town"] = "Potsdam",
                ["movedInOn"] = Day(-3),
            });
        await SendAsync(register, foreigners, HttpMethod.Post, "/api/v1/submissions", submission, null, cancellationToken);
        var receipt = (await SendAsync(register, foreigners, HttpMethod.Post, "/api/v1/submissions", submission, null, cancellationToken)).Body;
        await output.WriteLineAsync($"registered as {receipt["azrNumber"]}, repeated: {receipt["repeated"]}");

        // The entity tag is the version: a change upon an older one is refused with 412 and names what changed.
        var record = await SendAsync(register, foreigners, HttpMethod.Get, $"/api/v1/records/{receipt["azrNumber"]}", null, null, cancellationToken);
        var change = Submission((string)receipt["azrNumber"]!, new JsonObject { ["kind"] = "changePersonalData", ["familyName"] = NewName() });
        var changed = await SendAsync(register, foreigners, HttpMethod.Post, "/api/v1/submissions", change, record.Tag, cancellationToken);
        await output.WriteLineAsync($"version {record.Tag} became {changed.Tag}");

        await foreach (var notice in FollowAsync(register, residents, last, cancellationToken))
        {
            await output.WriteLineAsync($"notice {notice["sequence"]}: {notice["occasion"]}");
            if ((int)notice["version"]! == (int)changed.Body["version"]!) break;
        }
    }

    /// <summary>Server-sent events; whoever comes back sends the last sequence as Last-Event-ID, and nothing is lost.</summary>
    private static async IAsyncEnumerable<JsonNode> FollowAsync(
        HttpClient register, string token, long last, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/v1/notices/stream");
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        request.Headers.Add("Last-Event-ID", $"{last}");
        using var reply = await register.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
        reply.EnsureSuccessStatusCode();
        using var events = new StreamReader(await reply.Content.ReadAsStreamAsync(cancellationToken));
        for (string? name = null; await events.ReadLineAsync(cancellationToken) is { } line;)
            if (line.StartsWith("event: ", StringComparison.Ordinal)) name = line["event: ".Length..];
            else if (name == "notice" && line.StartsWith("data: ", StringComparison.Ordinal)) yield return JsonNode.Parse(line["data: ".Length..])!;
    }

    /// <summary>Sends a call, and again after the time that a busy register or an empty bucket asks for.</summary>
    private static async Task<(JsonNode Body, string? Tag)> SendAsync(
        HttpClient register, string token, HttpMethod method, string address, JsonObject? body, string? ifMatch, CancellationToken cancellationToken)
    {
        while (true)
        {
            using var request = new HttpRequestMessage(method, address) { Content = body is null ? null : JsonContent.Create(body) };
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
            if (ifMatch is not null) request.Headers.IfMatch.ParseAdd(ifMatch);
            using var reply = await register.SendAsync(request, cancellationToken);
            if ((int)reply.StatusCode is 429 or 503)
            {
                await Task.Delay(reply.Headers.RetryAfter!.Delta!.Value, cancellationToken);
                continue;
            }
            var answer = (await reply.Content.ReadFromJsonAsync<JsonNode>(cancellationToken))!;
            // A refusal is a problem document: code, paragraph and every fault with its field.
            return reply.IsSuccessStatusCode ? (answer, reply.Headers.ETag?.Tag) : throw new HttpRequestException($"{answer["code"]}: {answer["detail"]}");
        }
    }

    private static async Task<string> TokenAsync(HttpClient register, string official, string purpose, CancellationToken cancellationToken)
    {
        using var form = new FormUrlEncodedContent(new Dictionary<string, string>
        {
            ["grant_type"] = "client_credentials", ["client_id"] = official, ["purpose"] = purpose,
        });
        using var reply = await register.PostAsync("/dev/issuer/token", form, cancellationToken);
        return (string)(await reply.Content.ReadFromJsonAsync<JsonNode>(cancellationToken))!["access_token"]!;
    }

    private static JsonObject Submission(string? azrNumber, params JsonNode[] entries) => new()
    {
        ["submissionId"] = Guid.CreateVersion7().ToString(), ["authority"] = "A12054", ["official"] = "Petra Beispiel", ["purpose"] = "1",
        ["fileReference"] = "32.1/7", ["occurredOn"] = Day(-1), ["azrNumber"] = azrNumber, ["searchFirst"] = azrNumber is null,
        ["entries"] = new JsonArray(entries),
    };

    // A legal day is one of Berlin, wherever the program runs.
    private static string Day(int days) => TimeZoneInfo.ConvertTimeBySystemTimeZoneId(DateTimeOffset.UtcNow, "Europe/Berlin")
        .AddDays(days).ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);

    private static string NewName() => "B" + string.Concat(Guid.NewGuid().ToString("N").Where(char.IsLetter));
}
