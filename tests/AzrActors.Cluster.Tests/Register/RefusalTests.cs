using System.Text.Json;
using AzrActors.Client;
using AzrActors.Contracts.Submissions;
using AzrActors.Domain.Vocabulary;
using Xunit;

namespace AzrActors.Cluster.Tests.Register;

/// <summary>What a refused submission leaves behind, and one that says nothing new.</summary>
[Collection(RegisterSuite.Name)]
public sealed class RefusalTests(RegisterCluster cluster)
{
    private readonly Desk _desk = cluster.Desk(Offices.PotsdamForeigners);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_refused_change_leaves_only_the_rules_in_the_log()
    {
        var number = await _desk.RegisterAsync();
        var submission = _desk.Write(
            number,
            Desk.Renamed("Geheimname"),
            Entries.MoveIn("12054000", "Geheimweg", "7", "14461", "Potsdam", Desk.Today.AddDays(-350)),
            Entries.ChangePersonalData(new PersonData { Nationalities = ["000"] }));
        await CheckLeavesOnlyLogAsync(submission, "submission.faulty", "Q010", "Q040");
    }

    [Fact]
    public async Task A_refused_registration_leaves_no_person_and_no_number()
    {
        var submission = _desk.Write(
            null, Entries.RegisterPerson(new PersonData { FamilyName = "Geheimname", BirthDate = "1890-01-01", Sex = "w" }));
        await CheckLeavesOnlyLogAsync(submission, "submission.faulty", "Q007", "Q009", "Q023");
        var record = RecordId.RegisteredBy(AuthorityKey.Parse(Offices.PotsdamForeigners), submission.SubmissionId);
        Assert.Empty((await cluster.Journal.ReadChangesAsync(record, 0, Stop)).Changes);
    }

    [Fact]
    public async Task An_authority_that_may_not_submit_the_item_leaves_only_the_log_entry()
    {
        var number = await _desk.RegisterAsync();
        var residents = cluster.Desk(Offices.PotsdamResidents);
        var submission = residents.Write(number, Entries.GrantStatus("18g", Desk.Today.AddDays(-3), documentNumber: "AB1234567"));
        await CheckLeavesOnlyLogAsync(submission, "sender.not-entitled", residents);
    }

    [Fact]
    public async Task A_refused_submission_may_be_sent_again_under_its_id_once_it_is_mended()
    {
        var number = await _desk.RegisterAsync();
        var faulty = _desk.Write(number, Desk.Renamed(new string('x', 91)));
        await _desk.RefusedAsync(faulty);
        Assert.Equal(2, (await _desk.AcceptedAsync(faulty with { Entries = [Desk.Renamed("Hasan")] })).Version);
    }

    [Fact]
    public async Task What_is_known_already_gets_a_receipt_and_makes_no_version_and_no_notice()
    {
        var number = await _desk.RegisterAsync();
        var notices = await cluster.Rows.NoticesAsync(number);
        var submission = _desk.Write(number, Desk.Renamed("al-Ḥasan"));
        var reply = await _desk.SubmitAsync(submission);
        Assert.Equal(SubmissionOutcome.Unchanged, reply.Outcome);
        Assert.Equal(1, reply.Receipt!.Version);
        Assert.Equal([1], await cluster.Rows.VersionsAsync(number));
        Assert.Equal(notices, await cluster.Rows.NoticesAsync(number));
        Assert.Equal([$"{Offices.PotsdamForeigners} 1 false"], await cluster.Rows.ReceiptsAsync(submission.SubmissionId));

        await _desk.AcceptedAsync(number, Desk.Renamed("Hasan"));
        var again = await _desk.SubmitAsync(submission);
        Assert.Equal(SubmissionOutcome.Unchanged, again.Outcome);
        Assert.True(again.Receipt!.Repeated);
        Assert.Equal(1, again.Receipt.Version);
    }

    private Task CheckLeavesOnlyLogAsync(Submission submission, string code, params string[] rules) =>
        CheckLeavesOnlyLogAsync(submission, code, _desk, rules);

    private async Task CheckLeavesOnlyLogAsync(Submission submission, string code, Desk desk, params string[] rules)
    {
        var before = await cluster.Rows.CountsAsync();
        var refusal = await desk.RefusedAsync(submission);
        Assert.Equal(code, refusal.Code);
        Assert.Equal(before, await cluster.Rows.CountsAsync());
        Assert.Empty(await cluster.Rows.ReceiptsAsync(submission.SubmissionId));

        var logged = Assert.Single(await cluster.Rows.LoggedAsync(submission.SubmissionId));
        var entry = JsonDocument.Parse(logged).RootElement;
        Assert.Equal("storeRefused", entry.GetProperty("kind").GetString());
        Assert.Equal(code, entry.GetProperty("refusal").GetString());
        var named = entry.GetProperty("rules").EnumerateArray().Select(rule => rule.GetString()!).ToList();
        Assert.Equal(refusal.Findings.Select(finding => finding.Rule).Distinct(), named);
        Assert.Subset(named.ToHashSet(), rules.ToHashSet());
        // Shorter values are found in any number.
        var values = submission.Entries.SelectMany(said => said.Fields).Select(field => field.Value);
        foreach (var value in values.Where(value => value.Length > 3)) Assert.DoesNotContain(value, logged, StringComparison.Ordinal);
    }
}
