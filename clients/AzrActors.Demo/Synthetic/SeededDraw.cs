namespace AzrActors.Demo.Synthetic;

/// <summary>
/// Draws that depend on nothing but seed and index (SplitMix64), so that a person is the same on every machine, in every
/// version of the runtime, and however many others are generated.
/// </summary>
internal sealed class SeededDraw(int seed, int index)
{
    private const ulong Step = 0x9E3779B97F4A7C15;

    private ulong _state = Mixed(((ulong)(uint)seed << 32) | (uint)index);

    /// <summary>A number from 0 inclusive to <paramref name="bound"/> exclusive.</summary>
    public int Below(int bound) => (int)(Next() % (ulong)bound);

    /// <summary>A number from <paramref name="low"/> to <paramref name="high"/>, both inclusive.</summary>
    public int Between(int low, int high) => low + Below(high - low + 1);

    /// <summary>A number from 0 inclusive to 1 exclusive.</summary>
    public double Share() => (Next() >> 11) * (1.0 / (1UL << 53));

    public bool Chance(double share) => Share() < share;

    public T Pick<T>(IReadOnlyList<T> list) => list[Below(list.Count)];

    /// <summary>A day of the span, both ends inclusive; the first if the span is empty.</summary>
    public DateOnly Day(DateOnly from, DateOnly to) => to <= from ? from : from.AddDays(Between(0, to.DayNumber - from.DayNumber));

    private ulong Next()
    {
        // The generator is defined modulo 2^64; the project checks for overflow everywhere else.
        _state = unchecked(_state + Step);
        return Mixed(_state);
    }

    private static ulong Mixed(ulong value)
    {
        unchecked
        {
            value = (value ^ (value >> 30)) * 0xBF58476D1CE4E5B9;
            value = (value ^ (value >> 27)) * 0x94D049BB133111EB;
            return value ^ (value >> 31);
        }
    }
}

/// <summary>A list whose members are drawn in proportion to their weights.</summary>
internal sealed class Weighted<T>
{
    private readonly T[] _members;
    private readonly double[] _ends;

    public Weighted(IEnumerable<T> members, Func<T, double> weight)
    {
        _members = [.. members];
        if (_members.Length == 0) throw new ArgumentException("Nothing to draw from.", nameof(members));
        var sum = 0.0;
        _ends = [.. _members.Select(member => sum += weight(member))];
    }

    public IReadOnlyList<T> Members => _members;

    public T Draw(SeededDraw draw)
    {
        var found = Array.BinarySearch(_ends, draw.Share() * _ends[^1]);
        return _members[Math.Min(found < 0 ? ~found : found + 1, _members.Length - 1)];
    }
}
