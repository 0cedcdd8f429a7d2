using System.Net;
using System.Net.Sockets;
using AzrActors.Client;
using AzrActors.Client.Calls;
using AzrActors.Cluster.Tests.Register;
using AzrActors.Contracts.Doors;
using AzrActors.Journal.Embedded;
using AzrActors.TestSupport;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;

namespace AzrActors.Programs.Tests.Processes;

/// <summary>What a start does in development and in production.</summary>
[Collection(ProcessSuite.Name)]
public sealed class StartTests
{
    private const string Running = "Das Register läuft";
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(30);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_demo_is_played_on_the_first_start_in_development_and_not_again()
    {
        await using var place = new RegisterPlace();
        await using (var first = await place.StartReadySiloAsync("Development"))
        {
            await UntilRunningAsync(first);
            Assert.Contains("erfundenen Personen gespeichert", first.Said, StringComparison.Ordinal);
            await place.StopInOrderAsync(first);
        }
        await using var second = await place.StartReadySiloAsync("Development");
        await UntilRunningAsync(second);
        Assert.DoesNotContain("erfundenen Personen", second.Said, StringComparison.Ordinal);
        using var town = await place.ConnectAsync(Offices.PotsdamResidents);
        // What the first start stored is still there.
        Assert.NotEqual(0, (await town.Services.GetRequiredService<IAzrClient>().ReadNoticesAsync(0, 1, Stop)).Last);
        await town.StopAsync(Stop);
        await place.StopInOrderAsync(second);
    }

    [Fact]
    public async Task Production_has_no_demo_and_says_so()
    {
        await using var place = new RegisterPlace();
        await using var silo = place.StartSilo("Production", "--demo", "day");
        Assert.Equal(1, await silo.ExitAsync(Soon, Stop));
        Assert.Contains("--demo day", silo.Said, StringComparison.Ordinal);
        Assert.Contains("Development", silo.Said, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", silo.Said, StringComparison.Ordinal);
        Assert.Empty(place.Servers());
    }

    [Fact]
    public async Task Ports_that_are_taken_or_none_are_all_named_before_anything_is_started()
    {
        await using var place = new RegisterPlace();
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();
        var port = ((IPEndPoint)other.LocalEndpoint).Port;
        await using var silo = ProgramRun.Start("AzrActors.Silo.dll", "Development", "--data", place.FileNamed("nothing"),
            "--urls", $"http://127.0.0.1:{port};127.0.0.1:8080", "--silo-port", "65536", "--gateway-port", $"{port}");
        Assert.Equal(1, await silo.ExitAsync(Soon, Stop));
        Assert.Contains($"--urls: port {port} of 127.0.0.1 is in use", silo.Said, StringComparison.Ordinal);
        Assert.Contains("--urls: '127.0.0.1:8080' is not an address", silo.Said, StringComparison.Ordinal);
        Assert.Contains("--silo-port: 65536 is not a port", silo.Said, StringComparison.Ordinal);
        Assert.Contains($"--gateway-port: port {port} of 127.0.0.1 is in use", silo.Said, StringComparison.Ordinal);
        Assert.Equal(4, silo.Said.Split('\n').Length);
        Assert.False(Directory.Exists(place.FileNamed("nothing")));
    }

    [Fact]
    public async Task A_database_that_is_not_there_is_said_in_one_sentence()
    {
        await using var place = new RegisterPlace();
        await using var silo = place.StartSilo("Production", "--connection", $"Host=127.0.0.1;Port={FreePorts.Find(1)[0]};Database=azr;Username=azr;Password=secret");
        Assert.Equal(1, await silo.ExitAsync(Soon, Stop));
        Assert.Contains("The database is not to be had", silo.Said, StringComparison.Ordinal);
        Assert.Contains("--connection", silo.Said, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", silo.Said, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", silo.Said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Production_with_a_database_of_its_own_does_not_start_without_master_keys_and_says_what_makes_one()
    {
        await using var place = new RegisterPlace();
        var server = await EmbeddedPostgres.StartAsync(
            new EmbeddedPostgresOptions { DataFolder = ThrowAwayFolder.Name(inMemory: false), RemoveOnStop = true }, NullLogger.Instance, Stop);
        await using (server)
        {
            await using (var silo = place.StartSilo("Production", "--connection", server.ConnectionString))
            {
                Assert.Equal(1, await silo.ExitAsync(Soon, Stop));
                Assert.Contains("--master-keys", silo.Said, StringComparison.Ordinal);
                Assert.DoesNotContain("   at ", silo.Said, StringComparison.Ordinal);
            }
            var keys = place.FileNamed("master");
            Assert.Equal(0, await RunAsync("master-keys", "new", "--folder", keys, "--name", "2026"));
            Assert.Equal(1, await RunAsync("master-keys", "new", "--folder", keys, "--name", "2026"));
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Path.Combine(keys, "2026.key")));
            await using (var silo = await place.StartReadySiloAsync("Production", "--connection", server.ConnectionString, "--master-keys", keys))
            {
                Assert.Equal(0, await RunAsync("master-keys", "new", "--folder", keys, "--name", "2027"));
                Assert.Equal(0, await RunAsync("master-keys", "rotate", "--folder", keys, "--connection", server.ConnectionString));
                await silo.AskToEndAsync(Stop);
                Assert.Equal(0, await silo.ExitAsync(Soon, Stop));
            }
        }
    }

    [Fact]
    public async Task Production_makes_no_development_key_and_trusts_none_that_is_there()
    {
        await using var place = new RegisterPlace();
        await using (var production = await place.StartReadySiloAsync("Production"))
        {
            await UntilRunningAsync(production);
            Assert.DoesNotContain("erfundenen Personen", production.Said, StringComparison.Ordinal);
            Assert.False(File.Exists(place.DevelopmentKey));
            Assert.Equal(HttpStatusCode.Unauthorized, (await place.Http.GetAsync("/anmelden", Stop)).StatusCode);
            await place.StopInOrderAsync(production);
        }
        await using (var development = await place.StartReadySiloAsync("Development", "--demo", "none"))
        {
            Assert.Equal(HttpStatusCode.OK, (await place.Http.GetAsync("/anmelden", Stop)).StatusCode);
            Assert.Equal(HttpStatusCode.OK, await ListWithDevelopmentKeyAsync(place));
            await place.StopInOrderAsync(development);
        }
        await using var later = await place.StartReadySiloAsync("Production");
        Assert.Equal(HttpStatusCode.Unauthorized, await ListWithDevelopmentKeyAsync(place));
        using var client = await place.ConnectAsync(Offices.PotsdamForeigners);
        await Assert.ThrowsAsync<UnauthorizedAccessException>(
            () => client.Services.GetRequiredService<IAzrClient>().ListAuthoritiesAsync(Stop));
        await client.StopAsync(Stop);
        await place.StopInOrderAsync(later);
    }

    /// <returns>Exit code of a command of the silo's program.</returns>
    private static async Task<int> RunAsync(params IReadOnlyList<string> arguments)
    {
        await using var command = ProgramRun.Start("AzrActors.Silo.dll", "Production", arguments);
        return await command.ExitAsync(Soon, Stop);
    }

    private static Task UntilRunningAsync(ProgramRun silo) => RegisterPlace.UntilAsync(
        silo, "the register says that it is running", () => Task.FromResult(silo.Said.Contains(Running, StringComparison.Ordinal)));

    private static async Task<HttpStatusCode> ListWithDevelopmentKeyAsync(RegisterPlace place)
    {
        using var signer = new PemCallerSigner(place.DevelopmentKey, "development", TimeProvider.System);
        using var client = new HttpClient(new AssertionHandler(
            signer, new Caller(Offices.PotsdamForeigners, "Frau Beispiel", "1"), new SocketsHttpHandler()));
        using var reply = await client.GetAsync(new Uri(place.Http.BaseAddress!, "/api/v1/authorities"), Stop);
        return reply.StatusCode;
    }
}
