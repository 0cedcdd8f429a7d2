using AzrActors.Api;
using AzrActors.Client;
using AzrActors.Client.Tls;
using AzrActors.Grains.Doors;
using AzrActors.Journal.AccessLog;
using AzrActors.Streams;
using Orleans.Configuration;

namespace AzrActors.Silo;

/// <summary>One process of the register: silo, HTTP door and caseworker pages over one database.</summary>
public static class RegisterHost
{
    /// <summary>In the data folder: signed states of the access log, to be copied and kept by others.</summary>
    public const string CheckpointFile = "log/checkpoints.jsonl";

    /// <summary>How long door and pages call again while the register is out of reach; proxies and people in front of them wait no minute.</summary>
    private static readonly TimeSpan PatienceOfDoor = TimeSpan.FromSeconds(30);

    /// <param name="configure">Last word on the host, for tests.</param>
    public static WebApplication Build(
        RegisterSettings settings, RegisterDatabase database, string[] args, Action<WebApplicationBuilder>? configure = null)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions
        {
            Args = args,
            ContentRootPath = AppContext.BaseDirectory,
        });
        if (settings.Refusal is { } reason) throw new InvalidOperationException(reason);
        builder.WebHost.UseUrls(settings.Urls.Split(';'));
        if (settings.TlsFolder is { } tls) builder.AddRegisterTls(tls);
        builder.Services.AddSingleton(settings);
        var logKeyFile = new LogKeyFileOptions(settings.LogKey ?? Path.Combine(settings.DataFolder, LogKeyFile.Default), settings.DataFolder);
        var logKeys = new LogKeyRing(LogKeyFile.Load(logKeyFile, isOwn: settings.LogKey is null));
        var masterKeys = MasterKeyFolder.Load(settings, builder.Environment);
        builder.Services.AddSingleton(logKeyFile);
        builder.Services.AddHostedService<LogKeyFile>();
        var dashboard = OrleansDashboard.Of(builder.Configuration);
        builder.Services.AddSingleton(dashboard);
        builder.UseOrleans(silo =>
        {
            silo.UseRegister(database.ConnectionString, database.Secret, logKeys, masterKeys, Path.Combine(settings.DataFolder, CheckpointFile));
            silo.UseAdoNetClustering(clustering =>
                (clustering.Invariant, clustering.ConnectionString) = (RegisterSilo.AdoNetInvariant, database.ConnectionString));
            silo.Configure<ClusterOptions>(cluster => (cluster.ClusterId, cluster.ServiceId) = (settings.ClusterId, "azr"));
            if (settings.TlsFolder is not null) silo.UseRegisterTls();
            if (builder.Environment.IsDevelopment()) silo.AllowWebhooksToLoopback();
            dashboard.AddTo(silo);
            silo.Services.AddSingleton(new GatewayDoorOptions { Certificates = settings.TlsFolder is not null });
            silo.ConfigureEndpoints(settings.Address, settings.SiloPort, settings.GatewayPort);
        });
        builder.Services.AddSingleton<RegisterKeys>();
        builder.Services.AddSingleton(new AgencyKeyFolderOptions(settings.AuthorityKeys));
        builder.Services.AddHostedService<AgencyKeyFolder>();
        builder.Services.AddAzrClientOnCluster(services => services.GetRequiredService<RegisterKeys>(), PatienceOfDoor);
        // Sessions survive a restart of the silo.
        builder.Configuration[$"{AzrApiOptions.Section}:{nameof(AzrApiOptions.SessionKeyFolder)}"] ??= Path.Combine(settings.DataFolder, "keys", "web");
        builder.Services.AddSingleton<SharedEndedSessions>().AddSingleton<IEndedSessions>(services => services.GetRequiredService<SharedEndedSessions>());
        builder.Services.AddHostedService<EndedSessionsWatch>();
        builder.Services.AddAzrApi(builder.Configuration, builder.Environment);
        builder.Services.AddSingleton<SiloPaces>().AddHostedService(services => services.GetRequiredService<SiloPaces>());
        builder.Services.AddSingleton<IClusterView, ClusterView>();
        builder.Services.AddHealthChecks().AddCheck<RegisterHealth>("register", tags: [AzrApi.ReadyTag]);
        builder.Services.AddHostedService<DemoRunner>();
        configure?.Invoke(builder);
        if (DemoRunner.Refusal(settings, builder.Environment) is { } refusal) throw new InvalidOperationException(refusal);

        var app = builder.Build();
        app.Services.GetRequiredService<RegisterKeys>().Load(settings, app.Environment);
        app.MapAzrApi();
        dashboard.MapTo(app);
        return app;
    }
}
