using System.Collections.Concurrent;
using System.Diagnostics;
using AzrActors.Torture.Processes;

namespace AzrActors.Torture.Faults;

/// <summary>Does what the plan says, each fault at its time; faults of one target wait for each other.</summary>
internal sealed class FaultInjection(DatabaseServer database, IReadOnlyDictionary<string, Worker> workers, Action<string> say)
{
    private readonly ConcurrentDictionary<string, SemaphoreSlim> _targets = new();
    private readonly ConcurrentDictionary<string, int> _counts = new();

    /// <summary>Faults done so far, by name.</summary>
    public IReadOnlyDictionary<string, int> Counts => new SortedDictionary<string, int>(_counts);

    /// <summary>Returns when the last fault is over and its target runs again or is being started.</summary>
    public async Task RunAsync(IReadOnlyList<Fault> plan, CancellationToken cancellationToken)
    {
        var begin = Stopwatch.GetTimestamp();
        var running = new List<Task>();
        foreach (var fault in plan)
        {
            var wait = fault.At - Stopwatch.GetElapsedTime(begin);
            if (wait > TimeSpan.Zero) await Task.Delay(wait, cancellationToken);
            running.Add(InjectAsync(fault, cancellationToken));
        }
        await Task.WhenAll(running);
    }

    private async Task InjectAsync(Fault fault, CancellationToken cancellationToken)
    {
        var target = _targets.GetOrAdd(fault.Target, _ => new SemaphoreSlim(1));
        await target.WaitAsync(cancellationToken);
        try
        {
            _counts.AddOrUpdate(fault.Name, 1, (_, count) => count + 1);
            say($"{fault.Kind.ToString().ToLowerInvariant()} {fault.Target} for {fault.Length.TotalSeconds:0.0} s");
            await (fault.Target == Fault.Database ? InjectAsync(fault, database, cancellationToken) : InjectAsync(fault, workers[fault.Target], cancellationToken));
        }
        finally
        {
            target.Release();
        }
    }

    private static Task InjectAsync(Fault fault, DatabaseServer server, CancellationToken cancellationToken) => fault.Kind switch
    {
        FaultKind.Kill => server.KillAsync(fault.Length, cancellationToken),
        FaultKind.Pause => server.PauseAsync(fault.Length, cancellationToken),
        FaultKind.Crash => server.CrashAsync(fault.Length.Milliseconds),
        _ => throw new UnreachableException($"The database knows no {fault.Kind}."),
    };

    private static async Task InjectAsync(Fault fault, Worker worker, CancellationToken cancellationToken)
    {
        switch (fault.Kind)
        {
            case FaultKind.Kill:
                await worker.BreakAsync(Signals.Kill, fault.Length, cancellationToken);
                break;
            case FaultKind.Restart:
                await worker.BreakAsync(Signals.Terminate, fault.Length, cancellationToken);
                break;
            case FaultKind.Pause:
                try
                {
                    await worker.SignalAsync(Signals.Stop);
                    await Task.Delay(fault.Length, cancellationToken);
                }
                finally
                {
                    await worker.SignalAsync(Signals.Continue);
                }
                break;
            default:
                throw new UnreachableException($"A process knows no {fault.Kind}.");
        }
    }
}
