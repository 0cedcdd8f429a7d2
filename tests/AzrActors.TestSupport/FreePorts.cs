using System.Net;
using System.Net.Sockets;

namespace AzrActors.TestSupport;

/// <summary>Ports of the loopback address on which nobody listens at the moment.</summary>
public static class FreePorts
{
    // Below what the system gives to callers: a server that is down for a moment finds its port as it left it.
    private const int First = 10_000;
    private const int Last = 32_000;

    /// <summary>So many ports that differ from each other, because all are held before any is let go.</summary>
    public static IReadOnlyList<int> Find(int count)
    {
        var held = new List<TcpListener>();
        try
        {
            while (held.Count < count)
            {
                if (Hold(Random.Shared.Next(First, Last)) is { } listener) held.Add(listener);
            }
            return [.. held.Select(listener => ((IPEndPoint)listener.LocalEndpoint).Port)];
        }
        finally
        {
            held.ForEach(listener => listener.Dispose());
        }
    }

    private static TcpListener? Hold(int port)
    {
        var listener = new TcpListener(IPAddress.Loopback, port);
        try
        {
            listener.Start();
            return listener;
        }
        catch (SocketException taken) when (taken.SocketErrorCode == SocketError.AddressAlreadyInUse)
        {
            listener.Dispose();
            return null;
        }
    }
}
