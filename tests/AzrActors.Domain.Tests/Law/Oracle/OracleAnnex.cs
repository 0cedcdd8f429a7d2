using System.Text.Json;

namespace AzrActors.Oracle;

/// <summary>A stored item: its place in the annex and the groups of persons for whom it is stored.</summary>
internal sealed record OracleItem(string Row, string Letter, IReadOnlyList<string> Groups, string Id)
{
    public string Reference => Letter == "-" ? Row : $"{Row}.{Letter}";
}

/// <summary>Who is named in column C or D of one row for one group, for which letters, under which printed condition.</summary>
/// <param name="Letters">Containing <c>*</c> where nothing is said of letters.</param>
/// <param name="Without">Letters taken out again.</param>
internal sealed record OracleCell(
    char Column, string Row, string Group, string Designation, string Condition, IReadOnlyList<string> Letters, IReadOnlyList<string> Without)
{
    public bool Names(string letter) =>
        Letters.Any(named => named == "*" || IsWithin(letter, named)) && !Without.Any(out_ => IsWithin(letter, out_));

    /// <summary>A letter includes what is below it.</summary>
    public static bool IsWithin(string letter, string named) => letter.StartsWith(named, StringComparison.Ordinal) && (letter.Length == named.Length || letter[named.Length] == '.');
}

/// <summary>The annex of July 2021 as it was taken from the statute (<c>Law/Source/azrg-dv-anlage.json</c>), section I.</summary>
internal static class OracleAnnex
{
    public const string State2021 = "2021-07-15";
    public const string State2026 = "2026-08-27";

    public static IEnumerable<OracleItem> ItemsOf2021() => Rows().SelectMany(row => Texts(row.GetProperty("items"), item => item).SelectMany(item => WithParts(row, item, item)));

    public static IEnumerable<OracleCell> CellsOf2021() =>
        from row in Rows()
        from block in row.GetProperty("groups").EnumerateArray()
        from column in new[] { ('C', "transmitters"), ('D', "recipients") }
        from entry in block.GetProperty(column.Item2).EnumerateArray()
        select new OracleCell(column.Item1, Text(row, "key"), Group(block), Text(entry, "authority"), TextOrNone(entry, "condition"),
            LettersOf(entry.GetProperty("letters")), []);

    /// <summary>Letters as a list, or the one text they are.</summary>
    public static IReadOnlyList<string> LettersOf(JsonElement letters) =>
        letters.ValueKind == JsonValueKind.Array ? [.. letters.EnumerateArray().Select(letter => letter.GetString()!)] : [letters.GetString()!];

    public static string Text(JsonElement element, string property) => element.GetProperty(property).GetString()!;

    public static string TextOrNone(JsonElement element, string property) =>
        element.TryGetProperty(property, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString()! : "";

    private static IEnumerable<JsonElement> Rows() =>
        OracleFiles.Json("azrg-dv-anlage.json").GetProperty("rows").EnumerateArray().Where(row => Text(row, "section") == "I");

    private static IEnumerable<OracleItem> WithParts(JsonElement row, JsonElement top, JsonElement item)
    {
        var label = Text(item, "label");
        var groups = row.GetProperty("groups").EnumerateArray().Where(block => IsInScope(block, Text(top, "label"), label)).Select(Group);
        yield return new OracleItem(Text(row, "key"), label, [.. groups], Text(item, "identifier"));
        if (!item.TryGetProperty("sub", out var parts)) yield break;
        foreach (var part in parts.EnumerateArray().SelectMany(part => WithParts(row, top, part))) yield return part;
    }

    private static bool IsInScope(JsonElement block, string top, string label)
    {
        var scope = block.GetProperty("items_scope");
        return Texts(scope.GetProperty("letters"), letter => letter.GetString()).Contains(top)
            && !Texts(scope.GetProperty("excluded_sub"), letter => letter.GetString()!).Any(excluded => OracleCell.IsWithin(label, excluded));
    }

    private static string Group(JsonElement block) => block.GetProperty("person_group").GetInt32().ToString(System.Globalization.CultureInfo.InvariantCulture);

    private static IEnumerable<T> Texts<T>(JsonElement list, Func<JsonElement, T> read) => list.EnumerateArray().Select(read);
}
