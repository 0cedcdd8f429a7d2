using System.Text;

namespace AzrActors.Demo.Synthetic.Matching;

/// <summary>Writes a name as another office would: other romanisation, lost marks, typing errors.</summary>
internal static class NameVariants
{
    private static readonly ILookup<string, VariantGroup> Groups = SyntheticTables.Variants.ToLookup(group => group.Language);

    /// <summary>Another romanisation of the name if its language has one.</summary>
    public static string Romanised(SeededDraw draw, string name, string language)
    {
        var words = name.Split(' ');
        foreach (var group in Groups[language].Where(group => group.IsWhole))
        {
            if (group.Forms.FirstOrDefault(form => name.Equals(form, StringComparison.OrdinalIgnoreCase)) is { } whole) return Other(draw, group, whole);
            for (var i = 0; i < words.Length; i++)
                if (group.Forms.Contains(words[i])) words[i] = Other(draw, group, words[i]);
        }
        name = string.Join(' ', words);
        var fitting = Groups[language].Where(group => !group.IsWhole && group.Forms.Any(form => Holds(name, form))).ToList();
        if (fitting.Count == 0) return name;
        var chosen = draw.Pick(fitting);
        var from = chosen.Forms.First(form => Holds(name, form));
        return Capitalised(name.Replace(from, Other(draw, chosen, from), StringComparison.OrdinalIgnoreCase));
    }

    /// <summary>One letter added, left out, exchanged for its neighbour on the keyboard, or turned with the next.</summary>
    public static string Mistyped(SeededDraw draw, string text)
    {
        if (text.Length < 3) return text;
        var at = draw.Between(1, text.Length - 1);
        return draw.Below(4) switch
        {
            0 => text.Remove(at, 1),
            1 => text.Insert(at, Neighbour(draw, text[at])),
            2 => text.Remove(at, 1).Insert(at, Neighbour(draw, text[at])),
            _ => at + 1 < text.Length ? string.Concat(text.AsSpan(0, at), text.AsSpan(at + 1, 1), text.AsSpan(at, 1), text.AsSpan(at + 2)) : text.Remove(at, 1),
        };
    }

    /// <summary>The same letters as base letter and combining mark: equal to the eye, not to a machine.</summary>
    public static string DoubleCoded(string text) => text.Normalize(NormalizationForm.FormD);

    private static bool Holds(string name, string form) => form.Length > 0 && name.Contains(form, StringComparison.OrdinalIgnoreCase);

    private static string Other(SeededDraw draw, VariantGroup group, string form) => draw.Pick([.. group.Forms.Where(other => other != form)]);

    private static string Capitalised(string name) => name.Length > 0 ? char.ToUpperInvariant(name[0]) + name[1..] : name;

    private static string Neighbour(SeededDraw draw, char letter)
    {
        if (char.IsAsciiDigit(letter)) return ((char)('0' + draw.Below(10))).ToString();
        string[] rows = ["qwertzuiop", "asdfghjkl", "yxcvbnm"];
        var row = rows.FirstOrDefault(keys => keys.Contains(char.ToLowerInvariant(letter))) ?? rows[1];
        var at = row.IndexOf(char.ToLowerInvariant(letter), StringComparison.Ordinal);
        return row[Math.Clamp(at + (draw.Chance(0.5) ? 1 : -1), 0, row.Length - 1)].ToString();
    }
}

/// <summary>Forms that stand for each other.</summary>
internal sealed record VariantGroup(string Language, bool IsWhole, IReadOnlyList<string> Forms);
