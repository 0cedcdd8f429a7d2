using System.Reflection;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Orleans.Configuration;
using Orleans.TestingHost;

namespace AzrActors.Cluster.Tests.Doors;

/// <summary>
/// Clients that choose the name under which they connect, which Orleans' own code does not offer and any program that
/// speaks its protocol can do.
/// </summary>
internal static class NamedClient
{
    private const BindingFlags Inside = BindingFlags.Instance | BindingFlags.Static | BindingFlags.NonPublic | BindingFlags.Public;

    private static readonly Type Details = typeof(ClientBuilder).Assembly.GetType("Orleans.LocalClientDetails", throwOnError: true)!;

    private static readonly PropertyInfo Id = Details.GetProperty("ClientId", Inside)!;

    /// <summary>The key of the name under which a client is connected.</summary>
    public static string NameOf(IHost client) => ((GrainId)Id.PropertyType.GetField("GrainId", Inside)!.GetValue(
        Id.GetValue(client.Services.GetRequiredService(Details)))!).Key.ToString()!;

    /// <summary>Gives a client, before it starts, another name.</summary>
    public static void Rename(IHost client, string name) => Details.GetField("<ClientId>k__BackingField", Inside)!.SetValue(
        client.Services.GetRequiredService(Details), Id.PropertyType.GetMethod("Create", Inside, [typeof(string)])!.Invoke(null, [name]));

    /// <summary>Another client of a cluster inside the test process, not started yet.</summary>
    public static IHost For(InProcessTestCluster cluster, string name)
    {
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.UseOrleansClient(client =>
        {
            client.Configure<ClusterOptions>(options =>
                (options.ClusterId, options.ServiceId) = (cluster.Options.ClusterId, cluster.Options.ServiceId));
            client.Services.AddSingleton(cluster.Client.ServiceProvider.GetRequiredService<Orleans.Messaging.IGatewayListProvider>());
            var hub = typeof(InProcessTestCluster).GetField("_transportHub", Inside)!.GetValue(cluster)!;
            var transport = hub.GetType().Assembly.GetType("Orleans.TestingHost.InMemoryTransport.InMemoryTransportExtensions", throwOnError: true)!;
            transport.GetMethod("UseInMemoryConnectionTransport", Inside, [typeof(IClientBuilder), hub.GetType()])!.Invoke(null, [client, hub]);
        });
        var host = builder.Build();
        Rename(host, name);
        return host;
    }
}
