using AzrActors.Grains;
using AzrActors.Journal;
using AzrActors.Streams;
using Npgsql;
using Orleans.Configuration;

namespace AzrActors.Silo;

/// <summary>Composes a silo of the register over one database. Tests compose theirs with the same method.</summary>
public static class RegisterSilo
{
    public const string AdoNetInvariant = "Npgsql";

    /// <summary>Adds journal, grains, streams, grain storage and reminders; clustering is the host's choice.</summary>
    public static ISiloBuilder UseRegister(this ISiloBuilder silo, string connectionString, ClusterSecret secret)
    {
        silo.Services.AddSingleton(secret);
        silo.Services.AddSingleton(_ => NpgsqlDataSource.Create(connectionString));
        silo.Services.AddSingleton<IJournal, PostgresJournal>();
        silo.Services.AddSingleton<INoticeFeed, PostgresNoticeFeed>();
        silo.Services.AddSingleton<PostgresNoticeSignal>();
        silo.Services.AddSingleton<INoticeSignal>(services => services.GetRequiredService<PostgresNoticeSignal>());
        silo.Services.AddHostedService(services => services.GetRequiredService<PostgresNoticeSignal>());
        silo.AddAdoNetGrainStorage(RegisterGrains.RareStorage, Storage);
        silo.AddAdoNetGrainStorage("PubSubStore", Storage);
        silo.UseAdoNetReminderService(reminders =>
            (reminders.Invariant, reminders.ConnectionString) = (AdoNetInvariant, connectionString));
        return silo.AddRegister().AddNoticeStreams().UseFastFailover();

        void Storage(AdoNetGrainStorageOptions storage) =>
            (storage.Invariant, storage.ConnectionString) = (AdoNetInvariant, connectionString);
    }
}
