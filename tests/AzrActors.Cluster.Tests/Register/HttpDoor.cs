using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using AzrActors.Api;
using AzrActors.Client;
using AzrActors.Client.Calls;
using AzrActors.Contracts.Doors;
using AzrActors.TestSupport;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Xunit;

namespace AzrActors.Cluster.Tests.Register;

/// <summary>The HTTP door as a silo of the cluster would have it: over that silo's own client and its book of nonces.</summary>
public sealed class HttpDoor(RegisterCluster cluster) : IAsyncLifetime
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    private readonly SocketsHttpHandler _connections = new();
    private readonly string _keys = ThrowAwayFolder.Name(inMemory: true);
    private WebApplication? _app;
    private Uri? _address;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        var silo = cluster.Cluster.Silos[0].ServiceProvider;
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { EnvironmentName = Environments.Production });
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        builder.Configuration["Api:SessionKeyFolder"] = _keys;
        // An oracle asks as often as no authority does, and each time as somebody who has yet to learn which silo keeps nonces.
        foreach (var limit in new[] { "RequestsPerSecond", "RequestsAtOnce", "UnprovenPerSecond", "UnprovenAtOnce" })
            builder.Configuration[$"Api:RateLimits:{limit}"] = "100000";
        builder.Services.AddSingleton(silo.GetRequiredService<IAzrClients>()).AddSingleton(silo.GetRequiredService<ICallerVerifier>());
        builder.Services.AddAzrApi(builder.Configuration, builder.Environment);
        _app = builder.Build();
        _app.MapAzrApi();
        await _app.StartAsync();
        _address = new Uri(_app.Services.GetRequiredService<IServer>().Features.GetRequiredFeature<IServerAddressesFeature>().Addresses.First());
    }

    /// <summary>What the door answers to this caller, as the bytes that travelled say it.</summary>
    /// <param name="isKey">The caller is named by its key, not by its kind.</param>
    internal async Task<(int Status, JsonNode Body)> GetAsync(string kind, string purpose, string path, bool isKey = false) =>
        await ReadAsync(await ClientOf(isKey ? kind : OraclePersons.Keys[kind], purpose).GetAsync(path, Stop));

    internal async Task<(int Status, JsonNode Body)> PostAsync(string authority, string path, JsonNode body) =>
        await ReadAsync(await ClientOf(authority, "1").PostAsJsonAsync(path, body, Json, Stop));

    internal async Task<(int Status, JsonNode Body)> PostAsync(Contracts.Submissions.Submission submission, string kind) =>
        await ReadAsync(await ClientOf(OraclePersons.Keys[kind], submission.Purpose).PostAsJsonAsync("/api/v1/submissions", submission, Json, Stop));

    public async ValueTask DisposeAsync()
    {
        if (_app is not null) await _app.DisposeAsync();
        _connections.Dispose();
        if (Directory.Exists(_keys)) Directory.Delete(_keys, recursive: true);
    }

    // The connections are shared, so a client is not disposed.
    private HttpClient ClientOf(string authority, string purpose) => new(
        new AssertionHandler(cluster.Issuer, new Caller(authority, "Frau Orakel", purpose), _connections), disposeHandler: false)
    {
        BaseAddress = _address,
    };

    private static async Task<(int Status, JsonNode Body)> ReadAsync(HttpResponseMessage reply)
    {
        using (reply) return ((int)reply.StatusCode, JsonNode.Parse(await reply.Content.ReadAsStringAsync(Stop))!);
    }
}
