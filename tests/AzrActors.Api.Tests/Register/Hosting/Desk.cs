using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using AzrActors.Api.Tests.Contract;
using AzrActors.Client.Calls;
using AzrActors.Contracts.Doors;

namespace AzrActors.Api.Tests.Register;

/// <summary>One authority at the HTTP door, with a freshly signed assertion on every request.</summary>
public sealed class Desk : IDisposable
{
    public const string FileReference = "33.2-AB-2026-118";

    private readonly Caller _caller;

    /// <param name="log">Where the calls are counted; null for none.</param>
    internal Desk(Uri register, ICallerSigner signer, Caller caller, ContractLog? log = null)
    {
        _caller = caller;
        Http = new HttpClient(new AssertionHandler(signer, caller, new ContractHandler(new SocketsHttpHandler { AllowAutoRedirect = false }, log)))
        {
            BaseAddress = register,
        };
    }

    public HttpClient Http { get; }

    public string Authority => _caller.Authority;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    /// <summary>A submission about a person, or one that registers a person when the number is null.</summary>
    public JsonObject Submission(string? azrNumber, params JsonObject[] entries) => new()
    {
        ["submissionId"] = Guid.CreateVersion7().ToString(),
        ["authority"] = _caller.Authority,
        ["official"] = _caller.Official,
        ["purpose"] = _caller.Purpose,
        ["fileReference"] = FileReference,
        ["occurredOn"] = Facts.Yesterday,
        ["azrNumber"] = azrNumber,
        ["entries"] = new JsonArray([.. entries]),
        ["searchFirst"] = azrNumber is null,
    };

    public async Task<HttpResponseMessage> PostAsync(JsonObject submission, int? ifMatch = null, string? language = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/submissions");
        request.Content = JsonContent.Create(submission);
        if (ifMatch is not null) request.Headers.IfMatch.Add(new EntityTagHeaderValue($"\"{ifMatch}\""));
        if (language is not null) request.Headers.Add("Accept-Language", language);
        return await Http.SendAsync(request, Stop);
    }

    /// <summary>Hands in a submission that must be stored.</summary>
    /// <returns>The receipt.</returns>
    public async Task<JsonObject> SubmitAsync(string? azrNumber, params JsonObject[] entries)
    {
        using var reply = await PostAsync(Submission(azrNumber, entries));
        var text = await reply.Content.ReadAsStringAsync(Stop);
        Assert.True(reply.IsSuccessStatusCode, text);
        return JsonNode.Parse(text)!.AsObject();
    }

    /// <summary>Registers a third-country national who lives at an address.</summary>
    /// <returns>The AZR number.</returns>
    public async Task<string> RegisterAsync(LocalAuthorities at, string familyName = "Yıldırım")
    {
        var receipt = await SubmitAsync(null, Facts.Person(familyName), Facts.FirstEntry(), Facts.MoveIn(at, "Am Kanal"));
        return (string)receipt["azrNumber"]!;
    }

    /// <summary>Registers a Union citizen; no address is stored for them.</summary>
    /// <returns>The AZR number.</returns>
    public async Task<string> RegisterUnionCitizenAsync()
    {
        var receipt = await SubmitAsync(null, Facts.Person("Lefèvre", Facts.France), Facts.FirstEntry());
        return (string)receipt["azrNumber"]!;
    }

    public async Task<JsonObject> ReadAsync(string azrNumber) =>
        (await Http.GetFromJsonAsync<JsonObject>($"/api/v1/records/{azrNumber}", Stop))!;

    public async Task<IReadOnlyList<JsonObject>> NoticesAsync(string query = "") =>
        [.. (await Http.GetFromJsonAsync<JsonObject>("/api/v1/notices" + query, Stop))!["notices"]!.AsArray()
            .Select(notice => notice!.AsObject())];

    public void Dispose() => Http.Dispose();
}
