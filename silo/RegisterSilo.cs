using AzrActors.Grains;
using AzrActors.Journal;
using AzrActors.Journal.AccessLog;
using AzrActors.Journal.Findings;
using AzrActors.Journal.Identity;
using AzrActors.Journal.Keys;
using AzrActors.Journal.Receipts;
using AzrActors.Journal.Webhooks;
using AzrActors.Streams;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using Orleans.Configuration;

namespace AzrActors.Silo;

/// <summary>Composes a silo of the register over one database. Tests compose theirs with the same method.</summary>
public static class RegisterSilo
{
    public const string AdoNetInvariant = "Npgsql";

    /// <summary>Adds journal, access log, grains, streams, grain storage and reminders; clustering is the host's choice.</summary>
    /// <param name="checkpointFile">Where checkpoints of the access log are handed out; null for nowhere.</param>
    public static ISiloBuilder UseRegister(
        this ISiloBuilder silo, string connectionString, ClusterSecret secret, LogKeyRing logKeys, MasterKeys masterKeys, string? checkpointFile)
    {
        silo.Services.AddSingleton(secret);
        silo.Services.AddSingleton(logKeys);
        silo.Services.AddSingleton(masterKeys);
        silo.Services.AddSingleton<RecordKeys>();
        silo.Services.AddOptions<AccessLogOptions>().BindConfiguration("AccessLog")
            .Configure(options => options.CheckpointFile ??= checkpointFile).ValidateDataAnnotations().ValidateOnStart();
        silo.Services.AddSingleton(services => services.GetRequiredService<IOptions<AccessLogOptions>>().Value);
        silo.Services.TryAddSingleton(TimeProvider.System);
        silo.Services.AddSingleton<LogBacklog>();
        silo.Services.AddSingleton<IAccessLog, PostgresAccessLog>();
        silo.Services.AddSingleton(services => new CheckpointFile(services.GetRequiredService<AccessLogOptions>().CheckpointFile));
        silo.Services.AddHostedService<LogSealer>();
        silo.Services.AddHostedService<LogRetention>();
        silo.Services.AddSingleton(_ => DatabaseServers.Open(connectionString));
        silo.Services.AddSingleton<IJournal, PostgresJournal>();
        silo.Services.AddSingleton<IRecordWatch, PostgresRecordWatch>();
        silo.Services.AddSingleton<IFindings, PostgresFindings>();
        silo.Services.AddSingleton<IMeetings, PostgresMeetings>();
        silo.Services.AddSingleton<IQuality, PostgresQuality>();
        silo.Services.AddSingleton<IRuleTrials, PostgresRuleTrials>();
        silo.Services.AddSingleton<MatchKeys>();
        silo.Services.AddSingleton<IMatchIndex, PostgresMatchIndex>();
        silo.Services.AddSingleton<IMatchPairs, PostgresMatchPairs>();
        silo.Services.AddSingleton<Searches>();
        silo.Services.AddSingleton<Sweeps>();
        silo.Services.AddSingleton<MatchBackfill>();
        silo.Services.AddSingleton<OpenPairs>();
        silo.Services.AddSingleton<MergeCases>();
        silo.Services.AddSingleton<RequestKeys>();
        silo.Services.AddSingleton<SessionEnds>();
        silo.Services.AddSingleton<INoticeFeed, PostgresNoticeFeed>();
        silo.Services.AddSingleton<INoticeReceipts, PostgresNoticeReceipts>();
        silo.Services.AddSingleton<INoticeParking, PostgresNoticeParking>();
        silo.Services.AddSingleton<WebhookBook>();
        silo.Services.AddSingleton<Throughput>();
        silo.Services.AddSingleton<LogCheck>();
        silo.Services.AddSingleton<PostgresNoticeSignal>();
        silo.Services.AddSingleton<INoticeSignal>(services => services.GetRequiredService<PostgresNoticeSignal>());
        silo.Services.AddHostedService(services => services.GetRequiredService<PostgresNoticeSignal>());
        silo.AddAdoNetGrainStorage(RegisterGrains.RareStorage, Storage);
        silo.AddAdoNetGrainStorage("PubSubStore", Storage);
        silo.UseAdoNetReminderService(reminders =>
            (reminders.Invariant, reminders.ConnectionString) = (AdoNetInvariant, connectionString));
        return silo.AddRegister().AddNoticeStreams().AddReceipts().AddWebhooks().UseFastFailover();

        void Storage(AdoNetGrainStorageOptions storage) =>
            (storage.Invariant, storage.ConnectionString) = (AdoNetInvariant, connectionString);
    }
}
