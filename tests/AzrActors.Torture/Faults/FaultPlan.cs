using AzrActors.Torture.History;

namespace AzrActors.Torture.Faults;

/// <summary>Draws what is done to whom, from a seed alone: the same seed and targets give the same plan.</summary>
public static class FaultPlan
{
    /// <summary>Before the first fault there must be work that it can hit.</summary>
    private static readonly TimeSpan Begin = TimeSpan.FromSeconds(2);

    /// <summary>Most faults in a run.</summary>
    private const int FaultsMax = 1_000;

    /// <param name="silos">Names of the silo processes.</param>
    /// <param name="clients">Names of the client processes.</param>
    public static IReadOnlyList<Fault> Draw(int seed, TimeSpan length, IReadOnlyList<string> silos, IReadOnlyList<string> clients)
    {
        var random = new Random(seed);
        // A run of three quarters of a minute, too, has one of each that matters; afterwards chance decides.
        // Who keeps its position with the register comes first: its kill finds most in the shortest run.
        var first = new Queue<(FaultKind, string)>(Shuffled(
            (FaultKind.Kill, One(silos)), (FaultKind.Pause, One(silos)), (FaultKind.Kill, Fault.Database), (FaultKind.Crash, Fault.Database),
            (FaultKind.Pause, Fault.Database), (FaultKind.Kill, One(Of(ClientHistory.Agency))), (FaultKind.Kill, One(Of(ClientHistory.Mirror))))
            .Prepend((FaultKind.Kill, One(Of(ClientHistory.Subscriber)))));
        var faults = new List<Fault>();
        for (var at = Begin; at < length && faults.Count < FaultsMax; at += TimeSpan.FromSeconds(1.5 + random.NextDouble() * 4))
        {
            var (kind, target) = first.TryDequeue(out var due) ? due : Any();
            faults.Add(new Fault(at, kind, target, TimeSpan.FromSeconds(LengthOf(kind, target))));
        }
        return faults;

        (FaultKind, string) Any() => random.Next(20) switch
        {
            < 5 => (FaultKind.Kill, One(silos)),
            < 8 => (FaultKind.Pause, One(silos)),
            < 9 => (FaultKind.Restart, One(silos)),
            < 11 => (FaultKind.Kill, Fault.Database),
            < 12 => (FaultKind.Crash, Fault.Database),
            < 13 => (FaultKind.Pause, Fault.Database),
            < 18 => (FaultKind.Kill, One(clients)),
            _ => (FaultKind.Pause, One(clients)),
        };

        // A paused silo is to be declared dead sometimes, and sometimes not.
        double LengthOf(FaultKind kind, string target) => (kind, target) switch
        {
            (FaultKind.Pause, _) => 0.5 + random.NextDouble() * 6,
            (_, Fault.Database) => 0.2 + random.NextDouble() * 2,
            _ => 0.2 + random.NextDouble() * 4,
        };

        string One(IReadOnlyList<string> names) => names[random.Next(names.Count)];

        IReadOnlyList<string> Of(string kind) =>
            [.. clients.Where(client => client.StartsWith(kind, StringComparison.Ordinal)).DefaultIfEmpty(clients[0])];

        T[] Shuffled<T>(params T[] all)
        {
            random.Shuffle(all);
            return all;
        }
    }
}
