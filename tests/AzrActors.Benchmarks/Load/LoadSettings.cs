namespace AzrActors.Benchmarks.Load;

/// <summary>What is to be measured and where the figures go.</summary>
/// <param name="WarmUp">Load before each measured run, so that no figure holds the compilation of code.</param>
public sealed record LoadSettings(TimeSpan Length, TimeSpan WarmUp, IReadOnlyList<int> Callers, FileInfo? Out, FileInfo? Silo);

/// <summary>One figure beside its baseline of the same run.</summary>
/// <param name="Ratio">Value divided by baseline; null where there is none.</param>
public sealed record Figure(string Name, double Value, string Unit, double? Baseline, string Conditions, string Commit)
{
    public double? Ratio => Baseline is { } baseline and > 0 ? Math.Round(Value / baseline, 2) : null;
}

/// <summary>Times of many calls.</summary>
public sealed class Latencies
{
    private readonly List<double> _milliseconds = [];

    public int Count => _milliseconds.Count;

    public void Add(TimeSpan elapsed) => _milliseconds.Add(elapsed.TotalMilliseconds);

    public void Add(IEnumerable<double> milliseconds) => _milliseconds.AddRange(milliseconds);

    public void Add(Latencies other) => _milliseconds.AddRange(other._milliseconds);

    /// <param name="share">0.5 for the median, 0.99 for the value that one in a hundred exceeds.</param>
    public double Percentile(double share)
    {
        _milliseconds.Sort();
        return _milliseconds.Count == 0 ? double.NaN : Math.Round(_milliseconds[(int)Math.Min(_milliseconds.Count - 1, share * _milliseconds.Count)], 2);
    }
}
