using AzrActors.Domain.Vocabulary;
using Npgsql;
using Xunit;
using static AzrActors.Journal.Tests.Journal.JournalDatabase;

namespace AzrActors.Journal.Tests.Journal;

/// <summary>Rewriting the letters of one record costs what that record has, however many letters are stored.</summary>
public sealed class RedactionCostTests(JournalDatabase database) : IClassFixture<JournalDatabase>
{
    /// <summary>More than PostgreSQL plans anew, so that the last ones run with the plan that stays.</summary>
    private const int Redactions = 8;

    private const string Many = """
        insert into record_change (record_id, version, authority, submission_id, received_at, content)
          select md5((i / 4)::text)::uuid, i % 4 + 1, 'A12054', gen_random_uuid(), now(), '{}' from generate_series(0, 19999) i;
        insert into notice_feed select 'Q' || i, 10 from generate_series(10000, 11999) i;
        insert into notice
          select 'Q' || 10000 + i / 10, i % 10 + 1, md5((i / 4)::text)::uuid, i % 4 + 1, '{}' from generate_series(0, 19999) i;
        analyze;
        """;

    [Fact]
    public async Task A_redaction_finds_the_letters_of_its_record_through_the_index_and_reads_no_others()
    {
        await database.ScalarAsync(Many);
        AuthorityKey[] recipients = [Samples.NewRecipient(), Samples.NewRecipient(), Samples.NewRecipient()];
        var single = new NpgsqlConnectionStringBuilder(database.RunningConnectionString) { MaxPoolSize = 1 };
        await using var source = NpgsqlDataSource.Create(single);
        var newest = Letters.Registration([.. Enumerable.Range(1, Redactions).Select(number => $"address/{number}/street")], recipients);
        await database.AppendAsync(newest);
        var before = await ScansAsync(source);

        await using (var journal = database.OpenJournal(source))
        {
            for (var number = 1; number <= Redactions; number++)
            {
                newest = Letters.Erasing(newest, $"address/{number}");
                await journal.AppendAsync(newest, Cancellation);
            }
        }

        var after = await ScansAsync(source);
        Assert.Equal(before.WholeTable, after.WholeTable);
        Assert.InRange(after.OfRecord - before.OfRecord, Redactions, 2 * Redactions);
        // Each letter is read once to see what is in it and once to be rewritten; old versions of a row may be passed on the way.
        Assert.InRange(after.Rows - before.Rows, 2 * Redactions * recipients.Length, 4 * Redactions * recipients.Length);
        var plan = Assert.Single(await PreparedPlans.ExplainAsync(source, "%from notice where record_id%"));
        Assert.Contains("notice_record", plan, StringComparison.Ordinal);
        Assert.DoesNotContain("Seq Scan", plan, StringComparison.Ordinal);
    }

    /// <summary>What the one session of the pool did with the letters so far; it hands its counts over when it is asked to.</summary>
    private async Task<(long WholeTable, long OfRecord, long Rows)> ScansAsync(NpgsqlDataSource source)
    {
        await using var flush = source.CreateCommand("select pg_stat_force_next_flush()");
        await flush.ExecuteNonQueryAsync(Cancellation);
        await using var command = database.Source.CreateCommand("""
            select letters.seq_scan, of_record.idx_scan, letters.idx_tup_fetch
            from pg_stat_user_tables letters join pg_stat_user_indexes of_record using (relid)
            where letters.relname = 'notice' and of_record.indexrelname = 'notice_record'
            """);
        await using var reader = await command.ExecuteReaderAsync(Cancellation);
        Assert.True(await reader.ReadAsync(Cancellation));
        return (reader.GetInt64(0), reader.GetInt64(1), reader.GetInt64(2));
    }
}
