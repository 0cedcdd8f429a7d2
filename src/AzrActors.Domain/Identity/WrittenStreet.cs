using System.Collections.Frozen;
using System.Text.RegularExpressions;
using AzrActors.Domain.CodeLists;

namespace AzrActors.Domain.Identity;

/// <summary>
/// Street and house number as files write them, without what says where in the house somebody lives or with whom
/// (<c>address-additions.csv</c>, c/o): one file has it and the other has not.
/// </summary>
public static partial class WrittenStreet
{
    private const string Unit = "unit";
    private const string Floor = "floor";

    /// <summary>Of c/o.</summary>
    private const string CareOf = "C";

    // Between them stands another part of the address.
    private static readonly char[] Between = [',', ';', '(', ')', '\n'];

    private static readonly FrozenDictionary<string, string> Additions = Table.Load("Identity.address-additions.csv").Rows
        .ToFrozenDictionary(row => row["word"], row => row["kind"]);

    /// <param name="houseNumber">Where it stands in a column of its own.</param>
    /// <returns>Words in search form. Where nothing but additions would be meant, they are the street.</returns>
    public static string Read(string street, string? houseNumber)
    {
        var parts = PartsOf(street);
        if (parts.Exists(part => !IsAddition(part) && part.Exists(IsWord))) parts.RemoveAll(IsAddition);
        var words = parts.SelectMany(part => WithoutAdditions(part, houseNumber is not null));
        var number = houseNumber is null ? [] : PartsOf(houseNumber).FirstOrDefault([]);
        return string.Join(' ', words.Concat(number.TakeWhile((_, at) => at == 0 || AdditionAt(number, at) is null)));
    }

    private static List<List<string>> PartsOf(string text) =>
        [.. text.Split(Between).Select(part => Words().Matches(SearchForm.Of(part)).Select(word => word.Value).ToList()).Where(part => part.Count > 0)];

    /// <summary>Whg 3; 3. OG links; c/o and whoever it is.</summary>
    private static bool IsAddition(List<string> part)
    {
        var end = 0;
        while (end < part.Count && AdditionAt(part, end) is { } next && part[end] != CareOf) end = next;
        return end == part.Count || (part[end] == CareOf && AdditionAt(part, end) is not null);
    }

    /// <param name="isNumbered">The house number stands elsewhere.</param>
    private static List<string> WithoutAdditions(List<string> part, bool isNumbered)
    {
        // Flat 4 12 High Street: what is left after it is an address by itself.
        if (AdditionAt(part, 0) is { } first && part[first..] is var rest && rest.Exists(IsWord) && rest.Exists(IsNumber))
            return WithoutAdditions(rest, isNumbered);
        var hasNumber = false;
        for (var at = 0; at < part.Count; at++)
        {
            // A street may be called like a floor: without a number before it, it is an addition if it has one of its own.
            if (AdditionAt(part, at) is not { } end) hasNumber |= IsNumber(part[at]);
            else if (part[..at].Exists(IsWord)
                && (hasNumber || IsNumber(part[at]) || part[at] == CareOf || (isNumbered && part[at..end].Exists(IsNumber)))) return part[..at];
        }
        return part;
    }

    /// <summary>Where the addition ends that begins at a word; null if none does.</summary>
    private static int? AdditionAt(List<string> part, int at)
    {
        if (part[at] == CareOf && at + 1 < part.Count && part[at + 1] == "O") return at + 2;
        if (IsNumber(part[at]))
        {
            var floor = at + 1 < part.Count && part[at + 1] is ("ST" or "ND" or "RD" or "TH") ? at + 2 : at + 1;
            return floor < part.Count && KindOf(part[floor]) == Floor ? floor + 1 : null;
        }
        return KindOf(part[at]) switch
        {
            null => null,
            Unit => at + 1 == part.Count ? at + 1 : !IsNumber(part[at + 1]) && part[at + 1].Length > 1 ? null
                : at + 2 < part.Count && part[at + 2].Length == 1 && !IsNumber(part[at + 2]) ? at + 3 : at + 2,
            _ => at + 1,
        };
    }

    private static string? KindOf(string word) => Additions.GetValueOrDefault(word);

    private static bool IsNumber(string word) => char.IsAsciiDigit(word[0]);

    /// <summary>A word of a street; a single letter belongs to a number.</summary>
    private static bool IsWord(string word) => !IsNumber(word) && word.Length > 1;

    [GeneratedRegex("[A-Z]+|[0-9]+")]
    private static partial Regex Words();
}
