namespace AzrActors.Benchmarks.Load;

/// <summary>Times of many calls.</summary>
public sealed class Latencies
{
    private readonly List<double> _milliseconds = [];

    public int Count => _milliseconds.Count;

    public double Median => Percentile(0.5);

    /// <summary>What one call in twenty exceeds.</summary>
    public double P95 => Percentile(0.95);

    /// <summary>What one call in a hundred exceeds.</summary>
    public double P99 => Percentile(0.99);

    public void Add(TimeSpan elapsed) => _milliseconds.Add(elapsed.TotalMilliseconds);

    public void Add(IEnumerable<double> milliseconds) => _milliseconds.AddRange(milliseconds);

    public void Add(Latencies other) => _milliseconds.AddRange(other._milliseconds);

    private double Percentile(double share)
    {
        _milliseconds.Sort();
        return _milliseconds.Count == 0 ? double.NaN : _milliseconds[(int)Math.Min(_milliseconds.Count - 1, share * _milliseconds.Count)];
    }
}
