using AzrActors.Client.AccessLog;
using AzrActors.Client.Calls;
using AzrActors.Client.Hosting;
using AzrActors.Client.Push;
using AzrActors.Client.Tls;
using AzrActors.Contracts.Doors;
using AzrActors.Contracts.Notices;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Orleans.Configuration;
using Orleans.Streams;

namespace AzrActors.Client;

public static class AzrClientHosting
{
    /// <summary>
    /// Connects this program to the register: <see cref="IAzrClient"/> speaks for the configured caller,
    /// <see cref="IAzrClients"/> for others whom the same key may represent. The host connects while it starts and
    /// fails to start when no gateway answers within <see cref="AzrClientOptions.Patience"/>.
    /// </summary>
    public static IServiceCollection AddAzrClient(this IServiceCollection services, Action<AzrClientOptions> configure)
    {
        services.AddOptions<AzrClientOptions>().Configure(configure).ValidateOnStart();
        services.AddSingleton<IValidateOptions<AzrClientOptions>, AzrClientOptionsValidator>();
        services.AddOrleansClient(Connect);
        // Null without TLS; the connections ask for it.
        services.AddSingleton(provider => OptionsOf(provider).TlsFolder is { } folder
            ? new TlsFolder(
                folder, TlsPeer.Agency, provider.GetRequiredService<TimeProvider>(), provider.GetRequiredService<ILogger<TlsFolder>>())
            : null!);
        services.AddSingleton<ICallerSigner>(provider => new PemCallerSigner(
            OptionsOf(provider).SigningKeyFile, OptionsOf(provider).KeyId, provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton(provider => new CallSettings(
            OptionsOf(provider).Patience, OptionsOf(provider).SafetyPull, OptionsOf(provider).PageSize));
        services.AddSingleton(provider => provider.GetRequiredService<IAzrClients>().For(CallerOf(OptionsOf(provider))));
        services.AddSingleton<IAccessLogClient>(provider =>
            new AccessLogClient(CallerOf(OptionsOf(provider)), provider.GetRequiredService<RegisterCalls>()));
        return services.AddClients();
    }

    /// <summary>
    /// For programs that have a cluster client already, such as the API inside the silo process: only
    /// <see cref="IAzrClients"/>, over that client. An external cluster client also needs <see cref="AddNoticeStreams"/>.
    /// </summary>
    /// <param name="services">Services that hold, or will hold, an <see cref="IClusterClient"/>.</param>
    /// <param name="signer">Makes the key under which this program speaks for its callers.</param>
    /// <param name="patience">As <see cref="AzrClientOptions.Patience"/>; null for its default.</param>
    /// <param name="safetyPull">As <see cref="AzrClientOptions.SafetyPull"/>; null for its default.</param>
    public static IServiceCollection AddAzrClientOnCluster(
        this IServiceCollection services, Func<IServiceProvider, ICallerSigner> signer,
        TimeSpan? patience = null, TimeSpan? safetyPull = null)
    {
        var defaults = new AzrClientOptions();
        services.AddSingleton(signer);
        services.AddSingleton(new CallSettings(patience ?? defaults.Patience, safetyPull ?? defaults.SafetyPull, defaults.PageSize));
        return services.AddClients();
    }

    /// <summary>
    /// Lets a cluster client sign its calls and receive notices. Silos have their own registration of the same name.
    /// </summary>
    public static IClientBuilder AddNoticeStreams(this IClientBuilder client)
    {
        client.Services.AddCallSigning();
        client.AddPersistentStreams(
            NoticeStreamNames.Provider,
            (_, _) => new NoticeStreamClient(),
            streams => streams.ConfigureStreamPubSub(StreamPubSubType.ExplicitGrainBasedOnly));
        // After a gap in the connection the register may have dropped the subscriptions.
        client.AddGatewayCountChangedHandler(provider => (_, change) =>
        {
            if (change.ConnectionRecovered) provider.GetService<NoticeSubscriptions>()?.DoubtAll();
        });
        return client;
    }

    private static void AddCallSigning(this IServiceCollection services) =>
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IOutgoingGrainCallFilter, CallSigning>());

    private static IServiceCollection AddClients(this IServiceCollection services)
    {
        services.AddCallSigning();
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton<RegisterCalls>();
        services.AddSingleton<NoticeSubscriptions>();
        // Hosted services stop in reverse order: this one before the Orleans client or silo registered earlier.
        services.AddHostedService(provider => provider.GetRequiredService<NoticeSubscriptions>());
        services.AddSingleton<IAzrClients, AzrClients>();
        return services;
    }

    private static void Connect(IClientBuilder client)
    {
        client.Services.AddOptions<ClusterOptions>().Configure<IOptions<AzrClientOptions>>((cluster, options) =>
            (cluster.ClusterId, cluster.ServiceId) = (options.Value.ClusterId, options.Value.ServiceId));
        client.Services.AddOptions<ClientMessagingOptions>().Configure<IOptions<AzrClientOptions>>((messaging, options) =>
            messaging.ResponseTimeout = options.Value.AttemptTimeout);
        client.Services.AddOptions<StaticGatewayListProviderOptions>().Configure<IOptions<AzrClientOptions>>(
            (list, options) => list.Gateways =
                [.. GatewayAddress.Resolve(options.Value.Gateways).Select(gateway => gateway.ToGatewayUri())]);
        client.UseStaticClustering(static (StaticGatewayListProviderOptions _) => { });
        // A gateway that was lost is tried again after this time; Orleans would wait for a minute.
        client.Configure<GatewayOptions>(gateways => gateways.GatewayListRefreshPeriod = TimeSpan.FromSeconds(5));
        client.UseConnectionRetryFilter<FirstConnection>();
        client.UseRegisterTls();
        client.AddNoticeStreams();
    }

    private static AzrClientOptions OptionsOf(IServiceProvider provider) =>
        provider.GetRequiredService<IOptions<AzrClientOptions>>().Value;

    private static Caller CallerOf(AzrClientOptions options) => new(options.Authority, options.Official, options.Purpose);
}
