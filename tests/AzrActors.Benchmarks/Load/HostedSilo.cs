using System.CommandLine;
using AzrActors.Journal;
using AzrActors.Journal.AccessLog;
using AzrActors.Journal.Keys;
using AzrActors.Silo;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

namespace AzrActors.Benchmarks.Load;

/// <summary>
/// The silo of this checkout, composed by its own composition root, in a process of this program. It can be told to
/// forget its activations and asked for its memory; the register itself has no switch for either.
/// </summary>
internal static class HostedSilo
{
    public const string Command = "silo";

    /// <summary>Without access log, to know what the log costs.</summary>
    public const string WithoutLog = "silo-without-log";

    public const string Forget = "/bench/forget";
    public const string Memory = "/bench/memory";
    public const string Compiled = "/bench/compiled";

    private static readonly TimeSpan Beat = TimeSpan.FromMilliseconds(50);

    // A lone official who is measured opens pages faster than any person.
    private static readonly string[] Unlimited = ["--Api:RateLimits:PagesPerSecond=100000", "--Api:RateLimits:PagesAtOnce=100000"];

    /// <summary>All activations, however lately they were used.</summary>
    private static readonly TimeSpan SinceUse = TimeSpan.Zero;

    public static Command Create(string name)
    {
        var (data, urls) = (new Option<string>("--data") { Required = true }, new Option<string>("--urls") { Required = true });
        var (siloPort, gateway) = (new Option<int>("--silo-port"), new Option<int>("--gateway-port"));
        var command = new Command(name) { data, urls, siloPort, gateway };
        command.Hidden = true;
        command.SetAction((parsed, cancellationToken) => RunAndRemoveAsync(
            new RegisterSettings
            {
                DataFolder = parsed.GetRequiredValue(data), Urls = parsed.GetRequiredValue(urls), Demo = DemoChoice.None,
                SiloPort = parsed.GetValue(siloPort), GatewayPort = parsed.GetValue(gateway),
            },
            logged: name != WithoutLog,
            ProcessControl.EndWithParent(cancellationToken)));
        return command;
    }

    /// <summary>The folder goes with the silo, also when the process that would remove it was killed.</summary>
    private static async Task<int> RunAndRemoveAsync(RegisterSettings settings, bool logged, CancellationToken cancellationToken)
    {
        try
        {
            return await RunAsync(settings, logged, cancellationToken);
        }
        finally
        {
            Directory.Delete(settings.DataFolder, recursive: true);
        }
    }

    private static async Task<int> RunAsync(RegisterSettings settings, bool logged, CancellationToken cancellationToken)
    {
        await using var database = await RegisterDatabase.OpenAsync(settings, NullLogger.Instance, cancellationToken);
        await using var app = RegisterHost.Build(settings, database, Unlimited, builder =>
        {
            builder.Logging.SetMinimumLevel(LogLevel.Warning);
            if (!logged)
                builder.Services.Replace(ServiceDescriptor.Singleton<IJournal>(services =>
                    new PostgresJournal(
                        services.GetRequiredService<NpgsqlDataSource>(), services.GetRequiredService<RecordKeys>(), log: null, LogBacklog.NoLimit)));
        });
        app.MapPost(Forget, ForgetAsync).AllowAnonymous();
        app.MapGet(Memory, MeasureAsync).AllowAnonymous();
        app.MapGet(Compiled, () => Settling.Compiled).AllowAnonymous();
        await app.RunAsync(cancellationToken);
        return 0;
    }

    private static async Task ForgetAsync(IGrainFactory grains, CancellationToken cancellationToken)
    {
        await Management(grains).ForceActivationCollection(SinceUse, cancellationToken);
        // With records still active, the next read would not be a cold one.
        while (await CountRecordsAsync(grains) > 0)
        {
            await Task.Delay(Beat, cancellationToken);
            await Management(grains).ForceActivationCollection(SinceUse, cancellationToken);
        }
    }

    private static async Task<SiloMemory> MeasureAsync(IGrainFactory grains)
    {
        var records = await CountRecordsAsync(grains);
        for (var i = 0; i < 3; i++)
        {
            GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
            GC.WaitForPendingFinalizers();
        }
        return new SiloMemory(GC.GetTotalMemory(forceFullCollection: true), records);
    }

    private static async Task<int> CountRecordsAsync(IGrainFactory grains) =>
        (await Management(grains).GetSimpleGrainStatistics())
        .Where(one => one.GrainType.Contains("PersonRecordGrain", StringComparison.Ordinal)).Sum(one => one.ActivationCount);

    private static IManagementGrain Management(IGrainFactory grains) => grains.GetGrain<IManagementGrain>(0);
}
