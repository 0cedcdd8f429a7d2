using System.Collections.Frozen;
using System.Globalization;
using System.Text;
using AzrActors.Domain.CodeLists;

namespace AzrActors.Domain.Quality;

/// <summary>Characters of which names in registers are written (DIN 91379, data type A), by the full table of the standard.</summary>
public static class Din91379
{
    private const int CodesInPlane = 0x10000;
    private static readonly bool[] Single = new bool[CodesInPlane];
    private static readonly FrozenSet<string> Sequences = Load();
    private static readonly int LongestSequence = Sequences.Max(sequence => sequence.Length);

    /// <summary>True if the text consists of letters, sequences and marks of the table; in whichever way they are composed.</summary>
    public static bool IsName(string text)
    {
        // Most names are written in the letters of this first stretch, where nothing has to be put together.
        if (Ascii.IsValid(text)) return AllSingle(text);
        text = text.Normalize(NormalizationForm.FormC);
        for (var at = 0; at < text.Length;)
        {
            var length = LetterLength(text, at);
            if (length == 0) return false;
            at += length;
        }
        return true;
    }

    private static bool AllSingle(string text)
    {
        foreach (var one in text)
            if (!Single[one]) return false;
        return true;
    }

    // The longest sequence first: a base letter alone would leave its mark behind.
    private static int LetterLength(string text, int at)
    {
        for (var length = Math.Min(LongestSequence, text.Length - at); length > 1; length--)
            if (Sequences.Contains(text.Substring(at, length))) return length;
        return Single[text[at]] ? 1 : 0;
    }

    private static FrozenSet<string> Load()
    {
        var sequences = new HashSet<string>();
        foreach (var row in Table.Load("Quality.din-91379.csv").Rows)
        {
            if (row["sequence"].Length > 0)
                sequences.Add(string.Concat(Table.Words(row["sequence"]).Select(code => (char)Code(code))).Normalize(NormalizationForm.FormC));
            else
                for (var code = Code(row["from"]); code <= Code(row["to"]); code++) Single[code] = true;
        }
        return sequences.ToFrozenSet();
    }

    private static int Code(string hex) => int.Parse(hex, NumberStyles.HexNumber, CultureInfo.InvariantCulture);
}
