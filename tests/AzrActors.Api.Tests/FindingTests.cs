using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using AzrActors.Api.Tests.Fakes;
using AzrActors.Contracts.Findings;
using AzrActors.Contracts.Submissions;

namespace AzrActors.Api.Tests;

public sealed class FindingTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private static FindingView Standing => new()
    {
        Id = 7, Rule = "Q038", Paragraph = "§ 3 Abs. 1 Nr. 5c AZRG", German = "Bitte Anschrift melden.", English = "Report the address.",
        AzrNumber = "129417350665", Responsible = "A12054", OpenedOn = new DateOnly(2026, 11, 1), DueOn = new DateOnly(2026, 11, 15),
        AgeDays = 25, Overdue = true, Proposal = new Entry("endStatus", [new("status", "18b"), new("endedOn", "2026-11-01")]),
    };

    [Fact]
    public async Task A_worklist_says_what_is_wrong_where_and_what_to_do()
    {
        await using var host = await ApiHost.StartAsync();
        host.Register.Findings.Standing = [Standing];
        using var client = host.Client();

        var page = JsonNode.Parse(await client.GetStringAsync("/api/v1/findings?rule=Q038&olderThanDays=10&limit=5&cursor=739580-3", Stop))!;

        Assert.Equal("Q038", (string?)page["findings"]![0]!["rule"]);
        Assert.Equal("endStatus", (string?)page["findings"]![0]!["proposal"]!["kind"]);
        Assert.Equal("739580-7", (string?)page["next"]);
        var asked = host.Register.Findings.Asked!;
        Assert.Equal((null, "Q038", 10, "739580-3", 5), (asked.Authority, asked.Rule, asked.OlderThanDays, asked.Cursor, asked.Limit));
    }

    [Theory]
    [InlineData("/api/v1/findings?limit=0")]
    [InlineData("/api/v1/findings?limit=101")]
    [InlineData("/api/v1/findings?cursor=later")]
    [InlineData("/api/v1/findings/summary?olderThanDays=-1")]
    public async Task A_question_that_makes_no_sense_is_a_bad_request(string path)
    {
        await using var host = await ApiHost.StartAsync();
        using var client = host.Client();

        Assert.Equal(HttpStatusCode.BadRequest, (await client.GetAsync(new Uri(path, UriKind.Relative), Stop)).StatusCode);
    }

    [Theory]
    [InlineData("/api/v1/findings?authority=A15084")]
    [InlineData("/api/v1/findings/summary?authority=A15084")]
    [InlineData("/api/v1/quality?authority=A15084")]
    public async Task The_findings_of_others_are_for_the_register_authority(string path)
    {
        await using var host = await ApiHost.StartAsync();
        host.Register.Findings.Refusal = new Refusal
        {
            Code = "sender.not-the-register", Paragraph = "§ 1 Abs. 1 AZRG", German = "Nein.", English = "No.", Findings = [],
        };
        using var client = host.Client();

        Assert.Equal(HttpStatusCode.Forbidden, (await client.GetAsync(new Uri(path, UriKind.Relative), Stop)).StatusCode);
    }

    [Fact]
    public async Task A_finding_that_was_checked_is_contested_by_its_number()
    {
        await using var host = await ApiHost.StartAsync();
        using var client = host.Client();

        var reply = await client.PostAsJsonAsync("/api/v1/findings/7/contest", new { reason = "evidence" }, Stop);

        Assert.Equal(HttpStatusCode.NoContent, reply.StatusCode);
        Assert.Equal((7L, "evidence"), (host.Register.Findings.Contested!.Finding, host.Register.Findings.Contested.Reason));
    }

    [Fact]
    public async Task Measures_are_there_day_by_day()
    {
        await using var host = await ApiHost.StartAsync();
        using var client = host.Client();

        var days = JsonNode.Parse(await client.GetStringAsync("/api/v1/quality?to=2026-11-20", Stop))!;

        Assert.Equal(("2026-11-20", 0.75), ((string?)days[0]!["day"], (double?)days[0]!["completeness"]));
    }
}
