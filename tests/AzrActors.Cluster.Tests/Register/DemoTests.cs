using AzrActors.Demo.Day;
using Xunit;

namespace AzrActors.Cluster.Tests.Register;

[Collection(RegisterSuite.Name)]
public sealed class DemoTests(RegisterCluster cluster)
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_demo_goes_as_its_script_expects_and_playing_it_again_changes_nothing()
    {
        var options = new DemoOptions { Persons = DemoCast.PersonsMin, Today = Desk.Today };
        var first = await DemoDay.PlayAsync(cluster.Clients, options, new SilentReport(), Stop);
        Assert.Empty(first.Deviations.Select(Describe));
        Assert.Empty(first.OtherDeviations);
        var stored = await cluster.Rows.CountsAsync();

        await DemoDay.PlayAsync(cluster.Clients, options, new SilentReport(), Stop);
        Assert.Equal(stored, await cluster.Rows.CountsAsync());
    }

    private static string Describe(PlayedStep step) =>
        $"{step.Step.Time} {step.Step.Title}: {string.Join("; ", step.Acts.Select(act => $"{act.Reply.Outcome} {act.Reply.Refusal?.Code}"))}";

    private sealed class SilentReport : IDemoReport
    {
        public void PersonsRegistered(int done, int total) { }

        public void ChapterOpened(DemoChapter chapter) { }

        public void StepPlayed(PlayedStep step) { }

        public void Told(string time, string story) { }

        public void DayEnded(DemoSummary summary) { }
    }
}
