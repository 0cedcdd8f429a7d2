using System.Net;
using System.Net.Sockets;

namespace AzrActors.TestSupport;

/// <summary>Ports of the loopback address on which nobody listens at the moment.</summary>
public static class FreePorts
{
    /// <summary>So many ports that differ from each other, because all are held before any is let go.</summary>
    public static IReadOnlyList<int> Find(int count)
    {
        var probes = Enumerable.Range(0, count).Select(_ => new TcpListener(IPAddress.Loopback, 0)).ToList();
        try
        {
            probes.ForEach(probe => probe.Start());
            return [.. probes.Select(probe => ((IPEndPoint)probe.LocalEndpoint).Port)];
        }
        finally
        {
            probes.ForEach(probe => probe.Dispose());
        }
    }
}
