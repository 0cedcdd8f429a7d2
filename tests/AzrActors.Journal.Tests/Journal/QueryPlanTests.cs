using AzrActors.Domain.PersonRecords;
using AzrActors.Domain.Vocabulary;
using Npgsql;
using Xunit;
using static AzrActors.Journal.Tests.Journal.JournalDatabase;

namespace AzrActors.Journal.Tests.Journal;

/// <summary>
/// PostgreSQL explains the very statements of journal and feed: their connection prepares what it runs twice, and
/// prepared statements are listed by the server.
/// </summary>
public sealed class QueryPlanTests(JournalDatabase database) : IClassFixture<JournalDatabase>
{
    private const string Many = """
        insert into azr_number select lpad(i::text, 12, '0'), gen_random_uuid() from generate_series(1, 20000) i;
        insert into record_change (record_id, version, authority, submission_id, received_at, content)
          select md5((i / 4)::text)::uuid, i % 4 + 1, 'A12054', gen_random_uuid(), now(), '{}' from generate_series(0, 19999) i;
        insert into record_key (record_id, sealed_from, wrapped_key, master_key_id)
          select md5(i::text)::uuid, 1, decode(repeat('00', 61), 'hex'), '1' from generate_series(0, 9999) i;
        insert into record_snapshot select md5(i::text)::uuid, 16, 2, '' from generate_series(0, 9999) i;
        insert into submission_receipt
          select 'A12054', gen_random_uuid(), gen_random_uuid(), sha256(''), 1, true, now(), '{}' from generate_series(1, 20000) i;
        insert into notice_feed select 'R' || i, 10 from generate_series(10000, 11999) i;
        insert into notice
          select 'R' || 10000 + i / 10, i % 10 + 1, md5((i / 4)::text)::uuid, i % 4 + 1, '{}' from generate_series(0, 19999) i;
        insert into notice_position select 'R' || 10000 + i / 10, 'subscription-' || i % 10, 0 from generate_series(0, 19999) i;
        analyze;
        """;

    /// <summary>Of journal and feed, each in the form in which it is asked.</summary>
    private const int Statements = 8;

    private const string Nobody = "R99999";

    private static readonly string[] Indexes =
    [
        "record_change_pkey", "record_key_pkey", "record_snapshot_pkey", "azr_number_pkey", "submission_receipt_pkey", "notice_pkey", "notice_feed_pkey",
        "notice_position_pkey",
    ];

    [Fact]
    public async Task Everything_that_is_read_on_demand_is_read_through_its_index()
    {
        await database.ScalarAsync(Many);
        var single = new NpgsqlConnectionStringBuilder(database.ConnectionString) { MaxPoolSize = 1 }.ConnectionString;
        await using var source = NpgsqlDataSource.Create(single);
        await UseTwiceAsync(database.OpenJournal(source), database.OpenFeed(source));

        var plans = await PreparedPlans.ExplainAsync(source);
        Assert.Equal(Statements, plans.Count);

        Assert.All(Indexes, index => Assert.Contains(plans, plan => plan.Contains(index, StringComparison.Ordinal)));
        Assert.All(plans, plan => Assert.DoesNotContain("Seq Scan", plan, StringComparison.Ordinal));
        // However long the feeds are, a page of each is the next stretch of its index, and comes in the order of the index.
        var page = Assert.Single(plans, plan => plan.StartsWith("Nested Loop", StringComparison.Ordinal) && plan.Contains("notice_pkey", StringComparison.Ordinal));
        Assert.DoesNotContain("Sort", page, StringComparison.Ordinal);
    }

    private static async Task UseTwiceAsync(IJournal journal, INoticeFeed feed)
    {
        for (var time = 0; time < 2; time++)
        {
            await journal.ReadAsync(Samples.NewRecord(), 0, Cancellation);
            await journal.ReadChangesAsync(Samples.NewRecord(), 0, Cancellation);
            // Looks for keys that are not in memory; there is none, so nothing is stored.
            await journal.KeepSnapshotAsync(new PersonRecord { Id = Samples.NewRecord(), Number = Samples.NewNumber(), Version = 1 }, Cancellation);
            await journal.FindRecordAsync(Samples.NewNumber(), Cancellation);
            await journal.FindReceiptAsync(AuthorityKey.Register, Guid.NewGuid(), Cancellation);
            await feed.ReadAllAsync([new(Nobody, 0), new("R99998", 0)], 256, Cancellation);
            await feed.GetPositionAsync(Nobody, "mirror", Cancellation);
        }
    }
}
