using System.Collections.Frozen;
using System.Globalization;
using System.Text;
using AzrActors.Domain.CodeLists;

namespace AzrActors.Domain.Identity;

/// <summary>
/// Names as the machine readable zone of a passport spells them (ICAO Doc 9303 part 3 section 6). Several letters have
/// more than one valid form, so the form can be made and compared but never be a ground for refusal.
/// </summary>
public static class MachineReadableName
{
    private const char Filler = '<';

    private static readonly FrozenDictionary<char, string[]> Forms = Table.Load("Identity.icao-transliteration.csv").Rows
        .ToFrozenDictionary(row => row["letter"][0], row => (string[])[row["form"], .. Table.Words(row["also"])]);

    /// <summary>The preferred form: <c>Müller-Lüdenscheidt</c> is <c>MUELLER&lt;LUEDENSCHEIDT</c>.</summary>
    public static string Of(string name)
    {
        var form = new StringBuilder(name.Length + 4);
        foreach (var letter in name.Normalize(NormalizationForm.FormC)) Append(form, letter, 0);
        return form.ToString().Trim(Filler);
    }

    /// <summary>True if a passport that spells the name so may be that person's.</summary>
    public static bool MaySpell(string name, string zone)
    {
        var ends = new HashSet<int> { 0 };
        foreach (var letter in name.Normalize(NormalizationForm.FormC))
        {
            var next = new HashSet<int>();
            foreach (var form in FormsOf(letter))
                foreach (var end in ends)
                    if (zone.AsSpan(end).StartsWith(form, StringComparison.Ordinal)) next.Add(end + form.Length);
            ends = next;
        }
        return ends.Contains(zone.Length);
    }

    private static void Append(StringBuilder form, char letter, int choice)
    {
        var written = FormsOf(letter)[choice];
        if (written.Length == 1 && written[0] == Filler && (form.Length == 0 || form[^1] == Filler)) return;
        form.Append(written);
    }

    private static string[] FormsOf(char letter)
    {
        if (Forms.TryGetValue(letter, out var forms) || Forms.TryGetValue(char.ToUpper(letter, CultureInfo.InvariantCulture), out forms)) return forms;
        if (letter is ' ' or '-' or ',') return ["<"];
        return [SearchForm.Of(letter.ToString())];
    }
}
