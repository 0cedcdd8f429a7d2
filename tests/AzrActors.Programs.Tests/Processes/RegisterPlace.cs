using System.Net;
using AzrActors.Client;
using AzrActors.TestSupport;
using Microsoft.Extensions.Hosting;
using Xunit;

namespace AzrActors.Programs.Tests.Processes;

/// <summary>
/// Where a register lives: its data folder and its ports. Silos come and go here; the place is gone with the test, and
/// with it whatever server was left over.
/// </summary>
internal sealed class RegisterPlace : IAsyncDisposable
{
    // What a machine may take that is busy with other tests and their disks; both are done in seconds.
    private static readonly TimeSpan Start = TimeSpan.FromSeconds(120);
    private static readonly TimeSpan Stop = TimeSpan.FromSeconds(60);

    private readonly string _folder;
    private readonly HttpClient _http = new();
    private readonly int _siloPort;
    private readonly int _gatewayPort;

    /// <param name="beside">A place whose data folder, and so whose keys, a second silo shares; only the ports differ.</param>
    public RegisterPlace(RegisterPlace? beside = null)
    {
        _folder = beside?._folder ?? ThrowAwayFolder.Name(inMemory: false);
        var ports = FreePorts.Find(3);
        (_siloPort, _gatewayPort) = (ports[0], ports[1]);
        _http.BaseAddress = new Uri($"http://127.0.0.1:{ports[2]}");
    }

    public string DevelopmentKey => Path.Combine(_folder, "keys", "development.pem");

    public string Gateway => $"127.0.0.1:{_gatewayPort}";

    /// <summary>The HTTP door of the silo that is running.</summary>
    public HttpClient Http => _http;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public string FileNamed(string name)
    {
        Directory.CreateDirectory(_folder);
        return Path.Combine(_folder, name);
    }

    public ProgramRun StartSilo(string environment, params IReadOnlyList<string> arguments) => ProgramRun.Start(
        "AzrActors.Silo.dll", environment,
        [
            "--data", _folder, "--urls", _http.BaseAddress!.ToString().TrimEnd('/'),
            "--silo-port", $"{_siloPort}", "--gateway-port", $"{_gatewayPort}", .. arguments,
        ]);

    public async Task<ProgramRun> StartReadySiloAsync(string environment, params IReadOnlyList<string> arguments)
    {
        var silo = StartSilo(environment, arguments);
        await UntilAsync(silo, "the silo is ready", async () =>
        {
            try
            {
                using var ready = await _http.GetAsync("/health/ready", Cancellation);
                return ready.StatusCode == HttpStatusCode.OK;
            }
            catch (HttpRequestException)
            {
                return false;
            }
        });
        return silo;
    }

    /// <summary>Waits for a fact while a program runs; if that ends, the fact will not come.</summary>
    public static Task UntilAsync(ProgramRun program, string fact, Func<Task<bool>> holds) => Eventually.HoldsAsync(
        fact,
        async () => program.HasExited
            ? throw new InvalidOperationException($"The program ended before {fact}. It said:\n{program.Said}")
            : await holds(),
        Start,
        Cancellation);

    /// <summary>Stops the silo as an operator does, and checks that it leaves in order and takes its database along.</summary>
    public async Task StopInOrderAsync(ProgramRun silo)
    {
        await silo.AskToEndAsync(Cancellation);
        Assert.Equal(0, await silo.ExitAsync(Stop, Cancellation));
        Assert.Empty(Servers());
    }

    /// <summary>Command lines of the database processes that work in this place.</summary>
    public IReadOnlyList<string> Servers() =>
        [.. CommandLines().Where(line => line.Contains("postgres", StringComparison.Ordinal) && line.Contains(_folder, StringComparison.Ordinal))
            .Where(line => !line.Contains("AzrActors.Silo", StringComparison.Ordinal))];

    /// <summary>The SDK with its own connection, trusted by the development key.</summary>
    /// <param name="gateways">Where none is named, the one of this place.</param>
    public async Task<IHost> ConnectAsync(string authority, params string[] gateways)
    {
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Services.AddAzrClient(options =>
        {
            options.Gateways = gateways is [] ? [Gateway] : gateways;
            (options.Authority, options.Official, options.Purpose) = (authority, "Frau Beispiel", "1");
            (options.SigningKeyFile, options.KeyId) = (DevelopmentKey, "development");
        });
        var host = builder.Build();
        await host.StartAsync(Cancellation);
        return host;
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        // After a failed test the guardian of a killed silo may still be ending its server.
        await Eventually.HoldsAsync("no server is left", () => Task.FromResult(Servers().Count == 0), Stop, CancellationToken.None);
        if (Directory.Exists(_folder)) Directory.Delete(_folder, recursive: true);
    }

    /// <summary>Command lines of all processes of this machine.</summary>
    public static IEnumerable<string> CommandLines()
    {
        foreach (var process in Directory.EnumerateDirectories("/proc").Where(entry => char.IsAsciiDigit(Path.GetFileName(entry)[0])))
        {
            string line;
            try
            {
                line = File.ReadAllText(Path.Combine(process, "cmdline")).Replace('\0', ' ');
            }
            catch (Exception ended) when (ended is IOException or UnauthorizedAccessException)
            {
                continue;
            }
            yield return line;
        }
    }
}

/// <summary>One after the other: every silo brings its own database server.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class ProcessSuite
{
    public const string Name = "Processes";
}
