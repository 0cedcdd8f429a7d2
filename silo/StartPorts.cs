using System.Net;
using System.Net.Sockets;

namespace AzrActors.Silo;

/// <summary>
/// The ports a silo is about to listen on, tried before anything is started: what is taken is said in one sentence each, where the
/// host would find it one by one, with the database up and the silo half joined.
/// </summary>
internal static class StartPorts
{
    private static readonly string[] Schemes = ["http", "https"];

    /// <returns>What is wrong with the addresses, all of it; empty when the silo can listen.</returns>
    public static IReadOnlyList<string> Faults(RegisterSettings settings) =>
    [
        .. settings.Urls.Split(';', StringSplitOptions.RemoveEmptyEntries).Select(HttpFault)
            .Append(Fault("--silo-port", settings.Address, settings.SiloPort))
            .Append(Fault("--gateway-port", settings.Address, settings.GatewayPort)).OfType<string>(),
    ];

    private static string? HttpFault(string url)
    {
        if (!TryParse(url, out var address)) return $"--urls: '{url}' is not an address such as http://127.0.0.1:8080.";
        if (address.IsUnixPipe) return null;
        // "+", "*" and names other than localhost are all addresses of this machine to the web server.
        var host = address.Host.Equals("localhost", StringComparison.OrdinalIgnoreCase) ? IPAddress.Loopback
            : IPAddress.TryParse(address.Host, out var ip) ? ip : IPAddress.Any;
        return Fault("--urls", host, address.Port);
    }

    private static bool TryParse(string url, out BindingAddress address)
    {
        try
        {
            address = BindingAddress.Parse(url.Trim());
            return Schemes.Contains(address.Scheme, StringComparer.OrdinalIgnoreCase);
        }
        catch (FormatException)
        {
            address = null!;
            return false;
        }
    }

    private static string? Fault(string option, IPAddress address, int port)
    {
        if (port is < IPEndPoint.MinPort or > IPEndPoint.MaxPort) return $"{option}: {port} is not a port; ports go up to {IPEndPoint.MaxPort}.";
        try
        {
            using var listener = new TcpListener(address, port);
            listener.Start();
            return null;
        }
        catch (SocketException taken) when (taken.SocketErrorCode == SocketError.AddressAlreadyInUse)
        {
            return $"{option}: port {port} of {address} is in use, perhaps by a register that runs already. End what uses it or name another port.";
        }
        catch (SocketException refused)
        {
            return $"{option}: this process may not listen on port {port} of {address}: {refused.Message}.";
        }
    }
}
