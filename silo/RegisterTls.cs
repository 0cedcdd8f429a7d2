using System.Security.Authentication;
using AzrActors.Client.Tls;
using Microsoft.AspNetCore.Server.Kestrel.Https;

namespace AzrActors.Silo;

/// <summary>The certificates of a silo at its HTTP door; those of the Orleans ports are set with the silo.</summary>
internal static class RegisterTls
{
    /// <summary>
    /// Addresses with https use the silo's certificate and take an agency's, if the client shows one. Who shows none has
    /// to prove itself otherwise.
    /// </summary>
    public static void AddRegisterTls(this WebApplicationBuilder builder, string folder)
    {
        builder.Services.AddSingleton(services => new TlsFolder(
            folder, TlsPeer.Silo, services.GetRequiredService<TimeProvider>(), services.GetRequiredService<ILogger<TlsFolder>>()));
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.ConfigureHttpsDefaults(https =>
        {
            var tls = kestrel.ApplicationServices.GetRequiredService<TlsFolder>();
            https.SslProtocols = SslProtocols.Tls13;
            https.HandshakeTimeout = TlsConnections.HandshakeTimeout;
            https.ServerCertificateSelector = (_, _) => tls.Own;
            https.ClientCertificateMode = ClientCertificateMode.AllowCertificate;
            https.ClientCertificateValidation = (certificate, _, _) => tls.Admits(certificate, TlsPeer.Agency);
        }));
    }
}
