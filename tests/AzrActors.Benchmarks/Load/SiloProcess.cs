using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace AzrActors.Benchmarks.Load;

/// <summary>A silo of its own with an embedded PostgreSQL (fsync and synchronous_commit on) in a throw-away folder.</summary>
public sealed class SiloProcess : IAsyncDisposable
{
    private static readonly TimeSpan StartMax = TimeSpan.FromMinutes(2);
    private readonly Process _process;
    private readonly DirectoryInfo _data;

    private SiloProcess(Process process, DirectoryInfo data, int gateway) => (_process, _data, Gateway) = (process, data, gateway);

    public int Gateway { get; }

    public string KeyFile => Path.Combine(_data.FullName, "keys", "development.pem");

    public int PostgresPort => int.Parse(File.ReadAllText(Path.Combine(_data.FullName, "postgres", "port")), null);

    public string PostgresPassword => File.ReadAllText(Path.Combine(_data.FullName, "postgres", "password")).Trim();

    /// <summary>Memory in use, in MiB.</summary>
    public double WorkingSet
    {
        get
        {
            _process.Refresh();
            return Math.Round(_process.WorkingSet64 / 1048576.0, 0);
        }
    }

    public int Id => _process.Id;

    /// <param name="command">Words before the options of the silo, for another program that plays one.</param>
    public static async Task<SiloProcess> StartAsync(FileInfo dll, CancellationToken cancellationToken, params string[] command)
    {
        var data = Directory.CreateTempSubdirectory("azr-bench-");
        // The server may run under another account, which has to get there.
        if (!OperatingSystem.IsWindows()) data.UnixFileMode |= UnixFileMode.OtherExecute | UnixFileMode.OtherRead;
        var (http, silo, gateway) = (FreePort(), FreePort(), FreePort());
        var start = new ProcessStartInfo("dotnet")
        {
            ArgumentList =
            {
                dll.FullName, "--demo", "none", "--data", data.FullName, "--urls", $"http://127.0.0.1:{http}",
                "--silo-port", $"{silo}", "--gateway-port", $"{gateway}",
            },
            Environment = { ["ASPNETCORE_ENVIRONMENT"] = "Development", ["Logging__LogLevel__Default"] = "Warning" },
            RedirectStandardOutput = true,
        };
        for (var i = 0; i < command.Length; i++) start.ArgumentList.Insert(1 + i, command[i]);
        var process = Process.Start(start) ?? throw new InvalidOperationException("The silo does not start.");
        process.OutputDataReceived += (_, _) => { };
        process.BeginOutputReadLine();
        using var client = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{http}") };
        var clock = Stopwatch.StartNew();
        while (!await IsReadyAsync(client, cancellationToken))
        {
            if (process.HasExited || clock.Elapsed > StartMax) throw new InvalidOperationException("The silo does not get ready.");
            await Task.Delay(100, cancellationToken);
        }
        return new SiloProcess(process, data, gateway);
    }

    public async ValueTask DisposeAsync()
    {
        using var stop = Process.Start("kill", ["-TERM", $"{_process.Id}"]);
        await _process.WaitForExitAsync();
        _process.Dispose();
        _data.Delete(recursive: true);
    }

    private static async Task<bool> IsReadyAsync(HttpClient client, CancellationToken cancellationToken)
    {
        try
        {
            using var response = await client.GetAsync(new Uri("/health/ready", UriKind.Relative), cancellationToken);
            return response.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
