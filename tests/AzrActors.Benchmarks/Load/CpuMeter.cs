using System.Diagnostics;
using System.Globalization;

namespace AzrActors.Benchmarks.Load;

/// <summary>Measures what the processes of a run take of the machine from its making on.</summary>
/// <param name="measured">Process that is measured; null for the silo.</param>
public sealed class CpuMeter(SiloProcess silo, int? measured = null)
{
    private readonly CpuTimes _before = CpuTimes.Of(silo, measured ?? silo.Id);
    private readonly Stopwatch _clock = Stopwatch.StartNew();

    public CpuUse Stop(double operations) => new(CpuTimes.Of(silo, measured ?? silo.Id) - _before, _clock.Elapsed, operations);
}

/// <summary>Processor time that was taken for so many operations.</summary>
public sealed record CpuUse(CpuTimes Times, TimeSpan Elapsed, double Operations)
{
    /// <summary>Above this share of all cores the processors are what limits.</summary>
    private const double Busy = 0.8;

    public CpuTimes PerOperation => Times / Operations;

    /// <summary>Cores that were busy with it on average.</summary>
    public double Cores => Times.Sum / Elapsed.TotalMilliseconds;

    /// <summary>Cores that others took on average; more than a few hundredths spoil the figure.</summary>
    public double OtherCores => Math.Max(0, Times.Machine / Elapsed.TotalMilliseconds - Cores);

    public bool IsLimit => Cores + OtherCores > Busy * Environment.ProcessorCount;

    public override string ToString()
    {
        var each = PerOperation;
        return string.Create(CultureInfo.InvariantCulture,
            $"{(IsLimit ? "CPU" : "waiting, not CPU")}: {Cores:0.0} of {Environment.ProcessorCount} cores busy with it, "
            + $"{OtherCores:0.0} with others; per operation "
            + $"{each.Measured:0.00} ms in the service, {each.Server:0.00} ms in PostgreSQL, {each.Caller:0.00} ms in the caller");
    }
}
