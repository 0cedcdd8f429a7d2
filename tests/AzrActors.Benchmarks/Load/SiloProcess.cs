using System.Diagnostics;
using System.Net.Http.Json;
using AzrActors.TestSupport;

namespace AzrActors.Benchmarks.Load;

/// <summary>A silo of its own with an embedded PostgreSQL (fsync and synchronous_commit on) in a throw-away folder.</summary>
public sealed class SiloProcess : IAsyncDisposable
{
    private readonly Process _process;
    private readonly DirectoryInfo _data;
    private readonly HttpClient _control;

    private SiloProcess(Process process, DirectoryInfo data, int gateway, Uri address) =>
        (_process, _data, Gateway, Address, _control) =
            (process, data, gateway, address, new HttpClient { BaseAddress = address, Timeout = TimeSpan.FromMinutes(2) });

    public int Gateway { get; }

    /// <summary>Of the pages and the HTTP API.</summary>
    public Uri Address { get; }

    public int Id => _process.Id;

    public string KeyFile => Path.Combine(_data.FullName, "keys", "development.pem");

    public int PostgresPort => int.Parse(File.ReadAllText(Path.Combine(_data.FullName, "postgres", "port")), null);

    /// <summary>Of the role that owns the database.</summary>
    public string PostgresPassword => File.ReadAllText(Path.Combine(_data.FullName, "postgres", "password")).Trim();

    public string ConnectionString => $"Host=127.0.0.1;Port={PostgresPort};Username=azr;Password={PostgresPassword};Database=azr";

    /// <param name="command">The silo as it is, or one of the others that <see cref="HostedSilo"/> knows.</param>
    public static async Task<SiloProcess> StartAsync(string command, CancellationToken cancellationToken)
    {
        var data = Directory.CreateTempSubdirectory("azr-bench-");
        // The server may run under another account, which has to get there.
        if (!OperatingSystem.IsWindows()) data.UnixFileMode |= UnixFileMode.OtherExecute | UnixFileMode.OtherRead;
        var ports = FreePorts.Find(3);
        var (http, silo, gateway) = (ports[0], ports[1], ports[2]);
        var address = new Uri($"http://127.0.0.1:{http}");
        var process = ProcessControl.StartSelf(command,
            "--data", data.FullName, "--urls", address.ToString(), "--silo-port", $"{silo}", "--gateway-port", $"{gateway}");
        var started = new SiloProcess(process, data, gateway, address);
        try
        {
            await ProcessControl.WaitForAsync(process, new Uri(address, "/health/ready"), cancellationToken);
            return started;
        }
        catch
        {
            await started.DisposeAsync();
            throw;
        }
    }

    /// <summary>Drops all activations, so that the next call of each grain reads its record back.</summary>
    public async Task ForgetAsync(CancellationToken cancellationToken)
    {
        using var reply = await _control.PostAsync(new Uri(HostedSilo.Forget, UriKind.Relative), null, cancellationToken);
        reply.EnsureSuccessStatusCode();
    }

    /// <summary>What the silo holds after a full collection of garbage.</summary>
    public async Task<SiloMemory> MeasureMemoryAsync(CancellationToken cancellationToken) =>
        await _control.GetFromJsonAsync<SiloMemory>(new Uri(HostedSilo.Memory, UriKind.Relative), cancellationToken)
        ?? throw new InvalidOperationException("The silo does not say what memory it holds.");

    /// <summary>What the silo has spent on compiling so far.</summary>
    public Task<TimeSpan> CompiledAsync(CancellationToken cancellationToken) =>
        _control.GetFromJsonAsync<TimeSpan>(new Uri(HostedSilo.Compiled, UriKind.Relative), cancellationToken);

    public async ValueTask DisposeAsync()
    {
        _control.Dispose();
        await ProcessControl.StopAsync(_process);
        _data.Refresh();
        if (_data.Exists) _data.Delete(recursive: true);
    }
}

/// <param name="HeapBytes">Of living objects.</param>
/// <param name="Records">Activations of records.</param>
public sealed record SiloMemory(long HeapBytes, int Records);
