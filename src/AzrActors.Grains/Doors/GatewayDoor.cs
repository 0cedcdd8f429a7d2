using AzrActors.Contracts.Doors;
using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.Logging;
using Orleans.Connections.Security;
using Orleans.Serialization;

namespace AzrActors.Grains.Doors;

/// <summary>
/// The door of the gateway. A client chooses its own name, and Orleans believes it: who called itself like the client
/// inside a silo would be sent the answers and notices of the HTTP door. So a name is a random number, as Orleans' clients
/// choose it, and belongs to the agency that brought it first. The greeting is looked at and left for Orleans to read.
/// </summary>
internal sealed partial class GatewayDoor(
    Serializer<ClientGreeting> greetings, ConnectedClients clients, GatewayDoorOptions options, ILogger<GatewayDoor> logger)
{
    private const string RandomNumber = "N";

    /// <summary>Admits a connection, or ends it with an exception.</summary>
    public async Task AdmitAsync(ConnectionContext connection, ConnectionDelegate next)
    {
        var certificate = connection.Features.Get<ITlsConnectionFeature>()?.RemoteCertificate;
        if (options.Certificates && certificate is null) throw Refuse(connection, "no certificate");
        var client = (await ReadAsync(connection)).Client;
        if (client.Type != GrainTypePrefix.ClientGrainType || !Guid.TryParseExact(client.Key.ToString(), RandomNumber, out _))
            throw Refuse(connection, "a name that is not a client's");
        if (!clients.TryEnter(client, certificate?.Subject, certificate is null ? [] : AgencyCertificate.AuthoritiesOf(certificate)))
            throw Refuse(connection, "the name of another agency's client");
        try
        {
            await next(connection);
        }
        finally
        {
            clients.Leave(client);
        }
    }

    private async Task<ClientGreeting> ReadAsync(ConnectionContext connection)
    {
        var input = connection.Transport.Input;
        while (true)
        {
            var read = await input.ReadAsync(connection.ConnectionClosed);
            if (ClientGreeting.TryRead(read.Buffer, greetings, out var greeting))
            {
                // Nothing is consumed, and nothing counts as seen: the next reader gets it all, at once.
                input.AdvanceTo(read.Buffer.Start);
                return greeting;
            }
            if (read.IsCompleted || read.IsCanceled) throw new ConnectionAbortedException("The client left before it said who it is.");
            input.AdvanceTo(read.Buffer.Start, read.Buffer.End);
        }
    }

    private ConnectionAbortedException Refuse(ConnectionContext connection, string reason)
    {
        LogRefused(logger, connection.RemoteEndPoint?.ToString(), reason);
        return new ConnectionAbortedException($"The register refuses this connection: {reason}.");
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Refused a client's connection from {Remote}: {Reason}")]
    private static partial void LogRefused(ILogger logger, string? remote, string reason);
}
