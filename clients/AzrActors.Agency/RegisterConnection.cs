using System.Net.Sockets;
using AzrActors.Client;
using AzrActors.Client.AccessLog;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace AzrActors.Agency;

/// <summary>A connected client; disposing it takes leave of the gateways.</summary>
internal sealed class RegisterConnection : IAsyncDisposable
{
    private readonly IHost _host;

    private RegisterConnection(IHost host) => _host = host;

    /// <summary>For the register authority only; others are refused.</summary>
    public IAccessLogClient AccessLog => _host.Services.GetRequiredService<IAccessLogClient>();

    public IAzrClient Client => _host.Services.GetRequiredService<IAzrClient>();

    /// <exception cref="RegisterUnavailableException">No gateway answered.</exception>
    /// <exception cref="OptionsValidationException">A setting is wrong.</exception>
    public static async Task<RegisterConnection> OpenAsync(
        Action<AzrClientOptions> configure, CancellationToken cancellationToken)
    {
        // Empty: no settings files, no log on the terminal whose output people and programs read.
        var builder = Host.CreateEmptyApplicationBuilder(null);
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
        // The command is over, cancelled or not; the good-bye is not part of it.
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
