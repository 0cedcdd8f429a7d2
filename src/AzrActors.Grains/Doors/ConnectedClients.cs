using Microsoft.Extensions.Options;
using Orleans.Configuration;

namespace AzrActors.Grains.Doors;

/// <summary>What is known of connections at the gateway.</summary>
public sealed record GatewayDoorOptions
{
    /// <summary>Whether every client has shown the certificate of an agency. Off only on loopback.</summary>
    public bool Certificates { get; init; }
}

/// <summary>
/// The clients connected to this silo's gateway, and whose certificate they showed. Orleans sends what is meant for a
/// client to whoever connected last under its name, so a name belongs to one agency: until nothing waits for it any more.
/// </summary>
internal sealed class ConnectedClients(TimeProvider clock, GatewayDoorOptions options, IOptions<SiloMessagingOptions> messaging)
{
    // Orleans looks at this interval for clients that have been away for it, and drops what waits for them.
    private readonly TimeSpan _kept = 2 * messaging.Value.ClientDropTimeout;
    private readonly Lock _gate = new();
    private readonly Dictionary<GrainId, Holder> _holders = [];

    /// <summary>One more connection of this client.</summary>
    /// <param name="agency">Subject of the certificate, alike in the next one of the same agency; null without certificates.</param>
    /// <returns>False when the name belongs to another agency.</returns>
    public bool TryEnter(GrainId client, string? agency, IReadOnlyList<string> authorities)
    {
        lock (_gate)
        {
            foreach (var (gone, _) in _holders.Where(held => held.Value.Connections == 0 && clock.GetElapsedTime(held.Value.Left) > _kept).ToList())
                _holders.Remove(gone);
            if (!_holders.TryGetValue(client, out var holder)) holder = new Holder(agency);
            if (holder.Agency != agency) return false;
            _holders[client] = holder with { Authorities = authorities, Connections = holder.Connections + 1 };
            return true;
        }
    }

    /// <summary>One connection less.</summary>
    public void Leave(GrainId client)
    {
        lock (_gate)
        {
            var holder = _holders[client];
            _holders[client] = holder with { Connections = holder.Connections - 1, Left = clock.GetTimestamp() };
        }
    }

    /// <summary>Whether the certificate of the client that a call names as its sender is this authority's.</summary>
    /// <returns>Null when no such client is connected here.</returns>
    public bool? SpeaksFor(GrainId? client, string authority)
    {
        if (!options.Certificates) return true;
        lock (_gate)
        {
            return client is { } sender && _holders.TryGetValue(sender, out var holder) ? holder.Authorities.Contains(authority) : null;
        }
    }

    private sealed record Holder(string? Agency)
    {
        public IReadOnlyList<string> Authorities { get; init; } = [];

        public int Connections { get; init; }

        /// <summary>Timestamp of the end of the last connection.</summary>
        public long Left { get; init; }
    }
}
