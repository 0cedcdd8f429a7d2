using System.Diagnostics;

namespace AzrActors.Torture.Processes;

/// <summary>
/// A process of the run and its supervisor, as an operator's service manager would be: whatever ends it, it is started
/// again, unless it has said with exit code 0 that its work is done.
/// </summary>
internal sealed class Worker : IAsyncDisposable
{
    private static readonly TimeSpan RestartPause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan EndPatience = TimeSpan.FromSeconds(15);

    private readonly Func<int, IReadOnlyList<string>> _command;
    private readonly IReadOnlyDictionary<string, string> _environment;
    private readonly Guardian _guardian;
    private readonly StreamWriter _log;
    private readonly CancellationTokenSource _ending = new();
    private readonly Task _running;
    private volatile TaskCompletionSource _mayStart = Released();
    private volatile Process? _process;

    /// <param name="command">Assembly and its arguments, by the number of the life that begins.</param>
    public Worker(string name, Func<int, IReadOnlyList<string>> command, IReadOnlyDictionary<string, string> environment, Guardian guardian, string logFolder)
    {
        (Name, _command, _environment, _guardian) = (name, command, environment, guardian);
        _log = new StreamWriter(Path.Combine(logFolder, $"{name}.log")) { AutoFlush = true };
        _running = Task.Run(RunAsync);
    }

    public string Name { get; }

    /// <summary>How often the process was started.</summary>
    public int Lives { get; private set; }

    /// <summary>How often it ended although nobody had killed it or asked it to end.</summary>
    public int OwnEnds { get; private set; }

    /// <summary>Exit code of the last life that nobody ended; null if there was none.</summary>
    public int? LastOwnExit { get; private set; }

    /// <summary>Completes when the process has said that its work is done.</summary>
    public Task Done => _running;

    /// <summary>Sends a signal to the process, if it runs.</summary>
    public Task SignalAsync(string signal) => _process is { } process ? Signals.SendAsync(signal, process.Id) : Task.CompletedTask;

    /// <summary>Ends the process by a signal and starts it again after a while.</summary>
    public async Task BreakAsync(string signal, TimeSpan downtime, CancellationToken cancellationToken)
    {
        var held = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _mayStart = held;
        try
        {
            await SignalAsync(signal);
            await Task.Delay(downtime, cancellationToken);
        }
        finally
        {
            held.TrySetResult();
        }
    }

    /// <summary>Asks the process to end, kills it when it does not, and starts it no more.</summary>
    public async Task EndAsync()
    {
        await _ending.CancelAsync();
        await SignalAsync(Signals.Continue);
        await SignalAsync(Signals.Terminate);
        await KillAfterAsync(EndPatience);
    }

    public async ValueTask DisposeAsync()
    {
        await _ending.CancelAsync();
        await KillAfterAsync(TimeSpan.Zero);
        await _log.DisposeAsync();
        _ending.Dispose();
    }

    private async Task KillAfterAsync(TimeSpan patience)
    {
        var deadline = Stopwatch.GetTimestamp();
        while (true)
        {
            // Again and again: the supervisor may have been starting one when it was told to stop.
            if (Stopwatch.GetElapsedTime(deadline) >= patience) await SignalAsync(Signals.Kill);
            if (await Task.WhenAny(_running, Task.Delay(TimeSpan.FromMilliseconds(100))) == _running) break;
        }
        await _running;
    }

    private async Task RunAsync()
    {
        while (!_ending.IsCancellationRequested)
        {
            var mayStart = _mayStart;
            if (await LiveAsync() == 0 && mayStart == _mayStart) return;
            if (mayStart == _mayStart && !_ending.IsCancellationRequested) OwnEnds++;
            try
            {
                await Task.WhenAll(_mayStart.Task, Task.Delay(RestartPause)).WaitAsync(_ending.Token);
            }
            catch (OperationCanceledException) when (_ending.IsCancellationRequested)
            {
                return;
            }
        }
    }

    /// <returns>The exit code.</returns>
    private async Task<int> LiveAsync()
    {
        // A little less urgent than everything else on the machine.
        var start = new ProcessStartInfo("setsid", ["nice", "-n", "5", "dotnet", .. _command(Lives + 1)])
        {
            RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = Path.GetTempPath(),
        };
        start.Environment.Remove("ConnectionStrings__Register");
        // Many short lives on few cores: what a life learns about its own code would not pay for itself.
        start.Environment["DOTNET_TieredPGO"] = start.Environment["DOTNET_gcServer"] = "0";
        foreach (var (name, value) in _environment) start.Environment[name] = value;
        using var process = Process.Start(start)!;
        process.OutputDataReceived += (_, line) => Write(line.Data);
        process.ErrorDataReceived += (_, line) => Write(line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        _guardian.Watch(process.Id);
        Lives++;
        Write($"--- life {Lives}, process {process.Id}, {DateTime.UtcNow:HH:mm:ss.fff}");
        _process = process;
        await process.WaitForExitAsync();
        _process = null;
        _guardian.Forget(process.Id);
        Write($"--- ended with {process.ExitCode}, {DateTime.UtcNow:HH:mm:ss.fff}");
        LastOwnExit = process.ExitCode;
        return process.ExitCode;
    }

    private void Write(string? line)
    {
        if (line is null) return;
        lock (_log) _log.WriteLine(line);
    }

    private static TaskCompletionSource Released()
    {
        var released = new TaskCompletionSource();
        released.SetResult();
        return released;
    }
}
