using System.Globalization;

namespace AzrActors.Benchmarks.Load;

/// <summary>
/// Processor time used so far, in milliseconds: what one operation costs on every core of the machine, also where its
/// latency hides it.
/// </summary>
/// <param name="Measured">The process that is measured: the silo, or the service it is compared with.</param>
/// <param name="Server">All processes of the silo's PostgreSQL, also those of connections that were closed meanwhile.</param>
/// <param name="Caller">This process.</param>
/// <param name="Machine">Everything on this machine, these three included.</param>
public readonly record struct CpuTimes(double Measured, double Server, double Caller, double Machine)
{
    // USER_HZ of Linux, the same on every architecture .NET runs on.
    private const double MillisecondsPerTick = 10;

    public double Sum => Measured + Server + Caller;

    /// <param name="silo">Whose children are PostgreSQL.</param>
    /// <param name="measured">Process id.</param>
    public static CpuTimes Of(SiloProcess silo, int measured)
    {
        var processes = Directory.EnumerateDirectories("/proc").Select(folder => Read(Path.GetFileName(folder))).OfType<Line>().ToList();
        var servers = new HashSet<int>(processes.Where(line => line.Parent == silo.Id).Select(line => line.Id));
        // Children have greater numbers than their parents, except after a wrap of the numbers, which no run lives to see.
        foreach (var line in processes.OrderBy(line => line.Id))
            if (servers.Contains(line.Parent)) servers.Add(line.Id);
        // What an ended process took is counted at the one that had started it.
        var ended = processes.Where(line => servers.Contains(line.Id)).Sum(line => line.TicksOfEnded) * MillisecondsPerTick;
        return new CpuTimes(TimeOf([measured]), TimeOf(servers) + ended, TimeOf([Environment.ProcessId]), OfMachine());

        double TimeOf(HashSet<int> ids) => processes.Where(line => ids.Contains(line.Id)).Sum(line => line.Ticks) * MillisecondsPerTick;
    }

    public static CpuTimes operator -(CpuTimes later, CpuTimes earlier) =>
        new(later.Measured - earlier.Measured, later.Server - earlier.Server,
            later.Caller - earlier.Caller, later.Machine - earlier.Machine);

    public static CpuTimes operator /(CpuTimes times, double count) =>
        new(times.Measured / count, times.Server / count, times.Caller / count, times.Machine / count);

    private static double OfMachine()
    {
        // cpu user nice system idle iowait irq softirq …: all but the time in which nothing was to be done.
        var ticks = File.ReadLines("/proc/stat").First().Split(' ', StringSplitOptions.RemoveEmptyEntries)[1..8]
            .Select(field => long.Parse(field, CultureInfo.InvariantCulture)).ToArray();
        return (ticks.Sum() - ticks[3] - ticks[4]) * MillisecondsPerTick;
    }

    private static Line? Read(string id)
    {
        if (!int.TryParse(id, CultureInfo.InvariantCulture, out var number)) return null;
        try
        {
            // The name in brackets may hold blanks; after it come state, parent, …, and from the 12th the ticks, its own and of ended children.
            var fields = File.ReadAllText($"/proc/{id}/stat").Split(") ")[^1].Split(' ');
            return new Line(number, Parse(fields[1]), Parse(fields[11]) + Parse(fields[12]), Parse(fields[13]) + Parse(fields[14]));
        }
        catch (IOException)
        {
            // It ended meanwhile.
            return null;
        }

        static int Parse(string text) => int.Parse(text, CultureInfo.InvariantCulture);
    }

    private sealed record Line(int Id, int Parent, long Ticks, long TicksOfEnded);
}
