using System.Text.RegularExpressions;

namespace AzrActors.Api.Tests.Styles;

/// <summary>
/// What pages with given classes need of a style sheet. A selector is left out only where an element it names would have to have a
/// class that no page has; a variable only where nothing that is left reads it. What stays is the sheet's own text in its own order.
/// </summary>
internal sealed partial class StyleCut(IReadOnlySet<string> classes)
{
    /// <summary>The pieces that stay.</summary>
    /// <param name="sheet">The whole style sheet.</param>
    /// <param name="readers">Text that reads variables of the sheet, such as our own style sheets.</param>
    public IReadOnlyList<StylePiece> Of(string sheet, string readers)
    {
        var matching = Moving(Matching(StylePiece.Split(sheet)));
        var variables = Variables(matching, readers);
        return Keep(matching, one => !IsVariable(one) || variables.Contains(NameOf(one)));
    }

    private List<StylePiece> Matching(IReadOnlyList<StylePiece> pieces)
    {
        var kept = new List<StylePiece>();
        foreach (var piece in pieces)
        {
            if (piece.Body is null || IsKeyframes(piece)) kept.Add(piece);
            else if (piece.Head.StartsWith("@media", StringComparison.Ordinal))
            {
                if (Matching(StylePiece.Split(piece.Body)) is { Count: > 0 } inner) kept.Add(piece with { Body = string.Concat(inner) });
            }
            else if (piece.Head.StartsWith('@')) throw new FormatException($"Nobody has said what becomes of {piece.Head}.");
            else if (string.Join(',', StylePiece.Parts(piece.Head).Where(CanMatch)) is { Length: > 0 } selectors) kept.Add(piece with { Head = selectors });
        }
        return kept;
    }

    // Classes in brackets (":not(.a)", ":is(.a, b)") need not be there for the selector to match, so they leave nothing out.
    private bool CanMatch(string selector) => Class().Matches(StylePiece.WithoutBrackets(selector)).All(one => classes.Contains(one.Groups[1].Value));

    /// <summary>Without movements that nothing names.</summary>
    private static List<StylePiece> Moving(List<StylePiece> pieces)
    {
        var still = string.Concat(pieces.Where(piece => !IsKeyframes(piece)));
        return [.. pieces.Where(piece => !IsKeyframes(piece) || still.Contains(piece.Head.Split(' ')[^1], StringComparison.Ordinal))];
    }

    /// <summary>Variables that are read by what applies, and those that these are made of.</summary>
    private static HashSet<string> Variables(IReadOnlyList<StylePiece> pieces, string readers)
    {
        var declarations = Declarations(pieces).ToList();
        var made = declarations.Where(IsVariable).ToLookup(NameOf);
        var open = new Queue<string>(declarations.Where(one => !IsVariable(one)).Select(one => one.Head).Append(readers));
        var read = new HashSet<string>();
        while (open.TryDequeue(out var text))
            foreach (Match name in Variable().Matches(text))
                if (read.Add(name.Value)) foreach (var one in made[name.Value]) open.Enqueue(one.Head[(NameOf(one).Length + 1)..]);
        return read;
    }

    private static IEnumerable<StylePiece> Declarations(IReadOnlyList<StylePiece> pieces) =>
        pieces.Where(piece => piece.Body is not null).SelectMany(piece => StylePiece.Split(piece.Body!))
            .SelectMany(inner => inner.Body is null ? [inner] : Declarations([inner]));

    private static List<StylePiece> Keep(IReadOnlyList<StylePiece> pieces, Func<StylePiece, bool> wanted)
    {
        var kept = new List<StylePiece>();
        foreach (var piece in pieces)
        {
            if (piece.Body is null)
            {
                if (wanted(piece)) kept.Add(piece);
            }
            else if (string.Concat(Keep(StylePiece.Split(piece.Body), wanted)).TrimEnd(';') is { Length: > 0 } body) kept.Add(piece with { Body = body });
        }
        return kept;
    }

    private static bool IsKeyframes(StylePiece piece) => piece.Head.StartsWith("@keyframes", StringComparison.Ordinal);

    private static bool IsVariable(StylePiece piece) => piece.Head.StartsWith("--", StringComparison.Ordinal);

    private static string NameOf(StylePiece declaration) => declaration.Head[..declaration.Head.IndexOf(':', StringComparison.Ordinal)];

    [GeneratedRegex(@"\.(-?[A-Za-z_][\w-]*)")]
    private static partial Regex Class();

    [GeneratedRegex(@"--[A-Za-z][\w-]*")]
    private static partial Regex Variable();
}
