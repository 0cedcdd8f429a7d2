using System.Net;
using System.Net.Sockets;
using AzrActors.Contracts.Webhooks;
using Microsoft.Extensions.Options;

namespace AzrActors.Streams.Webhooks;

/// <summary>
/// Which addresses notices may be sent to. An office names a URL, and the register must not become its hand inside the network
/// of the register (server-side request forgery): what a name resolves to is looked at with each connection, and it is that very
/// address that is connected to.
/// </summary>
internal sealed class WebhookTargets(IOptions<WebhookOptions> options)
{
    // Everything that RFC 6890 does not call globally reachable, and what carries an IPv4 address inside.
    private static readonly IPNetwork[] NotPublic =
    [
        .. new[]
        {
            "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24", "192.0.2.0/24", "192.88.99.0/24",
            "192.168.0.0/16", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4", "::/96", "64:ff9b::/96", "64:ff9b:1::/48",
            "100::/64", "2001::/23", "2001:db8::/32", "2002::/16", "fc00::/7", "fe80::/10", "fec0::/10", "ff00::/8",
        }.Select(IPNetwork.Parse),
    ];

    private readonly IReadOnlyList<IPNetwork> _allowed = options.Value.Networks;
    private readonly bool _allowLoopback = options.Value.AllowLoopback;

    /// <summary>The URL if notices may be registered to go there; null if not. Where its name leads is seen when something is sent.</summary>
    public Uri? Parse(string url) =>
        url.Length <= WebhookAddress.UrlLengthMax && Uri.TryCreate(url, UriKind.Absolute, out var target)
        && target.UserInfo.Length == 0 && target.Fragment.Length == 0 && IsScheme(target)
        && (!IPAddress.TryParse(target.IdnHost, out var address) || Admits(address))
            ? target : null;

    /// <summary>True if a connection to this address may be made.</summary>
    public bool Admits(IPAddress address)
    {
        var plain = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        return _allowed.Any(network => network.Contains(plain)) || (_allowLoopback && IPAddress.IsLoopback(plain))
            || (plain.AddressFamily is AddressFamily.InterNetwork or AddressFamily.InterNetworkV6 && !NotPublic.Any(network => network.Contains(plain)));
    }

    /// <exception cref="ForbiddenTargetException">The name leads to no address that may be called.</exception>
    public async ValueTask<Stream> ConnectAsync(DnsEndPoint target, CancellationToken cancellationToken)
    {
        var addresses = await Dns.GetHostAddressesAsync(target.Host, cancellationToken);
        // One bad address is enough: a name that leads to two kinds of places is not what the office meant.
        if (addresses.Length == 0 || !addresses.All(Admits)) throw new ForbiddenTargetException();
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(addresses, target.Port, cancellationToken);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private bool IsScheme(Uri target) => target.Scheme == Uri.UriSchemeHttps
        || (target.Scheme == Uri.UriSchemeHttp && _allowLoopback && IPAddress.TryParse(target.IdnHost, out var address) && IPAddress.IsLoopback(address));
}

/// <summary>The name of a webhook leads to an address that must not be called.</summary>
internal sealed class ForbiddenTargetException() : IOException("The name leads to an address that must not be called.");
