using System.Collections.Concurrent;
using System.Diagnostics;
using Xunit;

namespace AzrActors.Programs.Tests.Processes;

/// <summary>A program of this repository as a process of its own, with what it has said so far.</summary>
internal sealed class ProgramRun : IAsyncDisposable
{
    // The programs lie beside the tests and share what the tests bring along, the web framework among it.
    private static readonly string Runtime = $"{typeof(ProgramRun).Assembly.GetName().Name}.runtimeconfig.json";

    private static readonly TimeSpan AzrLimit = TimeSpan.FromSeconds(60);

    private readonly Process _process;
    private readonly ConcurrentQueue<string> _said = new();
    private bool _disposed;

    private ProgramRun(Process process)
    {
        _process = process;
        process.OutputDataReceived += (_, line) => Hear(line.Data);
        process.ErrorDataReceived += (_, line) => Hear(line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    public int Id => _process.Id;

    public bool HasExited => _process.HasExited;

    public string Said => string.Join('\n', _said);

    /// <param name="assembly">Name of the program's assembly beside the tests.</param>
    public static ProgramRun Start(string assembly, string environment, params IReadOnlyList<string> arguments)
    {
        var folder = AppContext.BaseDirectory;
        var start = new ProcessStartInfo(
            "dotnet", ["exec", "--runtimeconfig", Path.Combine(folder, Runtime), Path.Combine(folder, assembly), .. arguments])
        {
            RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = Path.GetTempPath(),
        };
        start.Environment["ASPNETCORE_ENVIRONMENT"] = start.Environment["DOTNET_ENVIRONMENT"] = environment;
        start.Environment.Remove("ConnectionStrings__Register");
        return new ProgramRun(Process.Start(start)!);
    }

    /// <summary>Runs <c>azr</c> to its end.</summary>
    /// <param name="expected">The exit code.</param>
    /// <returns>What it said.</returns>
    public static async Task<string> AzrAsync(int expected, IReadOnlyList<string> words, CancellationToken cancellationToken)
    {
        await using var azr = Start("azr.dll", "Production", words);
        var code = await azr.ExitAsync(AzrLimit, cancellationToken);
        Assert.True(code == expected, $"Exit code {code}: {azr.Said}");
        return azr.Said;
    }

    /// <summary>SIGKILL: no handler of the program runs.</summary>
    public void Kill() => _process.Kill();

    /// <summary>SIGTERM: the program is asked to end.</summary>
    public async Task AskToEndAsync(CancellationToken cancellationToken)
    {
        using var kill = Process.Start("kill", ["-TERM", $"{_process.Id}"]);
        await kill.WaitForExitAsync(cancellationToken);
    }

    /// <returns>The exit code.</returns>
    /// <exception cref="TimeoutException">The program did not end within the time.</exception>
    public async Task<int> ExitAsync(TimeSpan within, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(within);
        try
        {
            await _process.WaitForExitAsync(limit.Token);
            return _process.ExitCode;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new TimeoutException($"Process {Id} did not end within {within.TotalSeconds:0} s. It said:\n{Said}");
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_disposed) return;
        _disposed = true;
        if (!_process.HasExited)
        {
            _process.Kill();
            await _process.WaitForExitAsync(CancellationToken.None);
        }
        _process.Dispose();
    }

    private void Hear(string? line)
    {
        if (line is not null) _said.Enqueue(line);
    }
}
