using AzrActors.Client;
using Microsoft.Extensions.Logging;

namespace AzrActors.Torture.Clients;

/// <summary>The register of a run as an agency reaches it: through the SDK and any of the gateways.</summary>
internal static class TortureConnections
{
    // Short, so that a client says in its history what it lives through; whoever gets no answer asks again.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    /// <exception cref="RegisterUnavailableException">No gateway answered.</exception>
    public static Task<RegisterConnection> OpenAsync(
        string folder, IReadOnlyList<string> gateways, string authority, string purpose, CancellationToken cancellationToken) =>
        RegisterConnection.OpenAsync(
            options =>
            {
                (options.Authority, options.Official, options.Purpose) = (authority, Offices.Official, purpose);
                (options.SigningKeyFile, options.KeyId) = (TorturePlace.DevelopmentKey(folder), "development");
                (options.Gateways, options.Patience) = (gateways, Patience);
            },
            log => log.AddSimpleConsole(console => (console.SingleLine, console.TimestampFormat) = (true, "HH:mm:ss.fff ")),
            cancellationToken);
}
