using AzrActors.Contracts.Notices;
using AzrActors.Streams.Receipts;
using AzrActors.Streams.Webhooks;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Orleans.Configuration;
using Orleans.Runtime.Providers;
using Orleans.Streams;

namespace AzrActors.Streams;

public static class NoticeStreamHosting
{
    /// <summary>
    /// Delivers stored notices over the stream provider <see cref="NoticeStreamNames.Provider"/>. The silo itself
    /// registers <c>INoticeFeed</c>, <c>INoticeSignal</c>, <c>IAuthorities</c> and a grain storage "PubSubStore".
    /// </summary>
    public static ISiloBuilder AddNoticeStreams(this ISiloBuilder silo)
    {
        silo.Services.AddOptions<NoticeStreamOptions>()
            .BindConfiguration("NoticeStreams").ValidateDataAnnotations().ValidateOnStart();
        silo.Services.TryAddSingleton<NoticeLetters>();
        silo.Services.TryAddSingleton<DeliveredLetters>();
        silo.Services.TryAddSingleton(TimeProvider.System);
        silo.AddOutgoingGrainCallFilter<OwnStreamAgents>();
        silo.AddPersistentStreams(
            NoticeStreamNames.Provider,
            (services, name) => ActivatorUtilities.CreateInstance<NoticeStreamAdapter>(services, name),
            streams =>
            {
                // The ring changes with membership at once; the deployment balancers wait for minutes.
                streams.UseConsistentRingQueueBalancer();
                streams.ConfigureStreamPubSub(StreamPubSubType.ExplicitGrainBasedOnly);
                streams.ConfigurePullingAgent(agent => agent.Configure(ConfigureAgent));
                streams.ConfigureBackoffProvider((_, _) => (IMessageDeliveryBackoffProvider)new RetryPauses());
                streams.ConfigureBackoffProvider((_, _) => (IQueueReaderBackoffProvider)new RetryPauses());
            });
        return silo;
    }

    /// <summary>
    /// Lets recipients give receipts, and shows how far they are behind. The silo itself registers <c>INoticeReceipts</c>
    /// and <c>INoticeParking</c>.
    /// </summary>
    public static ISiloBuilder AddReceipts(this ISiloBuilder silo)
    {
        silo.Services.AddMetrics();
        silo.Services.AddSingleton<DeliveryMeter>();
        silo.Services.AddHostedService<LagWatch>();
        return silo;
    }

    /// <summary>
    /// Sends notices to the addresses that offices have named. The silo itself registers <c>WebhookBook</c>, <c>INoticeFeed</c> and
    /// <c>INoticeParking</c>.
    /// </summary>
    public static ISiloBuilder AddWebhooks(this ISiloBuilder silo)
    {
        silo.Services.AddOptions<WebhookOptions>().BindConfiguration("Webhooks").ValidateDataAnnotations().ValidateOnStart();
        silo.Services.AddSingleton<WebhookTargets>();
        silo.Services.AddSingleton<WebhookSender>();
        silo.Services.AddHostedService<WebhookCourier>();
        return silo;
    }

    /// <summary>Lets webhooks lead to this machine, for a host in development.</summary>
    public static ISiloBuilder AllowWebhooksToLoopback(this ISiloBuilder silo) => silo.Configure<WebhookOptions>(options => options.AllowLoopback = true);

    /// <summary>
    /// Time-outs under which recipients hear again within seconds after a silo or a client has died. They hold for all
    /// calls of the silo, which is why they are a choice of their own.
    /// </summary>
    public static ISiloBuilder UseFastFailover(this ISiloBuilder silo)
    {
        silo.Configure<SiloMessagingOptions>(messaging =>
        {
            messaging.ResponseTimeout = TimeSpan.FromSeconds(5);
            messaging.SystemResponseTimeout = TimeSpan.FromSeconds(5);
            // Longer than a client needs to find another gateway, short enough not to hold letters for the dead.
            messaging.ClientDropTimeout = TimeSpan.FromSeconds(10);
        });
        silo.Configure<ClusterMembershipOptions>(membership =>
        {
            // Three missed probes: a dead silo is voted out after three to six seconds, and one that is only slow, on a machine
            // that others keep busy, is not. The upper bound also limits for how long the traffic of the dead counts as a
            // sign of life (bound times missed probes).
            membership.ProbeTimeout = TimeSpan.FromSeconds(1);
            membership.MinProbeTimeout = TimeSpan.FromSeconds(1);
            membership.MaxProbeTimeout = TimeSpan.FromSeconds(2);
            membership.NumMissedProbesLimit = 3;
            membership.TableRefreshTimeout = TimeSpan.FromSeconds(5);
            // The probes find the dead. A silo whose row grows old is believed dead too, even by itself: a machine that
            // stalls, or a database that is away, for less than this must not end a silo.
            membership.IAmAliveTablePublishTimeout = TimeSpan.FromSeconds(5);
            membership.NumMissedTableIAmAliveLimit = 6;
            // Who joins for longer is taken for dead, even by itself: more than a start takes on the slowest machine.
            membership.MaxJoinAttemptTime = TimeSpan.FromMinutes(2);
        });
        return silo;
    }

    private static void ConfigureAgent(StreamPullingAgentOptions agent)
    {
        // Reads wait for the signal, so this is only the pause after an empty read or a lookup of subscribers.
        agent.GetQueueMsgsTimerPeriod = TimeSpan.FromMilliseconds(10);
        // Who does not take a page for so long fetches it at the desk; a longer patience only holds up its queue.
        agent.MaxEventDeliveryTime = TimeSpan.FromSeconds(10);
        agent.InitQueueTimeout = TimeSpan.FromSeconds(5);
        // A stream that is dropped costs a lookup and a write at its next notice; offices sleep at night.
        agent.StreamInactivityPeriod = TimeSpan.FromHours(18);
    }
}
