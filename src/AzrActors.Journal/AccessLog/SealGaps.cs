namespace AzrActors.Journal.AccessLog;

/// <summary>
/// Numbers that were drawn and not seen when higher ones were: their transactions have aborted or are still under way.
/// A number is drawn before its transaction commits, so the order of numbers is not the order in which entries appear.
/// </summary>
/// <remarks>
/// A gap is given up when no transaction that was writing the log when the gap was noticed is still under way: a writer
/// locks the table before it draws a number, and unlocks it only after its entries are visible.
/// </remarks>
internal sealed class SealGaps
{
    private List<Gap> _gaps = [];

    private sealed record Gap(long From, long To, IReadOnlySet<string>? Writers)
    {
        public bool Holds(long number) => number >= From && number <= To;
    }

    public long[] Froms => [.. _gaps.Select(gap => gap.From)];

    public long[] Tos => [.. _gaps.Select(gap => gap.To)];

    /// <summary>Gaps as they were stored; who was writing then is not known any more.</summary>
    public static SealGaps Of(long[] froms, long[] tos) =>
        new() { _gaps = [.. froms.Zip(tos, (from, to) => new Gap(from, to, null))] };

    /// <summary>Brings the gaps up to date after a look.</summary>
    /// <param name="seen">Numbers that the look found, ascending.</param>
    /// <param name="above">Highest number before the look.</param>
    /// <param name="sawAll">False when the look stopped before its end.</param>
    /// <param name="writingBefore">Transactions that were writing before the look.</param>
    /// <param name="writingAfter">Transactions that are writing after it.</param>
    public void Update(
        IReadOnlyList<long> seen, long above, bool sawAll, IReadOnlySet<string> writingBefore, IReadOnlySet<string> writingAfter)
    {
        var next = new List<Gap>();
        foreach (var gap in _gaps)
        {
            // All who could fill it had ended before the look, and the look found what they left.
            if (sawAll && gap.Writers is { } writers && !writers.Overlaps(writingBefore) && !seen.Any(gap.Holds)) continue;
            Cut(next, gap with { Writers = gap.Writers ?? writingAfter }, seen.Where(gap.Holds));
        }
        var newest = seen.Where(number => number > above).ToList();
        if (newest.Count > 0) Cut(next, new Gap(above + 1, newest[^1], writingAfter), newest);
        _gaps = next;
    }

    private static void Cut(List<Gap> into, Gap gap, IEnumerable<long> found)
    {
        var from = gap.From;
        foreach (var number in found)
        {
            if (number > from) into.Add(gap with { From = from, To = number - 1 });
            from = number + 1;
        }
        if (from <= gap.To) into.Add(gap with { From = from });
    }
}
