using AzrActors.Cluster.Tests.Findings;
using AzrActors.Demo.Day;
using Xunit;

namespace AzrActors.Cluster.Tests.Demo;

/// <summary>The demo on one day and on the next, over the same register.</summary>
[Collection(DemoSuite.Name)]
public sealed class DemoDaysTests(TimedRegister register)
{
    [Fact]
    public async Task A_second_day_is_played_with_persons_of_its_own_and_goes_as_its_script_expects()
    {
        var first = await PlayAsync();
        register.PassDays(1);
        var second = await PlayAsync();

        foreach (var day in new[] { first, second })
        {
            foreach (var told in new[] { "bestritten seit", "Angabe der Person: Raḥīmī", "Q039, fällig am", "von selbst erledigt", "wiederhergestellt" })
                Assert.Contains(told, day, StringComparison.Ordinal);
            Assert.Contains("Alles verlief wie erwartet.", day, StringComparison.Ordinal);
        }
    }

    private async Task<string> PlayAsync()
    {
        await using var output = new StringWriter();
        var options = new DemoOptions { Persons = DemoCast.PersonsMin, Today = register.Today };
        var summary = await DemoDay.PlayAsync(register.Cluster.Clients, options, new ConsoleDemoReport(output), TestContext.Current.CancellationToken);
        Assert.Empty(summary.Deviations.Select(step => $"{step.Step.Title}: {string.Join("; ", step.Acts.Select(act => $"{act.Reply.Outcome} {act.Reply.Refusal?.Code}"))}"));
        Assert.Empty(summary.OtherDeviations);
        return output.ToString();
    }
}

/// <summary>A register of its own, whose days run ahead.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class DemoSuite : ICollectionFixture<TimedRegister>
{
    public const string Name = "Demo days";
}
