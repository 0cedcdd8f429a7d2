using AzrActors.Contracts.Submissions;
using Xunit;

namespace AzrActors.Cluster.Tests.Register;

/// <summary>The same submission id again: with the same content, with other content, about another person.</summary>
[Collection(RegisterSuite.Name)]
public sealed class RepetitionTests(RegisterCluster cluster)
{
    private const string Reused = "submission.id-reused";
    private const int Repeats = 12;

    private readonly Desk _desk = cluster.Desk(Offices.PotsdamForeigners);

    [Fact]
    public async Task A_repeated_submission_gets_the_stored_receipt()
    {
        var number = await _desk.RegisterAsync();
        var submission = _desk.Write(number, Desk.Renamed("Hasan"));
        var first = await _desk.AcceptedAsync(submission);
        // The world has moved on: taken as news, the repeat would change the name back.
        await _desk.AcceptedAsync(number, Desk.Renamed("Hassan"));
        var second = await _desk.AcceptedAsync(submission);
        Assert.False(first.Repeated);
        Assert.Equal(first with { Repeated = true, Findings = second.Findings }, second);
        Assert.Equal([1, 2, 3], await cluster.Rows.VersionsAsync(number));
        Assert.Equal("Hassan", await _desk.ValueAsync(number, "person/familyName"));
    }

    [Fact]
    public async Task A_repeat_is_recognised_though_the_expected_version_has_passed()
    {
        var number = await _desk.RegisterAsync();
        var submission = _desk.Write(number, Desk.Renamed("Hasan")) with { ExpectedVersion = 1 };
        var first = await _desk.AcceptedAsync(submission);
        Assert.Equal(first.Version, (await _desk.AcceptedAsync(submission)).Version);
    }

    [Fact]
    public async Task A_submission_sent_many_times_at_once_over_both_silos_is_stored_once()
    {
        var number = await _desk.RegisterAsync();
        var submission = _desk.Write(number, Desk.Renamed("Hasan"));
        var receipts = await AtOnceAsync(submission);
        Assert.Single(receipts, receipt => !receipt.Repeated);
        Assert.All(receipts, receipt => Assert.Equal(2, receipt.Version));
        Assert.Equal([1, 2], await cluster.Rows.VersionsAsync(number));
        Assert.Equal([$"{Offices.PotsdamForeigners} 2 true"], await cluster.Rows.ReceiptsAsync(submission.SubmissionId));
    }

    [Fact]
    public async Task A_registration_sent_many_times_at_once_gives_one_person_and_one_number()
    {
        var receipts = await AtOnceAsync(_desk.Write(null, Desk.Registration()));
        var number = Assert.Single(receipts.Select(receipt => receipt.AzrNumber).Distinct());
        Assert.Single(receipts, receipt => !receipt.Repeated);
        Assert.Equal([1], await cluster.Rows.VersionsAsync(number));
    }

    [Fact]
    public async Task An_id_with_other_content_is_refused()
    {
        var number = await _desk.RegisterAsync();
        var submission = _desk.Write(number, Desk.Renamed("Hasan"));
        await _desk.AcceptedAsync(submission);
        var other = await _desk.RefusedAsync(submission with { Entries = [Desk.Renamed("Hassan")] });
        var reference = await _desk.RefusedAsync(submission with { FileReference = "32.1/4712" });
        Assert.Equal([Reused, Reused], [other.Code, reference.Code]);
        Assert.Equal([1, 2], await cluster.Rows.VersionsAsync(number));
    }

    [Fact]
    public async Task A_registration_id_with_another_person_is_refused()
    {
        var submission = _desk.Write(null, Desk.Registration("al-Ḥasan"));
        await _desk.AcceptedAsync(submission);
        var other = await _desk.RefusedAsync(submission with { Entries = Desk.Registration("Kaya") });
        Assert.Equal(Reused, other.Code);
    }

    [Fact]
    public async Task An_id_used_for_two_persons_at_once_counts_for_one_of_them()
    {
        string[] numbers = [await _desk.RegisterAsync(), await _desk.RegisterAsync()];
        var submission = _desk.Write(null, Desk.Renamed("Hasan"));
        var replies = await Task.WhenAll(numbers.Select((number, index) =>
            cluster.DeskAt(index, Offices.PotsdamForeigners).SubmitAsync(submission with { AzrNumber = number })));
        var won = Assert.Single(replies, reply => reply.Outcome == SubmissionOutcome.Accepted).Receipt!;
        Assert.Equal(Reused, Assert.Single(replies, reply => reply.Outcome == SubmissionOutcome.Refused).Refusal!.Code);
        var lost = numbers.Single(number => number != won.AzrNumber);
        Assert.Equal([1], await cluster.Rows.VersionsAsync(lost));
        Assert.DoesNotContain(await cluster.Rows.NoticesAsync(lost), notice => notice.EndsWith(" 2", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Ids_of_two_authorities_have_nothing_to_do_with_each_other()
    {
        var residents = cluster.Desk(Offices.PotsdamResidents);
        var number = await _desk.RegisterAsync();
        var submission = _desk.Write(number, Desk.Renamed("Hasan"));
        await _desk.AcceptedAsync(submission);
        var other = residents.Write(number, Desk.Renamed("Hassan")) with { SubmissionId = submission.SubmissionId };
        Assert.Equal(3, (await residents.AcceptedAsync(other)).Version);
    }

    private Task<Receipt[]> AtOnceAsync(Submission submission) => Task.WhenAll(Enumerable.Range(0, Repeats).Select(index =>
        (index % 3 == 2 ? _desk : cluster.DeskAt(index % 3, Offices.PotsdamForeigners)).AcceptedAsync(submission)));
}
