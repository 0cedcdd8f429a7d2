namespace AzrActors.Domain.Quality.Changes;

/// <summary>A rule on what an entry does, with its function and the field that its finding names.</summary>
internal sealed record Check<TCase>(Rule Rule, string? Field, Func<TCase, bool> IsBroken);

/// <summary>Judges a case by every rule of its list, in the order of the list.</summary>
internal static class Checks
{
    public static IEnumerable<Finding> Broken<TCase>(this IReadOnlyList<Check<TCase>> checks, TCase judged, int entry)
    {
        foreach (var check in checks)
            if (check.IsBroken(judged)) yield return check.Rule.At(entry, check.Field);
    }
}
