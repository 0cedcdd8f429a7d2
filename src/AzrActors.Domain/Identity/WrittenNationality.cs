using System.Collections.Frozen;
using AzrActors.Domain.CodeLists;

namespace AzrActors.Domain.Identity;

/// <summary>A nationality as files write it (<c>nationality-forms.csv</c>): key of the register, ISO code, name or adjective.</summary>
public static class WrittenNationality
{
    // Several in one cell: whatever stands between them.
    private static readonly char[] Between = ['|', ';', ',', '/'];

    // syrisch, syrische, syrischer; longest first.
    private static readonly string[] Endings = ["ER", "EN", "ES", "E"];

    private static readonly FrozenDictionary<string, string[]> Keys = Table.Load("Identity.nationality-forms.csv").Rows
        .SelectMany(row => row["codes"].Split(' ').Concat(row["words"].Split(';')), (row, form) => (Form: SearchForm.Of(form), Key: row["key"]))
        .Concat(States.All.SelectMany(state => new[] { (Form: SearchForm.Of(state.Name), state.Key), (Form: state.Key, state.Key) })).Distinct()
        .GroupBy(one => one.Form, one => one.Key).ToFrozenDictionary(same => same.Key, same => same.Order(StringComparer.Ordinal).ToArray());

    /// <summary>
    /// The keys of what a cell says. A word of two states (kongolesisch) gives both, as one of them is meant. Where nothing is known it stays as
    /// it is, since the other file may write it alike.
    /// </summary>
    public static IReadOnlyList<string> Read(string cell)
    {
        if (Find(cell) is { } whole) return whole;
        var parts = cell.Split(Between, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        // What is unknown beside what is known is the rest of a name (Moldau, Republik).
        return parts.SelectMany(part => Find(part) ?? FindEach(part.Split(' '))).Distinct().ToList() is { Count: > 0 } known ? known : parts;
    }

    /// <summary>SYR TUR; nothing if one of them is not known.</summary>
    private static string[] FindEach(string[] words) =>
        Array.TrueForAll(words, word => Find(word) is not null) ? [.. words.SelectMany(word => Find(word)!)] : [];

    private static string[]? Find(string text)
    {
        var form = SearchForm.Of(text);
        if (Keys.TryGetValue(form, out var keys)) return keys;
        foreach (var ending in Endings)
            if (form.EndsWith("ISCH" + ending, StringComparison.Ordinal) && Keys.TryGetValue(form[..^ending.Length], out keys)) return keys;
        return null;
    }
}
