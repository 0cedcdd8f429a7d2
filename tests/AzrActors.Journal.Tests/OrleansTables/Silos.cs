using System.Net;
using AzrActors.TestSupport;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Orleans.Configuration;

namespace AzrActors.Journal.Tests.OrleansTables;

/// <summary>Real silos on loopback which keep membership, state and reminders in one database.</summary>
internal static class Silos
{
    internal const string Invariant = "Npgsql";

    /// <summary>Starts one silo of the cluster that the database describes.</summary>
    internal static async Task<IHost> StartAsync(string database, CancellationToken cancellationToken)
    {
        var ports = FreePorts.Find(2);
        var host = Host.CreateDefaultBuilder()
            .ConfigureLogging(logging => logging.ClearProviders())
            .UseOrleans(silo => silo
                .Configure<ClusterOptions>(cluster => (cluster.ClusterId, cluster.ServiceId) = ("tables", "tables"))
                .ConfigureEndpoints(IPAddress.Loopback, ports[0], ports[1])
                .UseAdoNetClustering(o => Use(database, c => (o.Invariant, o.ConnectionString) = c))
                .UseAdoNetReminderService(o => Use(database, c => (o.Invariant, o.ConnectionString) = c))
                .AddAdoNetGrainStorage("clearing", o => Store(o, database, delete: false))
                .AddAdoNetGrainStorage("deleting", o => Store(o, database, delete: true)))
            .Build();
        await host.StartAsync(cancellationToken);
        return host;
    }

    internal static async Task<int> CountActiveAsync(IHost silo)
    {
        var management = silo.Services.GetRequiredService<IGrainFactory>().GetGrain<IManagementGrain>(0);
        return (await management.GetHosts(onlyActive: true)).Count;
    }

    private static void Store(AdoNetGrainStorageOptions options, string database, bool delete)
    {
        Use(database, c => (options.Invariant, options.ConnectionString) = c);
        options.DeleteStateOnClear = delete;
    }

    private static void Use(string database, Action<(string Invariant, string ConnectionString)> take) =>
        take((Invariant, database));
}
