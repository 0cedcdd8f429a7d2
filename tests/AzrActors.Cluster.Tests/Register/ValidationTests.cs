using System.Text.Json;
using AzrActors.Client;
using AzrActors.Contracts.Submissions;
using AzrActors.Domain.Vocabulary;
using Xunit;

namespace AzrActors.Cluster.Tests.Register;

/// <summary>The dry run says what handing in would say, to whoever may hear it, and leaves nothing but the log entry.</summary>
[Collection(RegisterSuite.Name)]
public sealed class ValidationTests(RegisterCluster cluster)
{
    private const string Unassigned = "129417350665";
    private readonly Desk _desk = cluster.Desk(Offices.PotsdamForeigners);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_faulty_submission_has_the_same_findings_as_when_it_is_handed_in()
    {
        var number = await _desk.RegisterAsync();
        var faulty = _desk.Write(number, Entries.ChangePersonalData(new PersonData { Sex = "d", Nationalities = ["000", "777"] }), Desk.Renamed(new string('x', 91)));
        var (validated, written) = await BothAsync(faulty);
        Assert.Equal("submission.faulty", validated.Refusal!.Code);
        Assert.Equivalent(written.Refusal, validated.Refusal, strict: true);
        Assert.True(validated.Refusal.Findings.Count >= 4);
    }

    [Fact]
    public async Task A_doubtful_submission_has_the_same_doubts_and_may_be_handed_in_afterwards_under_its_id()
    {
        var number = await _desk.RegisterAsync();
        await _desk.AcceptedAsync(number, Entries.GrantStatus("16b-1", Desk.Today.AddDays(-200), Desk.Today.AddDays(100)));
        var doubtful = _desk.Write(number, Entries.GrantStatus("18b", Desk.Today.AddDays(-1), Desk.Today.AddDays(700)));
        var (validated, written) = await BothAsync(doubtful);
        Assert.Equal(SubmissionOutcome.Accepted, validated.Outcome);
        Assert.Contains(validated.Findings, finding => finding.Rule == "Q060");
        Assert.Equivalent(written.Receipt!.Findings, validated.Findings, strict: true);
        // Now the id is used: the answer would be the stored receipt, or a refusal with other content.
        Assert.Equal(SubmissionOutcome.Unchanged, (await ValidateAsync(_desk, doubtful)).Outcome);
        Assert.Equal("submission.id-reused", (await ValidateAsync(_desk, doubtful with { FileReference = "other" })).Refusal!.Code);
    }

    [Fact]
    public async Task Nothing_is_stored_but_the_log_entry()
    {
        var number = await _desk.RegisterAsync();
        var before = await cluster.Rows.CountsAsync();
        var submission = _desk.Write(number, Desk.Renamed("Geheimname"));
        Assert.Equal(SubmissionOutcome.Accepted, (await ValidateAsync(_desk, submission)).Outcome);
        Assert.Equal(before, await cluster.Rows.CountsAsync());
        Assert.Equal([1], await cluster.Rows.VersionsAsync(number));
        Assert.Empty(await cluster.Rows.ReceiptsAsync(submission.SubmissionId));
        var logged = Assert.Single(await cluster.Rows.LoggedAsync(submission.SubmissionId));
        var entry = JsonDocument.Parse(logged).RootElement;
        Assert.Equal(("storeRefused", "submission.only-validated"), (entry.GetProperty("kind").GetString(), entry.GetProperty("refusal").GetString()));
        Assert.DoesNotContain("Geheimname", logged, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_registration_is_checked_without_a_person_coming_into_being()
    {
        var registration = _desk.Write(null, Desk.Registration());
        Assert.Equal(SubmissionOutcome.Accepted, (await ValidateAsync(_desk, registration)).Outcome);
        var record = RecordId.RegisteredBy(AuthorityKey.Parse(Offices.PotsdamForeigners), registration.SubmissionId);
        Assert.Empty((await cluster.Journal.ReadChangesAsync(record, 0, Stop)).Changes);
        Assert.Equal(1, (await _desk.AcceptedAsync(registration)).Version);
    }

    [Fact]
    public async Task Who_may_not_write_it_learns_that_and_nothing_of_the_record()
    {
        var number = await _desk.RegisterAsync();
        var residents = cluster.Desk(Offices.PotsdamResidents);
        var overstepping = residents.Write(number, Entries.GrantStatus("60a-2-3", Desk.Today, Desk.Today.AddDays(90)));
        var before = await ValidateAsync(residents, overstepping);
        Assert.Equal("sender.not-entitled", before.Refusal!.Code);
        await _desk.AcceptedAsync(number, Entries.GrantStatus("18b", Desk.Today.AddDays(-3), Desk.Today.AddDays(700)));
        Assert.Equivalent(before, await ValidateAsync(residents, overstepping), strict: true);
    }

    [Fact]
    public async Task Behind_a_block_and_for_strangers_the_record_does_not_exist()
    {
        var number = await _desk.RegisterAsync();
        await cluster.Desk("REG000").AcceptedAsync(number, Entries.Store("32", ("scope", "large")));
        Assert.Equivalent(
            await ValidateAsync(_desk, _desk.Write(Unassigned, Desk.Renamed("Zaïmović"))),
            await ValidateAsync(_desk, _desk.Write(number, Desk.Renamed("Zaïmović"))), strict: true);
    }

    [Fact]
    public async Task Basic_data_that_do_not_fit_refuse_both_ways_and_say_nothing_else()
    {
        var born = Desk.NewBirthDate();
        var number = (await _desk.AcceptedAsync(null, Desk.Registration("al-Ḥasan", Desk.NewGivenName(), born))).AzrNumber;
        var other = _desk.Write(number, Desk.Renamed("Hasan")) with { Identity = new PersonIdentity { FamilyName = "Zaïmović" }, ExpectedVersion = 9 };
        var (validated, written) = await BothAsync(other);
        Assert.Equal(["Q002"], validated.Refusal!.Findings.Select(finding => finding.Rule));
        Assert.Null(validated.Refusal.CurrentVersion);
        Assert.Equivalent(written.Refusal, validated.Refusal, strict: true);
        await _desk.AcceptedAsync(_desk.Write(number, Desk.Renamed("Hasan")) with { Identity = new PersonIdentity { FamilyName = "AL HASAN", BirthDate = born } });
    }

    [Fact]
    public async Task A_first_storing_without_a_search_is_told_so_and_with_one_as_part_of_it_is_not()
    {
        var registration = _desk.Write(null, Desk.Registration()) with { SearchFirst = false };

        var (validated, written) = await BothAsync(registration);

        Assert.Equal(["Q003"], validated.Refusal!.Findings.Where(finding => finding.Refuses).Select(finding => finding.Rule));
        Assert.Equivalent(written.Refusal, validated.Refusal, strict: true);
        Assert.Equal(SubmissionOutcome.Accepted, (await ValidateAsync(_desk, registration with { SearchFirst = true })).Outcome);
    }

    [Fact]
    public async Task A_first_storing_is_told_who_is_nearly_the_same_as_storing_tells_it_and_each_of_them_is_looked_at_once()
    {
        var (family, given, born) = (Desk.NewGivenName() + "son", Desk.NewGivenName(), Desk.NewBirthDate());
        var one = (await _desk.AcceptedAsync(null, Desk.Registration(family, given, born))).AzrNumber;
        var again = _desk.Write(null, Desk.Registration(family, given, born));
        var looks = await LooksAsync();

        var validated = await ValidateAsync(_desk, again);

        Assert.Equal([one], validated.Refusal!.SimilarNumbers!);
        Assert.Equal(looks + 1, await LooksAsync());
        // A form asks again with everything that is typed.
        var twin = again with { Entries = [.. again.Entries, Entries.DifferentPerson(one, "Zwillinge")] };
        Assert.Equal(SubmissionOutcome.Accepted, (await ValidateAsync(_desk, twin)).Outcome);
        Assert.Equivalent(validated, await ValidateAsync(_desk, again), strict: true);
        Assert.Equal(looks + 1, await LooksAsync());
        Assert.Equivalent((await _desk.SubmitAsync(again)).Refusal, validated.Refusal, strict: true);
        Assert.Equal(looks + 2, await LooksAsync());
        // Whom the official's own search has shown it was shown for another form too; another office has looked at nobody.
        await _desk.Client.Identity.SearchAsync(new() { FamilyName = family, FirstNames = given, BirthDate = born }, Stop);
        Assert.Equal([one], (await ValidateAsync(_desk, again with { SubmissionId = Guid.NewGuid() })).Refusal!.SimilarNumbers!);
        Assert.Equal(looks + 3, await LooksAsync());
        var elsewhere = cluster.Desk(Offices.BurgenlandForeigners);
        await ValidateAsync(elsewhere, again with { Authority = Offices.BurgenlandForeigners });
        Assert.Equal(looks + 4, await LooksAsync());
        // Behind a block there is nobody, shown before or not.
        await cluster.Desk("REG000").AcceptedAsync(one, Entries.Store("32", ("scope", "large")));
        Assert.Equal(SubmissionOutcome.Accepted, (await ValidateAsync(_desk, again)).Outcome);
        Assert.Equal(SubmissionOutcome.Accepted, (await _desk.SubmitAsync(again)).Outcome);

        async Task<int> LooksAsync() => (await cluster.Rows.LoggedAboutAsync(one)).Count(kind => kind == "search");
    }

    private async Task<(ValidationReply Validated, SubmissionReply Written)> BothAsync(Submission submission) =>
        (await ValidateAsync(_desk, submission), await _desk.SubmitAsync(submission));

    private static Task<ValidationReply> ValidateAsync(Desk desk, Submission submission) => desk.Client.ValidateAsync(submission, Stop);
}
