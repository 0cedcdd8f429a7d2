using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.Hosting;

namespace AzrActors.Api.Doors;

/// <summary>
/// Compares the addresses the server really bound with what <see cref="DevelopmentOnly"/> concluded from the
/// configuration: addresses set in code are only known now. A surprise stops the start.
/// </summary>
internal sealed class LoopbackWatch(IServer server, DevelopmentIssuerSwitch issuer) : IHostedLifecycleService
{
    public Task StartedAsync(CancellationToken cancellationToken)
    {
        if (!issuer.On) return Task.CompletedTask;
        var foreign = server.Features.Get<IServerAddressesFeature>()?.Addresses.FirstOrDefault(
            a => !DevelopmentOnly.IsLoopback(a));
        return foreign is null
            ? Task.CompletedTask
            : throw new InvalidOperationException($"The development issuer is on, but the server listens on {foreign}.");
    }

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
