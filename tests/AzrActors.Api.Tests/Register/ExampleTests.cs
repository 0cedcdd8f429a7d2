using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Json;
using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;
using AzrActors.Api.Tests.Contract;
using AzrActors.Domain.CodeLists;
using AzrActors.Examples;

namespace AzrActors.Api.Tests.Register;

/// <summary>What integrators are shown does what it says, in every language.</summary>
[Collection<OnLiveRegister>]
public sealed class ExampleTests(LiveRegister register)
{
    private static readonly LocalAuthorities Potsdam =
        new(Districts.All.Single(district => district.Key == "12054"), Municipalities.All.First(town => town.District == "12054"));

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_example_for_integrators_does_what_it_says()
    {
        using var http = new HttpClient(new ContractHandler(new SocketsHttpHandler())) { BaseAddress = register.Address };
        using var output = new StringWriter();
        await AuthorityExample.RunAsync(http, output, Stop);
        CheckAuthority(output.ToString());
    }

    [Theory]
    [InlineData("python3", "authority.py")]
    [InlineData("bash", "authority.sh")]
    public async Task So_it_does_in_other_languages(string program, string file)
    {
        using var example = Start(program, file);
        CheckAuthority(await example.StandardOutput.ReadToEndAsync(Stop));
        await example.WaitForExitAsync(Stop);
        Assert.Equal(0, example.ExitCode);
    }

    [Fact]
    public async Task The_example_of_an_office_takes_what_is_sent_to_it_and_cleans_up_behind_itself()
    {
        using var example = Start("python3", "webhook.py");
        try
        {
            Assert.StartsWith("waiting at http://127.0.0.1:", await example.StandardOutput.ReadLineAsync(Stop), StringComparison.Ordinal);
            Assert.Contains("beispiel", await WebhooksAsync());
            using var foreigners = register.DeskOf(Potsdam.Foreigners);
            await foreigners.RegisterAsync(Potsdam);
            Assert.StartsWith("notice ", await example.StandardOutput.ReadLineAsync(Stop), StringComparison.Ordinal);
            using var kill = Process.Start("kill", [example.Id.ToString(CultureInfo.InvariantCulture)]);
            await example.WaitForExitAsync(Stop);
            Assert.Equal(0, example.ExitCode);
            Assert.DoesNotContain("beispiel", await WebhooksAsync());
        }
        finally
        {
            if (!example.HasExited) example.Kill();
        }
    }

    private static void CheckAuthority(string output)
    {
        var lines = output.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        Assert.Matches("^registered as [0-9]{12}, repeated: true$", lines[0].Replace("True", "true", StringComparison.Ordinal));
        Assert.Equal("version \"1\" became \"2\"", lines[1]);
        Assert.Equal(["notice", "notice"], lines[2..].Select(line => line.Split(' ')[0]));
    }

    private async Task<IEnumerable<string>> WebhooksAsync()
    {
        using var residents = register.DeskOf(Potsdam.Residents);
        return (await residents.Http.GetFromJsonAsync<JsonArray>("/api/v1/webhooks", Stop))!.Select(one => (string)one!["name"]!);
    }

    private Process Start(string program, string file)
    {
        var isThere = Environment.GetEnvironmentVariable("PATH")!.Split(':').Any(folder => File.Exists(Path.Combine(folder, program)));
        Assert.SkipUnless(isThere, $"{program} is not installed, so {file} was not run.");
        return Process.Start(new ProcessStartInfo(program, [Path.Combine(Here(), "..", "..", "..", "deploy", "examples", file), register.Address.ToString().TrimEnd('/')])
        { RedirectStandardOutput = true }) ?? throw new InvalidOperationException($"{program} did not start.");
    }

    private static string Here([CallerFilePath] string here = "") => Path.GetDirectoryName(here)!;
}
