using AzrActors.Contracts.Submissions;
using AzrActors.Domain.PersonRecords;
using AzrActors.Domain.Vocabulary;
using Xunit;

namespace AzrActors.Cluster.Tests.Register;

[Collection(RegisterSuite.Name)]
public sealed class ConcurrencyTests(RegisterCluster cluster)
{
    private const int Writers = 100;

    private static readonly string[] Authorities =
    [
        Offices.PotsdamForeigners, Offices.BurgenlandForeigners, Offices.PotsdamResidents, Offices.Migration, Offices.FederalPolice,
    ];

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Writers_at_the_same_time_lose_no_update_and_leave_no_gap()
    {
        var number = await cluster.Desk(Offices.PotsdamForeigners).RegisterAsync();
        var written = await Task.WhenAll(Enumerable.Range(0, Writers).Select(async writer =>
        {
            var authority = Authorities[writer % Authorities.Length];
            // Some come from outside, some through the HTTP door of either silo.
            var desk = writer % 3 == 0 ? cluster.Desk(authority) : cluster.DeskAt(writer % 2, authority);
            var submission = desk.Write(number, Desk.Renamed($"Name {writer}"));
            return (Submission: submission, Receipt: await desk.AcceptedAsync(submission));
        }));

        Assert.Equal(Enumerable.Range(2, Writers), written.Select(one => one.Receipt.Version).Order());
        Assert.Equal(Enumerable.Range(1, Writers + 1), await cluster.Rows.VersionsAsync(number));
        var history = await HistoryAsync(number);
        foreach (var (submission, receipt) in written)
        {
            var change = history[receipt.Version - 1];
            Assert.Equal(submission.SubmissionId, change.Origin.SubmissionId);
            var renamed = Assert.Single(change.Events.OfType<RecordEvent.PersonalDataChanged>());
            Assert.Equal(submission.Entries[0].Fields[0].Value, renamed.Facts.Single().Values.Single());
        }
        var last = written.Single(one => one.Receipt.Version == Writers + 1).Submission;
        Assert.Equal(
            last.Entries[0].Fields[0].Value,
            await cluster.Desk(Offices.PotsdamForeigners).ValueAsync(number, "person/familyName"));
    }

    [Fact]
    public async Task Authorities_that_change_different_fields_at_the_same_time_both_succeed()
    {
        var foreigners = cluster.DeskAt(0, Offices.PotsdamForeigners);
        var residents = cluster.DeskAt(1, Offices.PotsdamResidents);
        var number = await foreigners.RegisterAsync();
        var receipts = await Task.WhenAll(
            foreigners.AcceptedAsync(number, Desk.Reborn("Ḥalab")), residents.AcceptedAsync(number, Desk.Renamed("Hasan")));
        Assert.Equal([2, 3], receipts.Select(receipt => receipt.Version).Order());
        Assert.Equal("Ḥalab", await foreigners.ValueAsync(number, "person/birthPlace"));
        Assert.Equal("Hasan", await foreigners.ValueAsync(number, "person/familyName"));
    }

    [Fact]
    public async Task Of_two_authors_who_saw_the_same_version_one_is_refused_and_learns_what_changed()
    {
        var foreigners = cluster.DeskAt(0, Offices.PotsdamForeigners);
        var residents = cluster.DeskAt(1, Offices.PotsdamResidents);
        var number = await foreigners.RegisterAsync();
        var replies = await Task.WhenAll(
            foreigners.SubmitAsync(foreigners.Write(number, Desk.Renamed("Hassan")) with { ExpectedVersion = 1 }),
            residents.SubmitAsync(residents.Write(number, Desk.Renamed("Hasan")) with { ExpectedVersion = 1 }));
        var refusal = Assert.Single(replies, reply => reply.Outcome == SubmissionOutcome.Refused).Refusal!;
        Assert.Equal("record.version-stale", refusal.Code);
        Assert.Equal(2, refusal.CurrentVersion);
        // Former names are none of the residents' office's business.
        string[] changed = replies[0].Outcome == SubmissionOutcome.Refused ? ["person/familyName", "FormerNames/1/familyName"] : ["person/familyName"];
        Assert.Equal(changed, refusal.ChangedFields);
        Assert.Equal([1, 2], await cluster.Rows.VersionsAsync(number));
    }

    private async Task<IReadOnlyList<RecordChange>> HistoryAsync(string azrNumber)
    {
        Assert.True(AzrNumber.TryParse(azrNumber, out var number));
        var record = await cluster.Journal.FindRecordAsync(number, Stop);
        return (await cluster.Journal.ReadChangesAsync(record!, 0, Stop)).Changes;
    }
}
