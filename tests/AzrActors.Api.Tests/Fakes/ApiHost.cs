using AzrActors.Api.Tests.Contract;
using AzrActors.Client;
using AzrActors.Contracts.Doors;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace AzrActors.Api.Tests.Fakes;

/// <summary>The API on a random port of this machine, in front of a <see cref="FakeRegister"/>.</summary>
public sealed class ApiHost : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly DirectoryInfo _keys;

    private ApiHost(WebApplication app, DirectoryInfo keys, FakeRegister register)
    {
        _app = app;
        _keys = keys;
        Register = register;
        Address = new Uri(app.Services.GetRequiredService<IServer>()
            .Features.GetRequiredFeature<IServerAddressesFeature>().Addresses.First());
    }

    public FakeRegister Register { get; }

    public Uri Address { get; }

    public static async Task<ApiHost> StartAsync(
        string? environment = null, IReadOnlyDictionary<string, string?>? settings = null,
        Action<WebApplicationBuilder>? configure = null)
    {
        var keys = Directory.CreateTempSubdirectory("azr-keys-");
        var register = new FakeRegister();
        var builder = WebApplication.CreateSlimBuilder(
            new WebApplicationOptions { EnvironmentName = environment ?? Environments.Development });
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        builder.Configuration["Api:SessionKeyFolder"] = keys.FullName;
        builder.Configuration.AddInMemoryCollection(settings ?? new Dictionary<string, string?>());
        configure?.Invoke(builder);
        builder.Services.AddSingleton<IAzrClients>(register).AddSingleton<ICallerVerifier, FakeVerifier>();
        builder.Services.AddAzrApi(builder.Configuration, builder.Environment);
        var app = builder.Build();
        app.MapAzrApi();
        await app.StartAsync();
        return new ApiHost(app, keys, register);
    }

    /// <summary>A client that proves to be an authority, or nobody.</summary>
    public HttpClient Client(string? authority = Samples.Potsdam)
    {
        var client = new HttpClient(new ContractHandler(new SocketsHttpHandler { AllowAutoRedirect = false })) { BaseAddress = Address };
        if (authority is not null) client.DefaultRequestHeaders.Authorization = new(
            "Bearer", $"{authority}/Erika Muster/1");
        return client;
    }

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        _keys.Delete(recursive: true);
    }
}
