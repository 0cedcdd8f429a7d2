using AzrActors.Client;
using AzrActors.Contracts.Findings;
using AzrActors.TestSupport;
using Xunit;

namespace AzrActors.Cluster.Tests.Register;

/// <summary>Work over the whole stock that was interrupted goes on by itself after its last page, at whichever silo, and one record does not stop it.</summary>
[Collection(SweepSuite.Name)]
public sealed class SweepTests(RegisterCluster cluster)
{
    private const string Middle = "80000000-0000-0000-0000-000000000000";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);
    private readonly Desk _desk = cluster.Desk(Offices.PotsdamForeigners);
    private readonly Desk _register = cluster.Desk("REG000");

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_sweep_of_a_dead_silo_goes_on_after_its_last_page_past_a_record_whose_seal_is_broken()
    {
        await cluster.Rows.ExecuteAsync("drop table if exists broken_seal");
        await Eventually.HoldsAsync("three records are in the second half", async () =>
        {
            await _desk.RegisterAsync();
            return await cluster.Rows.IsTrueAsync($"select count(*) >= 3 from match_record where record_id > '{Middle}'");
        }, Patience, Stop);
        await BreakAsync();
        try
        {
            await SweepPastAsync();
        }
        finally
        {
            await MendAsync();
        }
        Assert.Equal("sender.not-the-register", (await _desk.Client.Identity.SweepAsync(begin: true, Stop)).Refusal!.Code);
    }

    private async Task SweepPastAsync()
    {
        // Half of the stock was looked at when the silo died.
        await cluster.Rows.ExecuteAsync(
            $"insert into match_sweep (started_by, started_at, after, records, claimed_until) values ('REG000', now(), '{Middle}', 1000, 'infinity')");
        Assert.True((await _register.Client.Identity.SweepAsync(begin: true, Stop)) is { EndedAt: null, Done: 1000 });

        await cluster.Rows.ExecuteAsync("update match_sweep set claimed_until = now() - interval '1 second' where ended_at is null");

        await Eventually.HoldsAsync("the sweep has ended", async () => (await _register.Client.Identity.SweepAsync(begin: false, Stop)).EndedAt is not null, Patience, Stop);
        Assert.True(await cluster.Rows.IsTrueAsync($"""
            select sweep.records = 999 + (select count(*) from match_record where record_id > '{Middle}')
            from match_sweep as sweep order by sweep_id desc limit 1
            """));
    }

    [Theory]
    [InlineData("Q038")]
    [InlineData("Q106")]
    [InlineData("Q037")]
    public async Task A_trial_of_a_rule_goes_on_after_its_last_batch_and_counts_records_by_office(string rule)
    {
        var person = (await _desk.AcceptedAsync(null, [.. Desk.Registration()[..2],
            Entries.MoveIn(rule == "Q037" ? "15084355" : "12054000", "Marktweg", "3", "06618", "Naumburg (Saale)", Desk.Today.AddDays(-90))])).AzrNumber;
        if (rule == "Q038") await _desk.AcceptedAsync(null, Desk.Registration()[..2]);
        if (rule == "Q106") await _desk.AcceptedAsync(await _desk.RegisterAsync(), Entries.Store("3a.a", ("relation", "spouse"), ("azrNumber", person)));
        var whole = await EndedAsync((await _register.Client.Findings.TryRuleAsync(rule, Stop)).Trial!.Id);
        Assert.Equal((whole.Total, 0), (whole.Looked, whole.Unreadable));
        Assert.True(whole.Offices.Single(office => office.Authority == Offices.PotsdamForeigners).Records >= 1);

        // Half of it was counted when the silo died.
        await cluster.Rows.ExecuteAsync($"""
            insert into rule_trial (rule, started_by, total, looked, after, claimed_until) select $1, 'REG000', count(*), 5000, '{Middle}', 'infinity' from azr_number
            """, rule);
        var half = await cluster.Rows.NewestTrialAsync();
        await cluster.Rows.ExecuteAsync("update rule_trial set claimed_until = now() - interval '1 day' where id = $1", half);

        var rest = await EndedAsync(half);
        Assert.True(await cluster.Rows.IsTrueAsync($"select $1 - 5000 = count(*) from azr_number where record_id > '{Middle}'", rest.Looked));
        Assert.True(rest.Offices.Sum(office => office.Records) <= whole.Offices.Sum(office => office.Records));
    }

    private async Task<RuleTrialView> EndedAsync(long trial)
    {
        RuleTrialView? ended = null;
        await Eventually.HoldsAsync("the trial has ended", async () =>
            (ended = (await _register.Client.Findings.FindTrialAsync(trial, Stop)).Trial) is { Done: true }, Patience, Stop);
        return ended!;
    }

    /// <summary>Breaks the seal of a record that is still to be looked at.</summary>
    private async Task BreakAsync()
    {
        await cluster.Rows.ExecuteAsync($"""
            create table broken_seal as select record_id, identity from match_record where record_id > '{Middle}' and octet_length(identity) > 1 limit 1
            """);
        await cluster.Rows.ExecuteAsync("alter table match_record disable trigger user");
        await cluster.Rows.ExecuteAsync("update match_record set identity = '\\xdeadbeef' where record_id in (select record_id from broken_seal)");
        await cluster.Rows.ExecuteAsync("alter table match_record enable trigger user");
    }

    private async Task MendAsync()
    {
        await cluster.Rows.ExecuteAsync("update match_record set identity = broken_seal.identity from broken_seal where match_record.record_id = broken_seal.record_id");
        await cluster.Rows.ExecuteAsync("drop table broken_seal");
    }
}

/// <summary>A register of its own: sweeps count all records, and others would find a record missing whose seal is broken.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class SweepSuite : ICollectionFixture<RegisterCluster>
{
    public const string Name = "Sweeps";
}
