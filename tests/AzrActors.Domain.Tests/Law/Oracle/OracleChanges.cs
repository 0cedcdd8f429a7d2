using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using static AzrActors.Oracle.OracleAnnex;

namespace AzrActors.Oracle;

/// <summary>
/// The annex of August 2026: that of July 2021 with the list of changes (<c>Law/Source/anlage-changes-2026.json</c>)
/// applied one by one. What the list says in prose only is in <see cref="OracleDepartures"/>.
/// </summary>
internal static partial class OracleChanges
{
    private const string Row9 = "9";
    private static readonly string[] Row9Parts = ["9-I", "9-II"];

    /// <summary>Sections II and III, and the opening paragraph, hold no stored items.</summary>
    private static readonly string[] NotItems = ["preamble", "35", "36", "37"];

    private static readonly List<JsonElement> Changes = [.. OracleFiles.Json("anlage-changes-2026.json").GetProperty("changes").EnumerateArray()
        .Where(change => !NotItems.Contains(Text(change, "row")))];

    public static List<OracleCell> CellsOf2026()
    {
        var cells = CellsOf2021().SelectMany(Relettered).ToList();
        foreach (var change in Changes)
        {
            if (NewRow(change) is { } row) cells.AddRange(row);
            else if (ColumnOf(change) is { } column) Apply(cells, change, column);
        }
        // An item with bodies of its own is not meant by those who stand beside the others of its row.
        foreach (var change in Changes.Where(HasOwnBodies))
        {
            var letters = LettersOf(change.GetProperty("letters"));
            for (var i = 0; i < cells.Count; i++)
                if (cells[i].Row == Text(change, "row")) cells[i] = cells[i] with { Without = [.. cells[i].Without, .. letters] };
            cells.AddRange(Bodies(change.GetProperty("definition"), Text(change, "row"), letters));
        }
        return cells;
    }

    /// <summary>Row and letter of every item, without the groups, which the list of changes tells in prose.</summary>
    public static IEnumerable<(string Row, string Letter)> PlacesOf2026()
    {
        foreach (var item in ItemsOf2021())
            if (Moved(item.Row, item.Letter) is { } place) yield return place.Row == Row9 ? (Row9Parts[0], place.Letter) : place;
        foreach (var change in Changes.Where(change => Text(change, "kind") == "item_added" && change.GetProperty("letters").ValueKind != JsonValueKind.Null))
            foreach (var letter in OracleLetters.Read(LettersOf(change.GetProperty("letters"))) is { } read ? read.Letters : LettersOf(change.GetProperty("letters")))
                yield return (Text(change, "row"), letter);
        foreach (var change in Changes.Where(change => Text(change, "kind") == "row_added" && change.TryGetProperty("definition", out _)))
            foreach (var item in change.GetProperty("definition").GetProperty("items").EnumerateArray()) yield return (Text(change, "row"), Text(item, "letter"));
    }

    /// <summary>The cell with the letters of 2026; row 9 has become two, the second for third-country nationals only.</summary>
    private static IEnumerable<OracleCell> Relettered(OracleCell cell)
    {
        foreach (var row in cell.Row != Row9 ? [cell.Row] : cell.Group == "1" ? Row9Parts : Row9Parts[..1])
        {
            if (cell.Letters.Contains("*")) yield return cell with { Row = row };
            else if (cell.Letters.Select(letter => Moved(cell.Row, letter)).OfType<(string Row, string Letter)>().Where(place => place.Row == row).ToList()
                is { Count: > 0 } moved) yield return cell with { Row = row, Letters = [.. moved.Select(place => place.Letter)] };
        }
    }

    private static void Apply(List<OracleCell> cells, JsonElement change, char column)
    {
        var (row, group, body) = (Text(change, "row"), change.GetProperty("person_group").GetInt32().ToString(CultureInfo.InvariantCulture), Text(change, "authority"));
        var held = cells.Where(cell => (cell.Column, cell.Row, cell.Group) == (column, row, group) && (body == "*" || cell.Designation == body)).ToList();
        if (Text(change, "kind").EndsWith("_removed", StringComparison.Ordinal))
        {
            cells.RemoveAll(held.Contains);
            return;
        }
        if (OracleLetters.Read(LettersOf(change.GetProperty("letters"))) is not { } read) return;
        if (body == "*")
        {
            for (var i = 0; i < cells.Count; i++)
                if (held.Contains(cells[i]) && cells[i].Designation != OracleDepartures.Sirene)
                    cells[i] = cells[i] with { Without = [.. cells[i].Without, .. read.Without] };
            return;
        }
        var isChange = Text(change, "kind").EndsWith("_letters_changed", StringComparison.Ordinal);
        if (isChange) cells.RemoveAll(held.Contains);
        var condition = ConditionOf(change) ?? (isChange && held.Count > 0 ? held[0].Condition : "");
        cells.Add(new OracleCell(column, row, group, body, condition, read.Letters, read.Without));
    }

    private static string? ConditionOf(JsonElement change)
    {
        if (TextOrNone(change, "condition") is { Length: > 0 } stated) return stated;
        if (change.TryGetProperty("condition_change", out var replaced)) return replaced.GetProperty("to")[0].GetString();
        const string InNote = "condition: ";
        return TextOrNone(change, "note") is var note && note.StartsWith(InNote, StringComparison.Ordinal) ? note[InNote.Length..] : null;
    }

    private static char? ColumnOf(JsonElement change) => Text(change, "kind") switch
    {
        "transmitter_added" or "transmitter_removed" or "transmitter_letters_changed" => 'C',
        "recipient_added" or "recipient_removed" or "recipient_letters_changed" => 'D',
        _ => null,
    };

    private static List<OracleCell>? NewRow(JsonElement change)
    {
        if (Text(change, "kind") != "row_added") return null;
        var definition = change.TryGetProperty("definition", out var own) ? own : change.GetProperty("to");
        return definition.ValueKind == JsonValueKind.Object && definition.TryGetProperty("transmitters", out var writers) && writers.ValueKind == JsonValueKind.Array
            ? [.. Bodies(definition, Text(change, "row"), null)] : [];
    }

    private static bool HasOwnBodies(JsonElement change) => Text(change, "kind") == "item_added"
        && change.TryGetProperty("definition", out var definition) && definition.TryGetProperty("transmitters", out _);

    /// <param name="letters">Null where every body has letters of its own.</param>
    private static IEnumerable<OracleCell> Bodies(JsonElement definition, string row, IReadOnlyList<string>? letters) =>
        from column in new[] { ('C', "transmitters"), ('D', "recipients") }
        from body in definition.GetProperty(column.Item2).EnumerateArray()
        from grouped in definition.GetProperty("person_groups").EnumerateArray()
        select body.ValueKind switch
        {
            JsonValueKind.String => Cell(column.Item1, grouped, body.GetString()!, "", letters!),
            JsonValueKind.Array => Cell(column.Item1, grouped, body[0].GetString()!, "", [body[1].GetString()!]),
            _ => Cell(column.Item1, grouped, Text(body, "authority"), TextOrNone(body, "condition"), LettersOf(body.GetProperty("letters"))),
        }
        into cell
        select cell with { Row = row };

    private static OracleCell Cell(char column, JsonElement group, string designation, string condition, IReadOnlyList<string> letters) =>
        new(column, "", group.GetInt32().ToString(CultureInfo.InvariantCulture), designation, condition, letters, []);

    /// <summary>Where an item of 2021 stands in 2026; null if it is gone.</summary>
    private static (string Row, string Letter)? Moved(string row, string letter)
    {
        foreach (var change in Changes)
        {
            if (Text(change, "kind") == "item_renamed" && PlaceBefore(change) == (row, letter)) return (Text(change, "row"), LettersOf(change.GetProperty("letters"))[0]);
            if (Text(change, "kind") == "item_removed" && change.GetProperty("person_group").ValueKind == JsonValueKind.Null
                && TextOrNone(change, "letters_2021") == letter && Text(change, "row") == row) return null;
            if (Text(change, "kind") == "item_removed" && change.GetProperty("letters").ValueKind == JsonValueKind.Array
                && Text(change, "row") == row && LettersOf(change.GetProperty("letters")).Contains(letter) && !IsRenamed(row, letter)) return null;
        }
        var parent = letter.LastIndexOf('.');
        return parent > 0 && Moved(row, letter[..parent]) is { } above ? (above.Row, above.Letter + letter[parent..]) : (row, letter);
    }

    private static bool IsRenamed(string row, string letter) =>
        Changes.Any(change => Text(change, "kind") == "item_renamed" && PlaceBefore(change) == (row, letter));

    /// <summary>The first tables name the old letter in the words of the heading ("d) Angaben über die Verteilung").</summary>
    private static (string Row, string Letter)? PlaceBefore(JsonElement change)
    {
        if (change.TryGetProperty("letters_2021", out _)) return (TextOrNone(change, "row_2021") is { Length: > 0 } row ? row : Text(change, "row"), TextOrNone(change, "letters_2021"));
        return OldLetter().Match(TextOrNone(change, "from")) is { Success: true } old && change.GetProperty("letters").GetArrayLength() == 1
            ? (Text(change, "row"), old.Groups[1].Value) : null;
    }

    [GeneratedRegex(@"^([a-z]+)\)")]
    private static partial Regex OldLetter();
}
