using System.Net.Sockets;
using AzrActors.Client;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace AzrActors.Torture.Clients;

/// <summary>The register as an agency reaches it: through the SDK and any of the gateways.</summary>
public sealed class Register : IAsyncDisposable
{
    // Short, so that a client says in its history what it lives through; whoever gets no answer asks again.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly IHost _host;

    private Register(IHost host) => _host = host;

    public IAzrClient Client => _host.Services.GetRequiredService<IAzrClient>();

    public IAzrClients Clients => _host.Services.GetRequiredService<IAzrClients>();

    /// <exception cref="RegisterUnavailableException">No gateway answered.</exception>
    public static async Task<Register> ConnectAsync(
        string folder, IReadOnlyList<string> gateways, string authority, string purpose, CancellationToken cancellationToken)
    {
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Logging.AddSimpleConsole(console => (console.SingleLine, console.TimestampFormat) = (true, "HH:mm:ss.fff "))
            .SetMinimumLevel(LogLevel.None).AddFilter("AzrActors.Client", LogLevel.Warning);
        builder.Services.AddAzrClient(options =>
        {
            (options.Authority, options.Official, options.Purpose) = (authority, Offices.Official, purpose);
            (options.SigningKeyFile, options.KeyId) = (TorturePlace.DevelopmentKey(folder), "development");
            (options.Gateways, options.Patience) = (gateways, Patience);
        });
        builder.Services.AddSingleton<IHostLifetime, SilentLifetime>();
        var host = builder.Build();
        try
        {
            await host.StartAsync(cancellationToken);
            return new Register(host);
        }
        catch (Exception fault)
        {
            host.Dispose();
            if (fault is OrleansException or SocketException) throw new RegisterUnavailableException(fault.Message, fault);
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _host.StopAsync(CancellationToken.None);
        _host.Dispose();
    }

    /// <summary>The command line hears Ctrl+C, not the host of a connection.</summary>
    private sealed class SilentLifetime : IHostLifetime
    {
        public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
