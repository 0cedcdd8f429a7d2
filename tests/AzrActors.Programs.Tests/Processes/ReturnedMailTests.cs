using AzrActors.Client;
using AzrActors.Cluster.Tests.Register;
using AzrActors.Contracts.Findings;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace AzrActors.Programs.Tests.Processes;

/// <summary><c>azr returned-mail</c> against a register as an operator runs it.</summary>
[Collection(ProcessSuite.Name)]
public sealed class ReturnedMailTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Mail_that_came_back_is_told_on_the_command_line_and_the_file_keeper_finds_it()
    {
        await using var place = new RegisterPlace();
        await using var silo = await place.StartReadySiloAsync("Development", "--demo", "none");
        using var host = await place.ConnectAsync(Offices.PotsdamForeigners);
        var client = host.Services.GetRequiredService<IAzrClient>();
        var number = (await new Desk(client).AcceptedAsync(null,
            [Desk.Registration()[0], Entries.Arrival(ArrivalKind.FirstEntry, Desk.Today.AddYears(-6)), Entries.MoveIn("12054000", "Kanalweg", "7", "14461", "Potsdam", Desk.Today.AddYears(-4))])).AzrNumber;

        Assert.Contains("record.unknown", await RunAsync(place, 1, number, "address/7"), StringComparison.Ordinal);
        Assert.Contains("today at the latest", await RunAsync(place, 2, number, "address/1", "--on", $"{Desk.Today.AddDays(2):yyyy-MM-dd}"), StringComparison.Ordinal);
        Assert.Contains("The register knows.", await RunAsync(place, 0, number, "address/1", "--on", $"{Desk.Today.AddDays(-1):yyyy-MM-dd}"), StringComparison.Ordinal);

        await RegisterPlace.UntilAsync(silo, "the file-keeper finds it", async () =>
            (await client.Findings.ListAsync(new FindingQuery { AzrNumber = number, Rule = "Q039" }, Stop)).Findings.Count == 1);
        await host.StopAsync(Stop);
        await place.StopInOrderAsync(silo);
    }

    private static Task<string> RunAsync(RegisterPlace place, int expected, params string[] words) => ProgramRun.AzrAsync(
        expected,
        [
            "returned-mail", .. words, "--authority", Offices.BurgenlandForeigners, "--official", "Frau Beispiel", "--gateway", place.Gateway,
            "--key", place.DevelopmentKey,
        ], Stop);
}
