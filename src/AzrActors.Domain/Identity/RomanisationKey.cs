using System.Collections.Frozen;
using System.Text;
using AzrActors.Domain.CodeLists;

namespace AzrActors.Domain.Identity;

/// <summary>
/// What romanisations of one name have in common: its consonants in one spelling. Mohammed, Muhammad and Mohamad are
/// MHMD; Volodymyr and Vladimir are VLDMR. Names of few consonants keep their vowels in three classes, else Ali and Ola
/// would be one.
/// </summary>
public static class RomanisationKey
{
    private const int ConsonantsMin = 3;

    private static readonly FrozenDictionary<char, Rewrite[]> Rewrites = Table.Load("Identity.romanisation-rewrites.csv").Rows
        .Select(row => new Rewrite(row["from"], row["to"], row["where"]))
        .GroupBy(rewrite => rewrite.From[0])
        .ToFrozenDictionary(group => group.Key, group => group.OrderByDescending(rewrite => rewrite.From.Length).ToArray());

    private static readonly FrozenDictionary<string, string> Equivalents = Table.Load("Identity.name-equivalents.csv").Rows
        .ToFrozenDictionary(row => row["key"], row => row["stands_for"]);

    /// <param name="word">One word of a name in search form.</param>
    public static string Of(string word)
    {
        var spelt = Respelt(word);
        var key = new StringBuilder(spelt.Length);
        var consonants = 0;
        foreach (var letter in spelt)
        {
            if (IsVowel(letter, atStart: key.Length == 0)) { if (key.Length == 0) key.Append('A'); continue; }
            if (key.Length > 0 && key[^1] == letter) continue;
            key.Append(letter);
            consonants++;
        }
        // A final H is written or not (Fatimah, Fatima).
        if (consonants > ConsonantsMin && key[^1] == 'H') key.Length--;
        var text = consonants >= ConsonantsMin ? key.ToString() : WithVowels(spelt);
        return Equivalents.GetValueOrDefault(text, text);
    }

    private static string Respelt(string word)
    {
        var spelt = new StringBuilder(word.Length);
        for (var at = 0; at < word.Length;)
        {
            var fitting = Fitting(word, at);
            spelt.Append(fitting?.To ?? word[at..(at + 1)]);
            at += fitting?.From.Length ?? 1;
        }
        return spelt.ToString();
    }

    private static Rewrite? Fitting(string word, int at)
    {
        if (!Rewrites.TryGetValue(word[at], out var candidates)) return null;
        foreach (var rewrite in candidates)
            if (rewrite.Fits(word, at)) return rewrite;
        return null;
    }

    private static string WithVowels(string spelt)
    {
        var key = new StringBuilder(spelt.Length);
        foreach (var letter in spelt)
        {
            var kept = letter switch { 'E' => 'A', 'Y' => 'I', 'J' when key.Length > 0 => 'I', 'O' => 'U', _ => letter };
            if (key.Length == 0 || key[^1] != kept) key.Append(kept);
        }
        return key.ToString();
    }

    private static bool IsVowel(char letter, bool atStart) => letter is 'A' or 'E' or 'I' or 'O' or 'U' or 'Y' || (letter == 'J' && !atStart);

    private sealed record Rewrite(string From, string To, string Where)
    {
        public bool Fits(string word, int at) =>
            string.CompareOrdinal(word, at, From, 0, From.Length) == 0
            && (Where.Length == 0 || Where == "end" || at == 0)
            && (Where.Length == 0 || Where == "start" || at + From.Length == word.Length);
    }
}
