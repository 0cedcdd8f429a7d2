using AzrActors.Contracts.Doors;
using AzrActors.Domain.Vocabulary;
using AzrActors.Grains.AccessLog;
using AzrActors.Grains.Authorities;
using AzrActors.Grains.Doors;
using AzrActors.Grains.Findings;
using AzrActors.Grains.PersonRecords;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Orleans.Configuration;

namespace AzrActors.Grains;

/// <summary>Puts the register's grains and their door into a silo.</summary>
public static class RegisterGrains
{
    /// <summary>Name of the grain storage for states that are written rarely.</summary>
    public const string RareStorage = AuthorityDirectoryGrain.Storage;

    /// <summary>
    /// The host registers <c>IJournal</c>, <c>IRecordWatch</c>, <c>IFindings</c>, <c>IQuality</c>, <c>IRuleTrials</c>, <c>IAccessLog</c>, <c>ClusterSecret</c> and the storage <see cref="RareStorage"/>.
    /// </summary>
    public static ISiloBuilder AddRegister(this ISiloBuilder silo)
    {
        silo.Services.TryAddSingleton(TimeProvider.System);
        silo.Services.AddSingleton<RegisterClock>();
        silo.Services.AddSingleton<RecordNumbers>();
        silo.Services.AddSingleton<DayCall>();
        silo.Services.TryAddSingleton(new DayWorkerOptions());
        silo.Services.AddHostedService<DayWorker>();
        silo.Services.AddHostedService<RuleTrialWorker>();
        silo.Services.AddSingleton<AuthoritiesCache>();
        silo.Services.AddSingleton<IAuthorities>(services => services.GetRequiredService<AuthoritiesCache>());
        silo.Services.AddSingleton<TrustedKeys>();
        silo.Services.TryAddSingleton(new NonceBookOptions());
        silo.Services.AddSingleton<NonceBook>();
        silo.Services.AddSingleton<INonces, NonceKeepers>();
        silo.AddGrainService<NonceKeeperService>();
        silo.Services.AddSingleton<ICallerVerifier, AssertionVerifier>();
        silo.Services.AddSingleton<ClusterMark>();
        silo.Services.AddSingleton<IOutgoingGrainCallFilter>(services => services.GetRequiredService<ClusterMark>());
        silo.Services.AddSingleton<LogBook>();
        silo.Services.AddSingleton<LogPasses>();
        silo.AddIncomingGrainCallFilter<DoorFilter>();
        silo.Services.TryAddSingleton(new GatewayDoorOptions());
        silo.Services.AddSingleton<ConnectedClients>();
        silo.Services.AddSingleton<GatewayDoor>();
        // After all others, because it reads what TLS has decrypted.
        silo.Services.AddOptions<SiloConnectionOptions>().PostConfigure<GatewayDoor>((connections, door) =>
            connections.ConfigureGatewayInboundConnection(gateway => gateway.Use(next => connection => door.AdmitAsync(connection, next))));
        return silo;
    }
}
