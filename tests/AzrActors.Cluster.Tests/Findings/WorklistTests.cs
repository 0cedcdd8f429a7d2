using AzrActors.Client;
using AzrActors.Cluster.Tests.Register;
using AzrActors.Contracts.Findings;
using Xunit;

namespace AzrActors.Cluster.Tests.Findings;

/// <summary>Findings open and close by themselves, as data change and as days pass, and belong to whoever must mend them (AZRG § 8).</summary>
[Collection(TimedSuite.Name)]
public sealed class WorklistTests(TimedRegister register)
{
    private readonly Desk _foreigners = register.Cluster.Desk(Offices.PotsdamForeigners);
    private readonly Desk _others = register.Cluster.Desk(Offices.BurgenlandForeigners);
    private readonly Desk _authority = register.Cluster.Desk("REG000");

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_missing_address_is_a_finding_of_the_file_keeper_alone_until_it_is_reported()
    {
        var number = (await _foreigners.AcceptedAsync(null, Desk.Registration()[..2])).AzrNumber;

        var finding = Assert.Single(await OfAsync(_foreigners, number));
        Assert.Equal(("Q038", "A12054", number, 0), (finding.Rule, finding.Responsible, finding.AzrNumber, finding.AgeDays));
        Assert.Contains("Anschrift", finding.German, StringComparison.Ordinal);
        Assert.Empty(await OfAsync(_others, number));
        Assert.Single(await OfAsync(_authority, number));
        Assert.Equal("sender.not-the-register", (await _others.Client.Findings.ListAsync(new FindingQuery { Authority = "A12054" }, Stop)).Refusal!.Code);
        Assert.Contains((await _foreigners.Client.Findings.SummariseAsync(new FindingQuery(), Stop)).Rules, rule => rule is { Rule: "Q038", Count: > 0 });

        await _foreigners.AcceptedAsync(number, Entries.MoveIn("12054000", "Kanalweg", "7", "14461", "Potsdam", Desk.Today.AddDays(-3)));
        Assert.Empty(await OfAsync(_foreigners, number));
    }

    [Fact]
    public async Task A_permit_that_runs_out_is_found_by_itself_and_mended_by_its_extension()
    {
        var number = await _foreigners.RegisterAsync();
        await _foreigners.AcceptedAsync(number, Entries.GrantStatus("18b", register.Today.AddDays(-100), register.Today.AddDays(5)));
        Assert.Empty(await OfAsync(_foreigners, number));

        register.PassDays(40);

        await TimedRegister.UntilAsync("the expired permit is found", async () => (await OfAsync(_foreigners, number)).Any(finding => finding.Rule == "Q067"));
        await _foreigners.AcceptedAsync(number, Entries.GrantStatus("18b", register.Today, register.Today.AddYears(1)));
        Assert.Empty(await OfAsync(_foreigners, number));
    }

    [Fact]
    public async Task A_status_left_running_after_the_departure_comes_with_the_entry_that_mends_it()
    {
        var number = await _foreigners.RegisterAsync();
        await _foreigners.AcceptedAsync(number, Entries.GrantStatus("18b", Desk.Today.AddDays(-100), register.Today.AddYears(1)));
        await _foreigners.AcceptedAsync(number, Entries.Departure(DepartureKind.Abroad, Desk.Today.AddDays(-2)));

        var finding = Assert.Single(await OfAsync(_foreigners, number), finding => finding.Rule == "Q041");
        await _foreigners.AcceptedAsync(number, finding.Proposal!);

        Assert.DoesNotContain(await OfAsync(_foreigners, number), finding => finding.Rule == "Q041");
    }

    [Fact]
    public async Task A_finding_that_was_checked_rests_and_a_number_that_is_not_the_callers_is_none()
    {
        var number = (await _foreigners.AcceptedAsync(null, Desk.Registration()[..2])).AzrNumber;
        var finding = Assert.Single(await OfAsync(_foreigners, number));

        Assert.Equal("finding.unknown", (await _others.Client.Findings.ContestAsync(Contest("evidence"), Stop)).Refusal!.Code);
        Assert.Equal("finding.reason-unknown", (await _foreigners.Client.Findings.ContestAsync(Contest("never mind"), Stop)).Refusal!.Code);
        Assert.Null((await _foreigners.Client.Findings.ContestAsync(Contest("evidence"), Stop)).Refusal);
        Assert.Empty(await OfAsync(_foreigners, number));

        FindingContest Contest(string reason) => new() { Finding = finding.Id, Reason = reason };
    }

    [Fact]
    public async Task What_is_hidden_by_a_large_block_is_no_finding_of_the_file_keeper_any_more()
    {
        var number = (await _foreigners.AcceptedAsync(null, Desk.Registration()[..2])).AzrNumber;
        Assert.Single(await OfAsync(_foreigners, number));

        await _authority.AcceptedAsync(number, Entries.Store("32", ("scope", "large")));

        Assert.Empty(await OfAsync(_foreigners, number));
        Assert.NotEmpty(await OfAsync(_authority, number));
    }

    /// <summary>All findings of a record that the desk sees, page by page.</summary>
    internal static async Task<IReadOnlyList<FindingView>> OfAsync(Desk desk, string number)
    {
        var found = new List<FindingView>();
        for (var query = new FindingQuery { Limit = 100 }; ;)
        {
            var page = await desk.Client.Findings.ListAsync(query, Stop);
            Assert.Null(page.Refusal);
            found.AddRange(page.Findings.Where(finding => finding.AzrNumber == number));
            if (page.Next is null) return found;
            query = query with { Cursor = page.Next };
        }
    }
}
