namespace AzrActors.Domain.Identity;

/// <summary>How far two spellings are from each other. No library: the domain has no packages, and these are two loops.</summary>
public static class WordDistance
{
    private const int PrefixMax = 4;
    private const double PrefixScale = 0.1;

    /// <summary>Jaro-Winkler similarity from 0 (nothing in common) to 1 (equal); it does not depend on the order.</summary>
    public static double Similarity(string one, string other)
    {
        if (one == other) return 1;
        if (one.Length == 0 || other.Length == 0) return 0;
        // The shorter leads, so that the answer is the same both ways.
        if (one.Length > other.Length || (one.Length == other.Length && string.CompareOrdinal(one, other) > 0)) (one, other) = (other, one);
        var reach = Math.Max(0, (other.Length / 2) - 1);
        Span<bool> usedOne = one.Length <= 256 ? stackalloc bool[one.Length] : new bool[one.Length];
        Span<bool> used = other.Length <= 256 ? stackalloc bool[other.Length] : new bool[other.Length];
        var common = 0;
        for (var i = 0; i < one.Length; i++)
        {
            for (var j = Math.Max(0, i - reach); j < Math.Min(other.Length, i + reach + 1); j++)
            {
                if (used[j] || one[i] != other[j]) continue;
                (usedOne[i], used[j]) = (true, true);
                common++;
                break;
            }
        }
        if (common == 0) return 0;
        var displaced = 0;
        for (int i = 0, j = 0; i < one.Length; i++)
        {
            if (!usedOne[i]) continue;
            while (!used[j]) j++;
            if (one[i] != other[j++]) displaced++;
        }
        var jaro = (((double)common / one.Length) + ((double)common / other.Length) + ((common - (displaced / 2.0)) / common)) / 3;
        var prefix = 0;
        while (prefix < Math.Min(PrefixMax, one.Length) && one[prefix] == other[prefix]) prefix++;
        return jaro + (prefix * PrefixScale * (1 - jaro));
    }

    /// <summary>True if at most <paramref name="most"/> letters were added, left out, exchanged or turned with the next.</summary>
    public static bool IsWithin(string one, string other, int most)
    {
        if (Math.Abs(one.Length - other.Length) > most) return false;
        var width = other.Length + 1;
        Span<int> rows = 3 * width <= 768 ? stackalloc int[3 * width] : new int[3 * width];
        var before = rows[..width];
        var last = rows.Slice(width, width);
        var current = rows.Slice(2 * width, width);
        for (var j = 0; j < width; j++) last[j] = j;
        for (var i = 1; i <= one.Length; i++)
        {
            current[0] = i;
            var least = i;
            for (var j = 1; j < width; j++)
            {
                var cost = one[i - 1] == other[j - 1] ? 0 : 1;
                var steps = Math.Min(Math.Min(current[j - 1], last[j]) + 1, last[j - 1] + cost);
                if (i > 1 && j > 1 && one[i - 1] == other[j - 2] && one[i - 2] == other[j - 1]) steps = Math.Min(steps, before[j - 2] + 1);
                current[j] = steps;
                least = Math.Min(least, steps);
            }
            if (least > most) return false;
            var free = before;
            before = last;
            last = current;
            current = free;
        }
        return last[width - 1] <= most;
    }
}
