using System.Net.Sockets;
using AzrActors.Client.AccessLog;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace AzrActors.Client;

/// <summary>
/// The register as a program without a host of its own reaches it, a command line for example. Disposing it takes leave of
/// the gateways. Programs with a host use <see cref="AzrClientHosting.AddAzrClient"/>.
/// </summary>
public sealed class RegisterConnection : IAsyncDisposable
{
    private readonly IHost _host;

    private RegisterConnection(IHost host) => _host = host;

    /// <summary>Speaks for the configured caller.</summary>
    public IAzrClient Client => _host.Services.GetRequiredService<IAzrClient>();

    /// <summary>Speaks for others whom the same key may represent.</summary>
    public IAzrClients Clients => _host.Services.GetRequiredService<IAzrClients>();

    /// <summary>For the register authority only; others are refused.</summary>
    public IAccessLogClient AccessLog => _host.Services.GetRequiredService<IAccessLogClient>();

    public ILoggerFactory Loggers => _host.Services.GetRequiredService<ILoggerFactory>();

    /// <param name="log">
    /// Where the log goes; null for nowhere. Whoever adds a place hears warnings of this SDK: what goes wrong below it, it says
    /// in its own words.
    /// </param>
    /// <exception cref="RegisterUnavailableException">No gateway answered.</exception>
    /// <exception cref="OptionsValidationException">A setting is wrong.</exception>
    public static async Task<RegisterConnection> OpenAsync(
        Action<AzrClientOptions> configure, Action<ILoggingBuilder>? log, CancellationToken cancellationToken)
    {
        // Empty: no settings files, no log on a terminal whose output people and programs read.
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Logging.SetMinimumLevel(LogLevel.None).AddFilter("AzrActors.Client", LogLevel.Warning);
        log?.Invoke(builder.Logging);
        builder.Services.AddAzrClient(configure);
        builder.Services.AddSingleton<IHostLifetime, LifetimeOfItsProgram>();
        var host = builder.Build();
        try
        {
            await host.StartAsync(cancellationToken);
            return new RegisterConnection(host);
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
        // The program's work is over, cancelled or not; the good-bye is not part of it.
        await _host.StopAsync(CancellationToken.None);
        _host.Dispose();
    }

    /// <summary>Leaves Ctrl+C to the program, which cancels its work instead of having the client stopped under it.</summary>
    private sealed class LifetimeOfItsProgram : IHostLifetime
    {
        public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
