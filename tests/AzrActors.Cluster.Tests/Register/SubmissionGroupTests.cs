using AzrActors.Contracts.Doors;
using AzrActors.Contracts.Submissions;
using Xunit;

namespace AzrActors.Cluster.Tests.Register;

/// <summary>Submissions that one caller makes at once travel together, and have nothing else in common.</summary>
[Collection(RegisterSuite.Name)]
public sealed class SubmissionGroupTests(RegisterCluster cluster)
{
    private const int AtOnce = 60;

    private readonly Desk _desk = cluster.Desk(Offices.PotsdamForeigners);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Many_at_once_share_signatures_and_each_gets_its_own_answer()
    {
        var numbers = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => _desk.RegisterAsync()));
        var submissions = Enumerable.Range(0, AtOnce)
            .Select(i => _desk.Write(numbers[i % numbers.Length], Desk.Renamed(i % 10 == 9 ? new string('x', 91) : $"Name {i}"))).ToList();
        var signed = cluster.Issuer.Signatures;

        var replies = await Task.WhenAll(submissions.Select(_desk.SubmitAsync));

        Assert.InRange(cluster.Issuer.Signatures - signed, 1, AtOnce / 2);
        foreach (var (i, reply) in replies.Index())
        {
            Assert.Equal(i % 10 == 9 ? SubmissionOutcome.Refused : SubmissionOutcome.Accepted, reply.Outcome);
            if (reply.Receipt is not { } receipt) continue;
            Assert.Equal(submissions[i].SubmissionId, receipt.SubmissionId);
            Assert.Equal(submissions[i].AzrNumber, receipt.AzrNumber);
        }
        foreach (var number in numbers)
            Assert.Equal(Enumerable.Range(1, 1 + (AtOnce / numbers.Length * 9 / 10)), await cluster.Rows.VersionsAsync(number));
    }

    [Fact]
    public async Task What_fails_one_of_a_group_fails_no_other()
    {
        var number = await _desk.RegisterAsync();
        var group = Enumerable.Range(0, 5).Select(i => _desk.Write(number, Desk.Renamed($"Name {i}"))).ToList();
        cluster.Faults.LoseConnectionAt(JournalMoment.BeforeCommit);

        var replies = await SendAsync(group);

        Assert.Single(replies, reply => reply is null);
        Assert.Equal(4, replies.Count(reply => reply?.Outcome == SubmissionOutcome.Accepted));
        // The one that could not be answered is sent again by itself, as the SDK does.
        Assert.False((await _desk.AcceptedAsync(group[replies.ToList().FindIndex(reply => reply is null)])).Repeated);
        Assert.Equal(Enumerable.Range(1, 6), await cluster.Rows.VersionsAsync(number));
    }

    [Fact]
    public async Task A_group_speaks_for_its_caller_alone()
    {
        var number = await _desk.RegisterAsync();
        var others = cluster.Desk(Offices.PotsdamResidents).Write(number, Desk.Renamed("Hasan"));
        var replies = await SendAsync([_desk.Write(number, Desk.Renamed("Hassan")), others]);
        Assert.Equal(SubmissionOutcome.Accepted, replies[0]!.Outcome);
        Assert.Equal("sender.mismatch", replies[1]!.Refusal!.Code);
    }

    [Fact]
    public async Task A_group_that_is_too_large_is_refused_as_a_whole()
    {
        var number = await _desk.RegisterAsync();
        var group = Enumerable.Range(0, IRegisterDesk.SubmissionsMax + 1).Select(i => _desk.Write(number, Desk.Renamed($"Name {i}"))).ToList();
        await Assert.ThrowsAsync<ArgumentException>(() => SendAsync(group));
        Assert.Equal([1], await cluster.Rows.VersionsAsync(number));
    }

    [Fact]
    public async Task Who_gives_up_holds_up_nobody()
    {
        var number = await _desk.RegisterAsync();
        using var impatience = new CancellationTokenSource();
        var patient = Enumerable.Range(0, AtOnce).Select(i => _desk.AcceptedAsync(number, Desk.Renamed($"Name {i}"))).ToList();
        var impatient = _desk.Client.SubmitAsync(_desk.Write(number, Desk.Reborn("Ḥalab")), impatience.Token);
        await impatience.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => impatient);
        Assert.Equal(AtOnce, (await Task.WhenAll(patient)).Select(receipt => receipt.Version).Distinct().Count());
    }

    private Task<IReadOnlyList<SubmissionReply?>> SendAsync(IReadOnlyList<Submission> group) => cluster.CallOnceAsync(
        cluster.ProofOf(cluster.Issuer, Offices.PotsdamForeigners), client => client.GetGrain<IRegisterDesk>(0).SubmitManyAsync(group, Stop));
}
