using AzrActors.Domain.Identity;
using AzrActors.Domain.Vocabulary;
using AzrActors.Journal.Identity;
using AzrActors.Journal.Tests.Journal;
using Npgsql;
using Xunit;
using static AzrActors.Journal.Tests.Journal.JournalDatabase;

namespace AzrActors.Journal.Tests.Identity;

/// <summary>PostgreSQL counts what the very statements of lists of pairs read: however many persons are stored, none reads them all.</summary>
public sealed class OpenPairPlanTests(JournalDatabase database) : IClassFixture<JournalDatabase>
{
    private static readonly AuthorityKey Office = AuthorityKey.Parse("A12054");

    [Fact]
    public async Task Who_keeps_the_records_of_a_pair_is_looked_up_and_not_read_for_all_records()
    {
        await database.ScalarAsync("""
            insert into match_record (record_id, version, keys, identity, keeper, states_difference)
              select md5(i::text)::uuid, 1, '{}', '\x00', 'A' || 10000 + i % 400, false from generate_series(1, 20000) i;
            insert into match_pair (one, other, outcome, by_official, bits, found_at, changed_at)
              select least(one, other), greatest(one, other), 'possible', false, 4.2, now(), now()
              from (select md5(i::text)::uuid as one, md5((i + 10000)::text)::uuid as other from generate_series(1, 5000) i) as pair;
            analyze;
            """);
        // One connection, which counts what it has scanned. The first executions have plans of their own, for their very values.
        var single = new NpgsqlConnectionStringBuilder(database.ConnectionString) { MaxPoolSize = 1, MaxAutoPrepare = 20, AutoPrepareMinUsages = 2 };
        await using var source = NpgsqlDataSource.Create(single);
        var before = await ScansAsync(source);
        var (open, pairs) = (new OpenPairs(source), new PostgresMatchPairs(source));
        for (var time = 0; time < 10; time++)
        {
            await open.ListAsync(Office, 0, 200, Cancellation);
            await open.OfAsync(Samples.NewRecord(), Office, 0, 200, Cancellation);
            await pairs.ListAsync(MatchOutcome.Possible, Office, 0, 100, Cancellation);
        }
        Assert.Equal(before, await ScansAsync(source));
    }

    private static async Task<long> ScansAsync(NpgsqlDataSource source)
    {
        await using (var flush = source.CreateCommand("select pg_stat_force_next_flush()")) await flush.ExecuteNonQueryAsync(Cancellation);
        await using var command = source.CreateCommand("select seq_scan from pg_stat_user_tables where relname = 'match_record'");
        return (long)(await command.ExecuteScalarAsync(Cancellation))!;
    }
}
