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
    private static readonly AuthorityKey Office = AuthorityKey.Parse("A10042");

    [Fact]
    public async Task Lists_of_an_office_read_its_pairs_and_nobody_elses()
    {
        await database.ScalarAsync("""
            insert into match_record (record_id, version, keys, identity, keeper, states_difference)
              select md5(i::text)::uuid, 1, '{}', '\x00', 'A' || 10000 + i % 100, false from generate_series(1, 10000) i;
            insert into match_pair (one, other, outcome, by_official, bits, found_at, changed_at)
              select least(one, other), greatest(one, other), 'possible', false, 4.2, now(), now()
              from (select md5(i::text)::uuid as one, md5((i + 5001)::text)::uuid as other from generate_series(1, 2000) i) as pair;
            analyze;
            """);
        // One connection, which counts what it has read. The first executions have plans of their own, for their very values.
        var single = new NpgsqlConnectionStringBuilder(database.ConnectionString) { MaxPoolSize = 1, MaxAutoPrepare = 20, AutoPrepareMinUsages = 2 };
        await using var source = NpgsqlDataSource.Create(single);
        var (open, pairs) = (new OpenPairs(source), new PostgresMatchPairs(source));
        var before = await ReadsAsync(source);
        var shown = 0;
        for (var time = 0; time < 10; time++)
        {
            var first = await open.ListAsync(Office, 0, 10, Cancellation);
            var next = await open.ListAsync(Office, first[^1].Pair, 1_000, Cancellation);
            var all = await pairs.ListAsync(MatchOutcome.Possible, Office, 0, 100, Cancellation);
            Assert.Equal(first.Concat(next).Select(pair => pair.Pair), all.Select(pair => pair.Pair));
            Assert.Empty(await open.OfAsync(Samples.NewRecord(), Office, 0, 200, Cancellation));
            shown += first.Count + next.Count + all.Count;
        }
        var after = await ReadsAsync(source);
        Assert.Equal((before.Scans, before.Pairs + shown), after);
    }

    /// <summary>How often whole tables were read, and how many rows of pairs altogether.</summary>
    private static async Task<(long Scans, long Pairs)> ReadsAsync(NpgsqlDataSource source)
    {
        await using (var flush = source.CreateCommand("select pg_stat_force_next_flush()")) await flush.ExecuteNonQueryAsync(Cancellation);
        await using var command = source.CreateCommand("""
            select sum(seq_scan)::bigint, (sum(seq_tup_read + idx_tup_fetch) filter (where relname = 'match_pair'))::bigint
            from pg_stat_user_tables where relname in ('match_record', 'match_pair', 'match_pair_keeper', 'merge_case')
            """);
        await using var reader = await command.ExecuteReaderAsync(Cancellation);
        await reader.ReadAsync(Cancellation);
        return (reader.GetInt64(0), reader.GetInt64(1));
    }
}
