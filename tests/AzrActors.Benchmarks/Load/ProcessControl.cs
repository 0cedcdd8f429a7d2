using System.Diagnostics;

namespace AzrActors.Benchmarks.Load;

/// <summary>Processes beside this one, which end with it whatever happens to it.</summary>
internal static class ProcessControl
{
    private static readonly TimeSpan StopMax = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan StartMax = TimeSpan.FromMinutes(2);

    /// <summary>This very program with other words, as a process of its own.</summary>
    public static Process StartSelf(params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", [typeof(ProcessControl).Assembly.Location, .. arguments])
        {
            Environment = { ["ASPNETCORE_ENVIRONMENT"] = "Development", ["Logging__LogLevel__Default"] = "Warning" },
            // It closes when this process ends, also by force; the other one watches it (EndWithParent).
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        var process = Process.Start(start) ?? throw new InvalidOperationException($"'{arguments[0]}' does not start.");
        process.OutputDataReceived += (_, _) => { };
        process.BeginOutputReadLine();
        return process;
    }

    /// <summary>Cancels when the process that started this one has ended.</summary>
    public static CancellationToken EndWithParent(CancellationToken cancellationToken)
    {
        var ended = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        _ = Task.Run(async () =>
        {
            await Console.In.ReadToEndAsync(cancellationToken);
            await ended.CancelAsync();
        }, cancellationToken);
        return ended.Token;
    }

    /// <summary>Waits until an address answers.</summary>
    /// <exception cref="InvalidOperationException">The process ended, or it took too long.</exception>
    public static async Task WaitForAsync(Process process, Uri address, CancellationToken cancellationToken)
    {
        using var client = new HttpClient();
        var clock = Stopwatch.StartNew();
        while (!await AnswersAsync(client, address, cancellationToken))
        {
            if (process.HasExited || clock.Elapsed > StartMax) throw new InvalidOperationException($"{address} does not get ready.");
            await Task.Delay(100, cancellationToken);
        }
    }

    /// <summary>Asks the process to end, waits until it has, and loses patience in the end.</summary>
    public static async Task StopAsync(Process process)
    {
        process.StandardInput.Close();
        using var patience = new CancellationTokenSource(StopMax);
        try
        {
            await process.WaitForExitAsync(patience.Token);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            await process.WaitForExitAsync();
        }
        process.Dispose();
    }

    private static async Task<bool> AnswersAsync(HttpClient client, Uri address, CancellationToken cancellationToken)
    {
        try
        {
            using var response = await client.GetAsync(address, cancellationToken);
            return response.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }
}
