using AzrActors.TestSupport;
using Xunit;

namespace AzrActors.Cluster.Tests.Register;

/// <summary>A silo dies between append and reply. Clusters of their own, because they are the worse for it afterwards.</summary>
[Collection(RegisterSuite.Name)]
public sealed class KilledSiloTests(PostgresFixture postgres)
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_submission_whose_silo_died_after_storing_it_is_stored_once_and_told_once()
    {
        await using var cluster = new RegisterCluster(postgres);
        await cluster.InitializeAsync();
        var desk = cluster.Desk(Offices.PotsdamForeigners);
        var number = await desk.RegisterAsync();
        await using var told = cluster.Listen(Offices.PotsdamResidents);
        await told.UntilHandledAsync(1, Stop);

        var killing = cluster.KillAfterNextCommit();
        var submission = desk.Write(number, Desk.Renamed("Hasan"));
        var receipt = await desk.AcceptedAsync(submission);
        await killing;

        Assert.True(receipt.Repeated);
        Assert.Equal(2, receipt.Version);
        Assert.Equal([1, 2], await cluster.Rows.VersionsAsync(number));
        Assert.Equal([$"{Offices.PotsdamForeigners} 2 true"], await cluster.Rows.ReceiptsAsync(submission.SubmissionId));
        Assert.Equal(["A12054 1", "M12054 1", "A12054 2", "M12054 2"], await cluster.Rows.NoticesAsync(number));

        // The follower had its stream from either silo; a later notice proves that none came twice in between.
        await desk.AcceptedAsync(number, Desk.Renamed("Hassan"));
        await told.UntilHandledAsync(3, Stop);
        Assert.Equal([1, 2, 3], told.Notices.Select(notice => notice.Sequence));
        Assert.Equal([1, 2, 3], told.Notices.Select(notice => notice.Version));
    }

    [Fact]
    public async Task Writers_under_way_when_a_silo_dies_all_end_with_a_version_of_their_own()
    {
        const int Writers = 40;
        await using var cluster = new RegisterCluster(postgres);
        await cluster.InitializeAsync();
        var desk = cluster.Desk(Offices.PotsdamForeigners);
        string[] numbers = [.. await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => desk.RegisterAsync()))];
        var killing = cluster.KillAfterNextCommit();
        var written = await Task.WhenAll(Enumerable.Range(0, Writers).Select(
            writer => desk.AcceptedAsync(numbers[writer % numbers.Length], Desk.Renamed($"Name {writer}"))));
        await killing;
        foreach (var number in numbers)
        {
            var versions = Enumerable.Range(1, 1 + (Writers / numbers.Length)).ToList();
            Assert.Equal(versions, await cluster.Rows.VersionsAsync(number));
            Assert.Equal(
                versions.Skip(1), written.Where(receipt => receipt.AzrNumber == number).Select(receipt => receipt.Version).Order());
        }
    }
}
