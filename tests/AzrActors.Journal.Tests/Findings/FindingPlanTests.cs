using AzrActors.Domain.Vocabulary;
using AzrActors.Journal.Findings;
using AzrActors.Journal.Tests.Journal;
using Npgsql;
using Xunit;
using static AzrActors.Journal.Tests.Journal.JournalDatabase;

namespace AzrActors.Journal.Tests.Findings;

/// <summary>PostgreSQL explains the very statements of worklists and claims: however many findings there are, none is a scan.</summary>
public sealed class FindingPlanTests(JournalDatabase database) : IClassFixture<JournalDatabase>
{
    private const string Many = """
        insert into finding (record_id, rule, path, field, responsible, opened_on, due_on, hidden)
          select md5((i / 2)::text)::uuid, 'Q' || lpad((i % 40)::text, 3, '0'), '', i::text, 'R' || 10000 + i % 500, current_date - i % 300, current_date + i % 60, false
          from generate_series(0, 9999) i;
        insert into record_standing (record_id, keeper, gaps, hidden, look_on)
          select md5(i::text)::uuid, 'R' || 10000 + i % 500, 0, false, current_date + i % 1000 from generate_series(0, 9999) i;
        analyze finding, record_standing;
        """;

    private const int Statements = 7;
    private static readonly AuthorityKey Office = AuthorityKey.Parse("R10007");
    private static readonly string[] Indexes = ["finding_worklist ", "finding_worklist_rule", "finding_worklist_all", "finding_pkey", "finding_standing", "record_standing_due"];

    [Fact]
    public async Task Worklists_counts_and_claims_are_read_through_their_indexes()
    {
        await database.ScalarAsync(Many);
        var single = new NpgsqlConnectionStringBuilder(database.ConnectionString) { MaxPoolSize = 1 }.ConnectionString;
        await using var source = NpgsqlDataSource.Create(single);
        await UseTwiceAsync(source);

        var plans = await PreparedPlans.ExplainAsync(source);
        Assert.Equal(Statements, plans.Count);

        Assert.All(Indexes, index => Assert.Contains(plans, plan => $"{plan} ".Contains(index, StringComparison.Ordinal)));
        Assert.All(plans, plan => Assert.DoesNotContain("Seq Scan", plan, StringComparison.Ordinal));
    }

    private static async Task UseTwiceAsync(NpgsqlDataSource source)
    {
        var findings = new PostgresFindings(source);
        var own = new FindingFilter([Office], null, null, false);
        for (var time = 0; time < 2; time++)
        {
            await findings.ListAsync(own, FindingCursor.Start, 50, Cancellation);
            await findings.ListAsync(own with { Rule = "Q007" }, FindingCursor.Start, 50, Cancellation);
            await findings.ListAsync(own with { Responsible = null, Hidden = true }, FindingCursor.Start, 50, Cancellation);
            await findings.ListAsync(own with { Record = new RecordId(Guid.Empty) }, FindingCursor.Start, 50, Cancellation);
            await findings.CountAsync(own, Samples.Day, Cancellation);
            await findings.FindAsync(1, Cancellation);
            await new PostgresRecordWatch(source).ClaimDueAsync(DateOnly.MinValue, Samples.ReceivedAt, Samples.ReceivedAt, 100, Cancellation);
        }
    }
}
