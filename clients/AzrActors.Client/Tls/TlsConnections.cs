using System.Security.Authentication;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Configuration;
using Orleans.Connections.Security;

namespace AzrActors.Client.Tls;

/// <summary>
/// Mutual TLS 1.3 on the connections of Orleans. The silo port admits silos only, the gateway port agencies only, and
/// both ends end a handshake that takes too long.
/// </summary>
public static class TlsConnections
{
    /// <summary>Time for a handshake, at both ends.</summary>
    public static readonly TimeSpan HandshakeTimeout = TimeSpan.FromSeconds(5);

    /// <summary>For a silo. The services hold a <see cref="TlsFolder"/>.</summary>
    public static ISiloBuilder UseRegisterTls(this ISiloBuilder silo)
    {
        silo.Services.AddOptions<SiloConnectionOptions>().Configure<TlsFolder>((connections, tls) =>
        {
            connections.ConfigureSiloInboundConnection(port => port.UseServerTls(Accepting(tls, TlsPeer.Silo)));
            connections.ConfigureGatewayInboundConnection(port => port.UseServerTls(Accepting(tls, TlsPeer.Agency)));
            connections.ConfigureSiloOutboundConnection(call => call.UseClientTls(Calling(tls)));
        });
        return silo;
    }

    /// <summary>For a client. The services hold a <see cref="TlsFolder"/>, or none for a register without TLS.</summary>
    public static void UseRegisterTls(this IClientBuilder client) =>
        client.Services.AddOptions<ClientConnectionOptions>().Configure<IServiceProvider>((connections, services) =>
        {
            if (services.GetService<TlsFolder>() is { } tls)
                connections.ConfigureConnection(call => call.UseClientTls(Calling(tls)));
        });

    private static TlsOptions Accepting(TlsFolder tls, TlsPeer peer) => new()
    {
        SslProtocols = SslProtocols.Tls13,
        HandshakeTimeout = HandshakeTimeout,
        LocalServerCertificateSelector = (_, _) => tls.Own,
        RemoteCertificateMode = RemoteCertificateMode.RequireCertificate,
        // Neither the system's authorities nor names count: whom the authority of silos has signed is a silo.
        RemoteCertificateValidation = (certificate, _, _) => tls.Admits(certificate, peer),
    };

    private static TlsOptions Calling(TlsFolder tls) => new()
    {
        SslProtocols = SslProtocols.Tls13,
        HandshakeTimeout = HandshakeTimeout,
        LocalClientCertificateSelector = (_, _, _, _, _) => tls.Own,
        RemoteCertificateMode = RemoteCertificateMode.RequireCertificate,
        RemoteCertificateValidation = (certificate, _, _) => tls.AdmitsServer(certificate),
    };
}
