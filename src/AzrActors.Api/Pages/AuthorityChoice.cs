using AzrActors.Contracts.Records;

namespace AzrActors.Api.Pages;

/// <summary>
/// What somebody typed to name their authority: its key, its name, or any words of it ("ausländer potsdam"). More than a
/// thousand authorities are too many for a list to pick from.
/// </summary>
internal static class AuthorityChoice
{
    /// <summary>More candidates than this are asked for in other words instead of being listed.</summary>
    public const int CandidatesMax = 12;

    /// <summary>An authority as it is suggested and understood.</summary>
    public static string Describe(AuthorityInfo authority) => $"{authority.Name} ({authority.Key})";

    /// <summary>The authority that is meant, or all that may be; none for an empty text.</summary>
    public static IReadOnlyList<AuthorityInfo> Find(IReadOnlyList<AuthorityInfo> authorities, string? text)
    {
        var typed = text?.Trim() ?? "";
        var exact = authorities.FirstOrDefault(authority => IsOneOf(typed, authority.Key, authority.Name, Describe(authority)));
        if (exact is not null) return [exact];
        var words = typed.Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        return words.Length == 0 ? [] : [.. authorities.Where(authority => words.All(word => Holds(authority, word)))];
    }

    /// <summary>Why what was found is not one authority.</summary>
    public static string Explain(string? text, IReadOnlyList<AuthorityInfo> found) => found.Count switch
    {
        0 when string.IsNullOrWhiteSpace(text) => "Bitte geben Sie Ihre Behörde an.",
        0 => "Eine solche Behörde gibt es nicht. Bitte prüfen Sie die Schreibweise.",
        <= CandidatesMax => "Mehrere Behörden passen dazu. Bitte wählen Sie unter dem Feld eine aus.",
        _ => $"{found.Count} Behörden passen dazu. Bitte ergänzen Sie zum Beispiel den Ort.",
    };

    private static bool IsOneOf(string typed, params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
            if (name.Equals(typed, StringComparison.OrdinalIgnoreCase)) return true;
        return false;
    }

    private static bool Holds(AuthorityInfo authority, string word) =>
        Describe(authority).Contains(word, StringComparison.OrdinalIgnoreCase);
}
