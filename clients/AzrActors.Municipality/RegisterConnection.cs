using System.Net.Sockets;
using AzrActors.Client;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace AzrActors.Municipality;

/// <summary>A connected client with its log; disposing it takes leave of the gateways.</summary>
internal sealed class RegisterConnection : IAsyncDisposable
{
    private readonly IHost _host;

    private RegisterConnection(IHost host) => _host = host;

    public IAzrClient Client => _host.Services.GetRequiredService<IAzrClient>();

    public ILoggerFactory Loggers => _host.Services.GetRequiredService<ILoggerFactory>();

    /// <exception cref="RegisterUnavailableException">No gateway answered.</exception>
    /// <exception cref="OptionsValidationException">A setting is wrong.</exception>
    public static async Task<RegisterConnection> OpenAsync(
        Action<AzrClientOptions> configure, CancellationToken cancellationToken)
    {
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Logging
            .AddSimpleConsole(console => console.SingleLine = true)
            .SetMinimumLevel(LogLevel.None)
            // What goes wrong below the SDK, the SDK says in its own words.
            .AddFilter("AzrActors.Client", LogLevel.Warning)
            .AddFilter("AzrActors.Municipality", LogLevel.Information);
        builder.Services.AddAzrClient(configure);
        builder.Services.AddSingleton<IHostLifetime, CommandLifetime>();
        var host = builder.Build();
        try
        {
            await host.StartAsync(cancellationToken);
            return new RegisterConnection(host);
        }
        catch (Exception fault) when (fault is OrleansException or SocketException)
        {
            host.Dispose();
            throw new RegisterUnavailableException(fault.Message, fault);
        }
        catch
        {
            host.Dispose();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        // Following is over, cancelled or not; the good-bye is not part of it.
        await _host.StopAsync(CancellationToken.None);
        _host.Dispose();
    }

    /// <summary>Leaves Ctrl+C to the command line, which cancels the command instead of stopping the client under it.</summary>
    private sealed class CommandLifetime : IHostLifetime
    {
        public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
