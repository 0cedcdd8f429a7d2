using System.Text;
using AzrActors.Domain.CodeLists;

namespace AzrActors.Domain.Identity;

/// <summary>Sound of a word as German ears hear it, in digits (Kölner Phonetik): Meier, Maier and Meyer are one.</summary>
public static class ColognePhonetics
{
    private const char Start = '^';

    private static readonly Row[] Rows = [.. Table.Load("Identity.cologne-phonetics.csv").Rows
        .Select(row => new Row(row["letters"], row["before"], row["after"], row["code"]))];

    /// <param name="word">In search form; blanks and digits sound like nothing.</param>
    public static string Of(string word)
    {
        var code = new StringBuilder(word.Length);
        var last = '\0';
        for (var at = 0; at < word.Length; at++)
        {
            var row = Fitting(word[at], at > 0 ? word[at - 1] : Start, at + 1 < word.Length ? word[at + 1] : '\0');
            foreach (var digit in row?.Code ?? "")
            {
                // Of equal neighbours one is heard, and vowels only at the beginning.
                if (digit != last && (digit != '0' || code.Length == 0)) code.Append(digit);
                last = digit;
            }
        }
        return code.ToString();
    }

    private static Row? Fitting(char letter, char former, char next)
    {
        foreach (var row in Rows)
            if (row.Letters.Contains(letter) && Fits(row.Before, next) && Fits(row.After, former)) return row;
        return null;
    }

    private static bool Fits(string demanded, char there) => demanded.Length == 0 || demanded.Contains(there);

    private sealed record Row(string Letters, string Before, string After, string Code);
}
