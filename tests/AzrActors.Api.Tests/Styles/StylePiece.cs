namespace AzrActors.Api.Tests.Styles;

/// <summary>
/// One piece of a style sheet, character for character: a statement (<c>@charset "UTF-8";</c>, a declaration) or a rule with what
/// stands between its braces. Nothing is interpreted, so nothing can be lost: the pieces of a sheet, one after the other, are the sheet.
/// </summary>
/// <param name="Head">What stands before the semicolon or the brace.</param>
/// <param name="Body">What stands between the braces; null for a statement.</param>
internal sealed record StylePiece(string Head, string? Body)
{
    /// <summary>The pieces of a sheet, or of the body of a rule.</summary>
    public static IReadOnlyList<StylePiece> Split(string text)
    {
        var pieces = new List<StylePiece>();
        var (start, open) = (0, -1);
        foreach (var at in Outermost(text, "{};"))
        {
            if (text[at] == '{') open = at;
            // The last declaration of a body needs no semicolon, and a rule none behind its brace.
            else if (text[at] == ';') (pieces, start) = ([.. pieces, new StylePiece(text[start..at], null)], at + 1);
            else (pieces, start) = ([.. pieces, new StylePiece(text[start..open], text[(open + 1)..at])], at + 1);
        }
        if (text[start..].Trim().Length > 0) pieces.Add(new StylePiece(text[start..], null));
        return pieces;
    }

    /// <summary>Parts of a list at its outermost commas.</summary>
    public static IReadOnlyList<string> Parts(string list)
    {
        var parts = new List<string>();
        var start = 0;
        foreach (var at in Outermost(list, ","))
        {
            parts.Add(list[start..at]);
            start = at + 1;
        }
        return [.. parts, list[start..]];
    }

    /// <summary>The text without what stands in brackets, such as the arguments of <c>:not(…)</c> and of <c>[…]</c>.</summary>
    public static string WithoutBrackets(string text)
    {
        var kept = new System.Text.StringBuilder();
        foreach (var (character, _, depth) in Walk(text)) if (depth == 0) kept.Append(character);
        return kept.ToString();
    }

    public override string ToString() => Body is null ? $"{Head};" : $"{Head}{{{Body}}}";

    private static IEnumerable<int> Outermost(string text, string marks) =>
        Walk(text).Where(one => one.Depth == 0 && marks.Contains(one.Character, StringComparison.Ordinal)).Select(one => one.At);

    /// <summary>Each character with the brackets that are open around it; a bracket that opens or closes counts as outside.</summary>
    private static IEnumerable<(char Character, int At, int Depth)> Walk(string text)
    {
        var depth = 0;
        for (var at = 0; at < text.Length; at++)
        {
            if (string.CompareOrdinal(text, at, "/*", 0, 2) == 0) throw new FormatException("A comment in a style sheet that had none: read it.");
            if (text[at] is '"' or '\'')
            {
                var end = EndOfString(text, at);
                for (; at < end; at++) yield return (text[at], at, depth + 1);
                yield return (text[at], at, depth + 1);
                continue;
            }
            if (text[at] is ')' or ']' or '}') depth--;
            yield return (text[at], at, depth);
            if (text[at] is '(' or '[' or '{') depth++;
        }
        if (depth != 0) throw new FormatException("The brackets of the style sheet do not match.");
    }

    private static int EndOfString(string text, int start)
    {
        for (var at = start + 1; at < text.Length; at++)
        {
            if (text[at] == '\\') at++;
            else if (text[at] == text[start]) return at;
        }
        throw new FormatException("A string of the style sheet does not end.");
    }
}
