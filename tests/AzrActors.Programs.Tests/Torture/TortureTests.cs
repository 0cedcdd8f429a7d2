using System.Globalization;
using System.Text.Json.Nodes;
using AzrActors.Programs.Tests.Processes;
using AzrActors.TestSupport;
using Xunit;

namespace AzrActors.Programs.Tests.Torture;

/// <summary>The torture as people call it, for a short time.</summary>
[Collection(ProcessSuite.Name)]
public sealed class TortureTests
{
    private const int Seed = 7;
    private const int Found = 1;
    private const string Starting = " starting 2 silos in ";
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(10);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Nothing_is_lost_while_silos_database_and_clients_are_killed()
    {
        var (code, result, said) = await RunAsync(seconds: 20);
        Assert.True(code == 0, said);
        Assert.Equal(Seed, (int?)result["seed"]);
        Assert.NotEmpty(result["faults"]!.AsObject());
        Assert.True((int?)result["operations"]!["accepted"] > 0, said);
        Assert.Empty(result["details"]!.AsArray());
    }

    [Fact]
    public async Task A_subscriber_that_stores_its_position_too_early_is_found()
    {
        var (code, result, said) = await RunAsync(seconds: 20, "--bug", "cursor-first");
        Assert.True(code == Found, said);
        Assert.Contains("position.ahead", result["anomalies"]!.AsObject().Select(anomaly => anomaly.Key));
    }

    [Fact]
    public async Task Ended_in_the_middle_it_leaves_nothing_behind()
    {
        await using var torture = Start("--seconds", "60");
        var place = "";
        await Eventually.HoldsAsync("a silo is being started", () =>
        {
            place = torture.Said.Split('\n').FirstOrDefault(line => line.Contains(Starting, StringComparison.Ordinal)) ?? "";
            return Task.FromResult(place.Length > 0);
        }, Limit, Stop);
        var folder = place[(place.IndexOf(Starting, StringComparison.Ordinal) + Starting.Length)..];
        Assert.Contains(RegisterPlace.CommandLines(), line => line.Contains(folder, StringComparison.Ordinal));
        await torture.AskToEndAsync(Stop);
        Assert.NotEqual(0, await torture.ExitAsync(Limit, Stop));
        Assert.DoesNotContain(RegisterPlace.CommandLines(), line => line.Contains(folder, StringComparison.Ordinal));
        Assert.False(Directory.Exists(folder));
    }

    private static async Task<(int Code, JsonNode Result, string Said)> RunAsync(int seconds, params string[] more)
    {
        var file = Path.Combine(Path.GetTempPath(), $"azr-torture-{Guid.NewGuid():N}.json");
        try
        {
            await using var torture = Start(["--seconds", seconds.ToString(CultureInfo.InvariantCulture), "--out", file, .. more]);
            var code = await torture.ExitAsync(Limit, Stop);
            Assert.True(File.Exists(file), torture.Said);
            return (code, JsonNode.Parse(await File.ReadAllTextAsync(file, Stop))!, torture.Said);
        }
        finally
        {
            File.Delete(file);
        }
    }

    private static ProgramRun Start(params string[] arguments) =>
        ProgramRun.Start("AzrActors.Torture.dll", "Production", ["--silos", "2", "--seed", $"{Seed}", .. arguments]);
}
