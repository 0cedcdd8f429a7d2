using AzrActors.Contracts.Doors;
using AzrActors.Contracts.Submissions;
using AzrActors.Domain.AccessLog;
using AzrActors.Domain.PersonRecords;
using AzrActors.Domain.Vocabulary;
using AzrActors.Grains.PersonRecords;
using AzrActors.Journal;
using AzrActors.TestSupport;
using Xunit;

namespace AzrActors.Cluster.Tests.Register;

/// <summary>The journal fails before or after commit, or somebody else has written behind the grain's back.</summary>
[Collection(RegisterSuite.Name)]
public sealed class FaultTests(RegisterCluster cluster)
{
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(30);

    private readonly Desk _desk = cluster.Desk(Offices.PotsdamForeigners);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_journal_that_fails_before_commit_is_asked_again_and_stores_once()
    {
        var number = await _desk.RegisterAsync();
        var submission = _desk.Write(number, Desk.Renamed("Hasan"));
        cluster.Faults.LoseConnectionAt(JournalMoment.BeforeCommit);
        var receipt = await _desk.AcceptedAsync(submission);
        Assert.False(receipt.Repeated);
        await CheckStoredOnceAsync(number, submission);
    }

    [Fact]
    public async Task A_journal_that_fails_after_commit_is_asked_again_and_answers_with_the_stored_receipt()
    {
        var number = await _desk.RegisterAsync();
        var submission = _desk.Write(number, Desk.Renamed("Hasan"));
        cluster.Faults.LoseConnectionAt(JournalMoment.AfterCommit);
        var receipt = await _desk.AcceptedAsync(submission);
        Assert.True(receipt.Repeated);
        await CheckStoredOnceAsync(number, submission);
    }

    [Fact]
    public async Task A_registration_whose_reply_was_lost_gets_its_number_with_the_repeat()
    {
        cluster.Faults.LoseConnectionAt(JournalMoment.AfterCommit);
        var receipt = await _desk.AcceptedAsync(null, Desk.Registration());
        Assert.True(receipt.Repeated);
        Assert.Equal([1], await cluster.Rows.VersionsAsync(receipt.AzrNumber));
    }

    [Fact]
    public async Task After_a_failure_before_commit_nobody_sees_what_was_not_stored()
    {
        var number = await _desk.RegisterAsync();
        cluster.Faults.LoseConnectionAt(JournalMoment.BeforeCommit);
        await CheckBusyAsync(_desk.Write(number, Desk.Renamed("Hasan")));
        Assert.Equal("al-Ḥasan", await _desk.ValueAsync(number, "person/familyName"));
        Assert.Equal(2, (await _desk.AcceptedAsync(number, Desk.Reborn("Ḥalab"))).Version);
        Assert.Equal("al-Ḥasan", await _desk.ValueAsync(number, "person/familyName"));
    }

    [Fact]
    public async Task After_a_failure_after_commit_the_grain_goes_on_from_what_was_stored()
    {
        var number = await _desk.RegisterAsync();
        cluster.Faults.LoseConnectionAt(JournalMoment.AfterCommit);
        await CheckBusyAsync(_desk.Write(number, Desk.Renamed("Hasan")));
        Assert.Equal("Hasan", await _desk.ValueAsync(number, "person/familyName"));
        Assert.Equal(3, (await _desk.AcceptedAsync(number, Desk.Reborn("Ḥalab"))).Version);
        Assert.Equal([1, 2, 3], await cluster.Rows.VersionsAsync(number));
    }

    [Theory]
    [InlineData(JournalMoment.BeforeCommit)]
    [InlineData(JournalMoment.AfterCommit)]
    [InlineData(JournalMoment.ReadChanges)]
    [InlineData(JournalMoment.FindRecord)]
    [InlineData(JournalMoment.FindReceipt)]
    [InlineData(JournalMoment.Log)]
    public async Task Wherever_the_connection_is_lost_the_caller_gets_its_answer(JournalMoment moment)
    {
        // Several persons, because the desk and the grain are on the same silo for one and on two for another.
        for (var person = 0; person < 6; person++)
        {
            cluster.Faults.LoseConnectionAt(moment);
            var number = await _desk.RegisterAsync();
            await _desk.AcceptedAsync(number, Desk.Renamed("Hasan"));
            Assert.Equal(SubmissionOutcome.Unchanged, (await _desk.SubmitAsync(_desk.Write(number, Desk.Renamed("Hasan")))).Outcome);
            await _desk.RefusedAsync(_desk.Write(number, Desk.Renamed(new string('x', 91))));
            Assert.True(cluster.Faults.AllHappened);
            Assert.Equal([1, 2], await cluster.Rows.VersionsAsync(number));
        }
    }

    [Fact]
    public async Task A_version_that_somebody_else_has_written_is_seen_before_the_next_is_stored()
    {
        var number = await _desk.RegisterAsync();
        await WriteBehindTheGrainAsync(number, version: 2, "Hasan");
        Assert.Equal(3, (await _desk.AcceptedAsync(number, Desk.Reborn("Ḥalab"))).Version);
        Assert.Equal([1, 2, 3], await cluster.Rows.VersionsAsync(number));
        Assert.Equal("Hasan", await _desk.ValueAsync(number, "person/familyName"));
        Assert.Equal("Ḥalab", await _desk.ValueAsync(number, "person/birthPlace"));
    }

    [Fact]
    public async Task An_expected_version_is_held_against_what_somebody_else_has_written()
    {
        var number = await _desk.RegisterAsync();
        await WriteBehindTheGrainAsync(number, version: 2, "Hasan");
        var refusal = await _desk.RefusedAsync(_desk.Write(number, Desk.Renamed("Hassan")) with { ExpectedVersion = 1 });
        Assert.Equal("record.version-stale", refusal.Code);
        Assert.Equal(2, refusal.CurrentVersion);
        Assert.Equal(["person/familyName"], refusal.ChangedFields);
    }

    [Fact]
    public async Task What_somebody_else_has_changed_is_not_taken_for_known()
    {
        var number = await _desk.RegisterAsync();
        await WriteBehindTheGrainAsync(number, version: 2, "Hasan");
        // The grain still remembers this name; the record has another one by now.
        Assert.Equal(3, (await _desk.AcceptedAsync(number, Desk.Renamed("al-Ḥasan"))).Version);
        Assert.Equal("al-Ḥasan", await _desk.ValueAsync(number, "person/familyName"));
    }

    [Fact]
    public async Task A_view_shows_what_somebody_else_has_written_without_a_write_of_its_own()
    {
        var number = await _desk.RegisterAsync();
        Assert.Equal("al-Ḥasan", await _desk.ValueAsync(number, "person/familyName"));
        await WriteBehindTheGrainAsync(number, version: 2, "Hasan");
        await Eventually.HoldsAsync(
            "the view shows the new name", async () => await _desk.ValueAsync(number, "person/familyName") == "Hasan", Soon, Stop);
    }

    [Fact]
    public async Task A_version_that_only_somebody_else_knows_of_is_no_reason_to_refuse()
    {
        var number = await _desk.RegisterAsync();
        await WriteBehindTheGrainAsync(number, version: 2, "Hasan");
        Assert.Equal(3, (await _desk.AcceptedAsync(_desk.Write(number, Desk.Renamed("Hassan")) with { ExpectedVersion = 2 })).Version);
    }

    [Fact]
    public async Task The_record_of_a_number_is_looked_up_once_per_silo()
    {
        var desk = cluster.DeskAt(0, Offices.PotsdamForeigners);
        var number = await desk.RegisterAsync();
        await desk.ReadAsync(number);
        cluster.Faults.LoseConnectionAt(JournalMoment.FindRecord);
        await desk.ReadAsync(number);
        await desk.AcceptedAsync(number, Desk.Renamed("Hasan"));
        Assert.False(cluster.Faults.AllHappened);
        // A number of nobody is looked up each time, because tomorrow it may be somebody's.
        Assert.Null((await desk.Client.ReadAsync(RegisterClock.DrawNumber().Digits, Stop)).View);
        Assert.True(cluster.Faults.AllHappened);
    }

    private async Task CheckBusyAsync(Submission submission) => await Assert.ThrowsAsync<RegisterBusyException>(
        () => cluster.CallOnceAsync(
            cluster.ProofOf(cluster.Issuer, _desk.Client.Caller.Authority),
            client => client.GetGrain<IRegisterDesk>(0).SubmitAsync(submission, Stop)));

    /// <summary>Version 2 exists once, with one receipt and one notice for each of the two authorities concerned.</summary>
    private async Task CheckStoredOnceAsync(string number, Submission submission)
    {
        Assert.Equal([1, 2], await cluster.Rows.VersionsAsync(number));
        Assert.Equal([$"{Offices.PotsdamForeigners} 2 true"], await cluster.Rows.ReceiptsAsync(submission.SubmissionId));
        Assert.Equal(
            ["A12054 1", "M12054 1", "A12054 2", "M12054 2"], await cluster.Rows.NoticesAsync(number));
    }

    /// <summary>As a second activation would, of which this one knows nothing.</summary>
    private async Task WriteBehindTheGrainAsync(string azrNumber, int version, string familyName)
    {
        Assert.True(AzrNumber.TryParse(azrNumber, out var number));
        var record = await cluster.Journal.FindRecordAsync(number, Stop);
        var (authority, submission, now) = (AuthorityKey.Parse(Offices.Migration), Guid.NewGuid(), DateTimeOffset.UtcNow);
        var change = new RecordChange(
            version,
            new ChangeOrigin(authority, "Herr Muster", "2", "M 7", submission, Desk.Today, now),
            [new RecordEvent.PersonalDataChanged([new PersonFact("familyName", [familyName])], "§ 6 Abs. 1 Nr. 3 AZRG")]);
        var receipt = new StoredReceipt(authority, submission, record!, new byte[32], version, Changed: true, now, []);
        var entry = new AccessEntry(AccessKind.Store, now, authority, "Herr Muster", "Herr Muster", "2") { Record = record, Version = version };
        await cluster.Journal.AppendAsync(new JournalAppend(record!, null, change, [], receipt, entry), Stop);
    }
}
