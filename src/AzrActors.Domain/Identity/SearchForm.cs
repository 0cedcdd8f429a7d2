using System.Collections.Frozen;
using System.Globalization;
using System.Text;
using AzrActors.Domain.CodeLists;

namespace AzrActors.Domain.Identity;

/// <summary>
/// The form under which a name is found whatever its marks and case (Suchform, DIN 91379): capital base letters A to Z,
/// digits, and one blank between words. It serves comparison only and is never written back (AZRG-DV § 3).
/// </summary>
public static class SearchForm
{
    private static readonly FrozenDictionary<(char Letter, char Mark), string> Forms = Table.Load("Identity.search-form.csv").Rows
        .ToFrozenDictionary(row => (row["letter"][0], MarkOf(row["mark"])), row => row["form"]);

    /// <summary>The search form; the same for composed and decomposed letters, and for capital and small ones.</summary>
    public static string Of(string text)
    {
        var form = new StringBuilder(text.Length + 4);
        // Composed first: a letter like ĳ or ǥ must be seen as itself before marks are taken off.
        var decomposed = text.Normalize(NormalizationForm.FormD);
        for (var at = 0; at < decomposed.Length; at++)
        {
            var letter = Capital(decomposed[at]);
            var mark = DecidingMark(letter, decomposed, at + 1);
            if (mark != '\0') form.Append(Forms[(letter, mark)]);
            else Append(form, letter);
        }
        if (form.Length > 0 && form[^1] == ' ') form.Length--;
        return form.ToString();
    }

    private static void Append(StringBuilder form, char letter)
    {
        if (letter is (>= 'A' and <= 'Z') or (>= '0' and <= '9')) form.Append(letter);
        else if (Forms.TryGetValue((letter, '\0'), out var letters)) form.Append(letters);
        else if (IsSilent(letter)) return;
        else if (form.Length > 0 && form[^1] != ' ') form.Append(' ');
    }

    private static char Capital(char letter) => letter switch
    {
        >= 'a' and <= 'z' => (char)(letter - 32),
        < '\u0080' => letter,
        _ => char.ToUpperInvariant(letter),
    };

    private static char DecidingMark(char letter, string text, int at)
    {
        if (letter is not ('A' or 'O' or 'U')) return '\0';
        for (; at < text.Length && IsMark(text[at]); at++)
            if (Forms.ContainsKey((letter, text[at]))) return text[at];
        return '\0';
    }

    // An apostrophe joins what it stands between (D'Angelo, O’Leary); marks were looked at with their letter.
    private static bool IsSilent(char letter) =>
        letter is '\'' or '’' or 'ʼ' or 'ʹ' or 'ʻ' or '`' or '´' or '.' or '·' || IsMark(letter);

    private static bool IsMark(char letter) =>
        letter >= '\u0300' && CharUnicodeInfo.GetUnicodeCategory(letter) is UnicodeCategory.NonSpacingMark;

    private static char MarkOf(string hex) =>
        hex.Length == 0 ? '\0' : (char)ushort.Parse(hex, NumberStyles.HexNumber, CultureInfo.InvariantCulture);
}
