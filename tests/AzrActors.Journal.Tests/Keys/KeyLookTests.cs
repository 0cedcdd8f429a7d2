using AzrActors.Journal.Tests.Journal;
using Npgsql;
using Xunit;
using static AzrActors.Journal.Tests.Journal.JournalDatabase;

namespace AzrActors.Journal.Tests.Keys;

/// <summary>
/// How often the keys are looked for. PostgreSQL counts that per database, so this database is nobody else's.
/// </summary>
public sealed class KeyLookTests(JournalDatabase database) : IClassFixture<JournalDatabase>
{
    [Fact]
    public async Task A_record_whose_key_is_in_memory_costs_no_look_for_it()
    {
        await using var source = NpgsqlDataSource.Create(
            new NpgsqlConnectionStringBuilder(database.RunningConnectionString) { MaxPoolSize = 1, MaxAutoPrepare = 0 });
        var before = await LooksAsync(source);

        var newest = Samples.Registration(Samples.NewRecipient());
        await using (var silo = database.OpenJournal(source))
        {
            await silo.AppendAsync(newest, Cancellation);
            for (var i = 0; i < 5; i++) await silo.AppendAsync(newest = Samples.Following(newest, Samples.NewRecipient()), Cancellation);
        }
        Assert.Equal(before, await LooksAsync(source));

        await using (var cold = database.OpenJournal(source)) await cold.AppendAsync(Samples.Following(newest), Cancellation);
        Assert.Equal(before + 1, await LooksAsync(source));
    }

    // The one connection of the pool is the one that the journal has just given back: its server process tells what it counted.
    private async Task<long> LooksAsync(NpgsqlDataSource source)
    {
        await using var flush = source.CreateCommand("select pg_stat_force_next_flush()");
        await flush.ExecuteNonQueryAsync(Cancellation);
        return (long)(await database.ScalarAsync("select idx_scan + seq_scan from pg_stat_user_tables where relname = 'record_key'"))!;
    }
}
