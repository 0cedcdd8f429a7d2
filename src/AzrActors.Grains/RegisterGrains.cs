using AzrActors.Contracts.Doors;
using AzrActors.Domain.Vocabulary;
using AzrActors.Grains.AccessLog;
using AzrActors.Grains.Authorities;
using AzrActors.Grains.Doors;
using AzrActors.Grains.Findings;
using AzrActors.Grains.Identity;
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
    /// The host registers <c>IJournal</c>, what <c>Journal/Findings</c> and <c>Journal/Identity</c> offer, <c>IAccessLog</c>, <c>ClusterSecret</c> and the
    /// storage <see cref="RareStorage"/>.
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
        silo.Services.AddSingleton<MatchModels>();
        silo.Services.AddHostedService(services => services.GetRequiredService<MatchModels>());
        silo.Services.AddSingleton<RegistrationSearch>();
        silo.Services.AddSingleton<RecordMeetings>();
        silo.Services.AddSingleton<FindingSight>();
        silo.Services.AddSingleton<DuplicateFinder>();
        silo.Services.AddHostedService(services => services.GetRequiredService<DuplicateFinder>());
        silo.Services.AddHostedService<Sweeper>();
        silo.Services.AddHostedService<Backfiller>();
        silo.Services.AddSingleton<MergeQuestions>();
        silo.Services.AddHostedService<MergeWorker>();
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
