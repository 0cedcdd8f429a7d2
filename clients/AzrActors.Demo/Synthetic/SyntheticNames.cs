using System.Globalization;
using System.Text;

namespace AzrActors.Demo.Synthetic;

/// <summary>The names of one synthetic person; without given names the whole name is one (Blockname).</summary>
internal sealed record SyntheticName(string Family, string? Birth, string? Given);

/// <summary>Draws names as registers really hold them: variants, particles, letters of DIN 91379, lost diacritics.</summary>
internal static class SyntheticNames
{
    private const double DiacriticsLost = 0.1;
    private const double TwoGivenNames = 0.15;
    private const double OneNameOnly = 0.04;
    private const double OtherBirthName = 0.35;

    // Letters that Unicode does not take apart into a base letter and a mark.
    private static readonly Dictionary<char, string> Bases = new()
    {
        ['ı'] = "i",
        ['đ'] = "d",
        ['Đ'] = "D",
        ['ł'] = "l",
        ['Ł'] = "L",
        ['ə'] = "e",
        ['Ə'] = "E",
        ['’'] = "'",
    };

    public static SyntheticName Draw(SeededDraw draw, string language, string sex, bool married)
    {
        var pool = SyntheticTables.Names[language];
        var female = sex == "w" || (sex != "m" && draw.Chance(0.5));
        var lost = draw.Chance(DiacriticsLost);
        string Written(string name) => lost ? WithoutMarks(name) : name;

        var family = Written(Family(draw, pool, language, female));
        var birth = female && married && draw.Chance(OtherBirthName) ? Written(Family(draw, pool, language, female)) : null;
        if (language == "persian" && draw.Chance(OneNameOnly)) return new SyntheticName(family, null, null);
        var givens = female ? pool.Female : pool.Male;
        var first = draw.Pick(givens);
        var second = draw.Pick(givens);
        var given = first != second && draw.Chance(TwoGivenNames) ? $"{first} {second}" : first;
        return new SyntheticName(family, birth == family ? null : birth, Written(given));
    }

    private static string Family(SeededDraw draw, NamePool pool, string language, bool female)
    {
        var name = draw.Pick(pool.Family);
        if (language == "iberian") return $"{name} {draw.Pick(pool.Family)}";
        return female ? Feminine(name, language) : name;
    }

    private static string Feminine(string name, string language) => language switch
    {
        "bulgarian" or "azerbaijani" when name.EndsWith('v') => name + "a",
        "eastSlavic" when name.EndsWith("ow", StringComparison.Ordinal) || name.EndsWith("in", StringComparison.Ordinal)
            || name.EndsWith("ew", StringComparison.Ordinal) => name + "a",
        "westSlavic" or "southSlavic" when name.EndsWith("ski", StringComparison.Ordinal) => name[..^1] + "a",
        "westSlavic" when name.EndsWith('ý') => name[..^1] + "á",
        _ => name,
    };

    public static string WithoutMarks(string name)
    {
        var plain = new StringBuilder(name.Length);
        foreach (var letter in name.Normalize(NormalizationForm.FormD))
        {
            if (CharUnicodeInfo.GetUnicodeCategory(letter) == UnicodeCategory.NonSpacingMark) continue;
            plain.Append(Bases.TryGetValue(letter, out var letters) ? letters : letter.ToString());
        }
        return plain.ToString().Normalize(NormalizationForm.FormC);
    }
}
