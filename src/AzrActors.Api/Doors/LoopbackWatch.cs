using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.Hosting;

namespace AzrActors.Api.Doors;

/// <summary>
/// Compares the addresses the server really bound with what <see cref="DevelopmentLogin"/> concluded from the
/// configuration: addresses set in code are only known now. A surprise stops the start.
/// </summary>
internal sealed class LoopbackWatch(IServer server, DevelopmentLoginSwitch login, DevelopmentIssuerSwitch issuer) : IHostedLifecycleService
{
    public Task StartedAsync(CancellationToken cancellationToken)
    {
        if (!login.On && !issuer.On) return Task.CompletedTask;
        var foreign = server.Features.Get<IServerAddressesFeature>()?.Addresses.FirstOrDefault(
            a => !DevelopmentLogin.IsLoopback(a));
        return foreign is null
            ? Task.CompletedTask
            : throw new InvalidOperationException($"The development login or issuer is on, but the server listens on {foreign}.");
    }

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
