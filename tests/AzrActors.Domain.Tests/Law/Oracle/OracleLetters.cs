using System.Text.RegularExpressions;

namespace AzrActors.Oracle;

/// <summary>
/// Letters as the list of changes writes them: <c>a-d,g-i</c>, <c>f.aa-j.aa</c>, <c>a-f.bb;a-f.cc</c> (each letter with
/// each part), <c>* without b</c>. Remarks in brackets are for people.
/// </summary>
internal static partial class OracleLetters
{
    private const string Exception = "* without ";

    /// <summary>Null where the text is prose.</summary>
    public static (IReadOnlyList<string> Letters, IReadOnlyList<string> Without)? Read(IReadOnlyList<string> written)
    {
        if (written.Count != 1) return (written, []);
        var text = Remark().Replace(written[0], "").Trim().Replace(" bis ", "-", StringComparison.Ordinal);
        if (text.StartsWith(Exception, StringComparison.Ordinal)) return List(text[Exception.Length..]) is { } without ? (["*"], without) : null;
        return List(text) is { } letters ? (letters, []) : null;
    }

    private static List<string>? List(string text)
    {
        if (text == "*") return ["*"];
        if (text.StartsWith('-')) return [text];
        var all = new List<string>();
        foreach (var part in text.Split(';'))
        {
            // "c,d.cc;c,d.dd" means c.cc, d.cc, c.dd and d.dd; without semicolon each word stands for itself.
            var shared = text.Contains(';', StringComparison.Ordinal) && Distributed().Match(part) is { Success: true } match ? match : null;
            foreach (var word in (shared?.Groups[1].Value ?? part).Split(','))
            {
                if (Range(word) is not { } letters) return null;
                all.AddRange(letters.Select(letter => letter + shared?.Groups[2].Value));
            }
        }
        return all;
    }

    private static IEnumerable<string>? Range(string word)
    {
        if (One().IsMatch(word)) return [word];
        if (FromTo().Match(word) is not { Success: true } range) return null;
        var (first, last) = (range.Groups[1].Value[0], range.Groups[3].Value[0]);
        return Enumerable.Range(first, last - first + 1).Select(letter => (char)letter + range.Groups[4].Value);
    }

    [GeneratedRegex(@"\s*\([^)]*\)")]
    private static partial Regex Remark();

    [GeneratedRegex(@"^([a-z,-]+)(\.[a-z]+)$")]
    private static partial Regex Distributed();

    [GeneratedRegex(@"^[a-z]+(\.[a-z]+)*$")]
    private static partial Regex One();

    [GeneratedRegex(@"^([a-z])(\.[a-z]+)?-([a-z])(\.[a-z]+)?$")]
    private static partial Regex FromTo();
}
