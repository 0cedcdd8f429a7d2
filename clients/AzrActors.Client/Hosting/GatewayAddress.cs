using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Net;

namespace AzrActors.Client.Hosting;

/// <summary>Gateways are written as host:port; Orleans wants addresses.</summary>
internal static class GatewayAddress
{
    private static readonly string[] Defaults = ["127.0.0.1:30000"];

    public static bool TryParse(string? text, [NotNullWhen(true)] out string? host, out int port)
    {
        var colon = text?.LastIndexOf(':') ?? -1;
        (host, port) = (colon > 0 ? text![..colon].Trim('[', ']') : null, 0);
        return host is { Length: > 0 }
            && int.TryParse(text.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out port)
            && port is > 0 and <= IPEndPoint.MaxPort;
    }

    /// <summary>All addresses of all gateways; a name with several addresses counts as several gateways.</summary>
    public static IPEndPoint[] Resolve(IReadOnlyList<string>? gateways) =>
    [
        .. from gateway in gateways ?? Defaults
           from address in ResolveOne(gateway)
           select address,
    ];

    private static IEnumerable<IPEndPoint> ResolveOne(string gateway) => TryParse(gateway, out var host, out var port)
        ? Dns.GetHostAddresses(host).Select(address => new IPEndPoint(address, port))
        : throw new FormatException($"'{gateway}' is not host:port.");
}
