using System.Net.Sockets;
using AzrActors.Contracts.Doors;

namespace AzrActors.Client.Calls;

/// <summary>Which failures pass by themselves: the register is away or busy, and the same call may be sent again.</summary>
internal static class Outage
{
    /// <param name="failure">Null is no failure.</param>
    /// <param name="cancellation">Token of the call: once it is cancelled nothing is repeated.</param>
    public static bool Is(Exception? failure, CancellationToken cancellation) =>
        !cancellation.IsCancellationRequested && failure switch
        {
            RegisterBusyException or TimeoutException or SocketException or IOException => true,
            // Two keepers in a row were gone before the call arrived.
            KeeperUnknownException => true,
            // A silo that stops cancels what it still runs.
            OperationCanceledException => true,
            OrleansConfigurationException => false,
            // Rejected messages, lost connections and gateways, conflicts of the subscription store.
            OrleansException => true,
            _ => false,
        };
}
