namespace AzrActors.Oracle;

/// <summary>
/// Permissions written a second time, independently and dumbly: the annex from its source and the sections of the act
/// from their table, walked line by line for every single question.
/// </summary>
internal sealed class LawOracle
{
    /// <summary>The transmission without request, which states no purpose.</summary>
    public const string Unasked = "push";

    private const string UnionCitizen = "3";

    /// <summary>Of a transmission the register makes for reasons of foreigners' or asylum law (conditions.csv).</summary>
    private static readonly string[] MigrationTasks = ["1", "2", "2a", "20", "20a", "23", Unasked];

    private static readonly List<Dictionary<string, string>> KindLines = OracleFiles.Lines("authority-kinds.csv");
    private static readonly List<Dictionary<string, string>> PurposeLines = OracleFiles.Lines("purpose-kinds.csv");
    private static readonly List<Dictionary<string, string>> DesignationLines = OracleFiles.Lines("designations.csv");
    private static readonly List<Dictionary<string, string>> RegisterLines = OracleFiles.Lines("register-rights.csv");

    private readonly List<Dictionary<string, string>> _sections;
    private readonly List<Dictionary<string, string>> _phrases;

    private LawOracle(string state, List<OracleItem> items, List<OracleCell> cells)
    {
        (State, Items, Cells) = (state, items, OracleDepartures.Apply(state, cells));
        _sections = OracleFiles.Lines($"{state}/act-reading.csv");
        _phrases = OracleFiles.Lines($"{state}/conditions.csv");
    }

    public static LawOracle Of2021 { get; } = new(OracleAnnex.State2021, [.. OracleAnnex.ItemsOf2021()], [.. OracleAnnex.CellsOf2021()]);

    public static LawOracle Of2026 { get; } = new(OracleAnnex.State2026, [.. ItemsOf(OracleAnnex.State2026)], OracleChanges.CellsOf2026());

    public static IReadOnlyList<string> Kinds { get; } = [.. KindLines.Select(line => line["kind"])];

    public string State { get; }

    public IReadOnlyList<OracleItem> Items { get; }

    public IReadOnlyList<OracleCell> Cells { get; }

    /// <summary>Items as the table of the state has them; it says nothing of who writes or reads.</summary>
    public static IEnumerable<OracleItem> ItemsOf(string state) => OracleFiles.Lines($"{state}/items.csv")
        .Select(line => new OracleItem(line["row"], line["letter"], OracleFiles.Words(line["groups"]), line["id"]));

    /// <summary>Codes of AZRG-DV § 8 Abs. 3 that a kind of authority may state.</summary>
    public static IReadOnlyList<string> PurposesOf(string kind) =>
        [.. PurposeLines.Where(line => AreMeant(line["kinds"], kind)).Select(line => line["purpose"]).Distinct()];

    /// <summary>Kinds of authority that a name of the annex means.</summary>
    public static IReadOnlyList<string> KindsOf(string designation) => [.. Kinds.Where(kind => IsMeant(designation, kind))];

    /// <summary>True if the register authority stores the item by its own decision.</summary>
    public static bool IsOwnDecision(string id) => RegisterLines.Any(line => line["item"] == id);

    /// <summary>
    /// Sets of conditions of which any one suffices for writing, each as its words in order; the empty set stands alone.
    /// Empty means no.
    /// </summary>
    public IReadOnlyList<string> Write(string kind, OracleItem item, string group)
    {
        if (!item.Groups.Contains(group)) return [];
        return Best(Named('C', kind, null, item, group).Select(cell => Remaining(PrintedWords(cell), kind, null)));
    }

    /// <summary>The same for reading.</summary>
    /// <param name="purpose">Null for none, <see cref="Unasked"/> for what is told unasked.</param>
    public IReadOnlyList<string> Read(string kind, string? purpose, OracleItem item, string group)
    {
        if (purpose is not null and not Unasked && !PurposesOf(kind).Contains(purpose)) return [];
        if (!item.Groups.Contains(group)) return [];
        // § 10 Abs. 1a AZRG.
        if (group == UnionCitizen && !Has("migration", kind)) return [];
        var cells = Named('D', kind, purpose, item, group).Where(cell => IsForTask(cell.Designation, purpose))
            .Select(cell => Remaining(PrintedWords(cell), kind, purpose)).OfType<string>().ToList();
        var sections = _sections.Where(line => AreMeant(line["kinds"], kind) && IsForPurpose(line, purpose) && Gives(line, item, group))
            .Select(line => Remaining(OracleFiles.Words(line["condition"]), kind, purpose)).OfType<string>().ToList();
        return Best(from section in sections from cell in cells select string.Join(' ', OracleFiles.Words($"{section} {cell}").Distinct().Order(StringComparer.Ordinal)));
    }

    /// <summary>True if something may be written or read when just these conditions hold.</summary>
    public static bool Suffices(IReadOnlyList<string> sets, ICollection<string> holding) =>
        sets.Any(set => OracleFiles.Words(set).All(word => IsReduction(word) || holding.Contains(word)));

    /// <summary>A reduction makes the value less, it does not stand in the way.</summary>
    public static bool IsReduction(string word) => word is "settlementHint" or "referenceNumber" or "monthAndYear" or "pseudonym"
        or "noFileReference" or "noLossFindingHint" or "suppliersOfSection19Occasions";

    // "Sonstige Stellen" are those whom no other line of the row and group names for this task.
    private IEnumerable<OracleCell> Named(char column, string kind, string? purpose, OracleItem item, string group)
    {
        var lines = Cells.Where(cell => cell.Column == column && cell.Row == item.Row && cell.Group == group).ToList();
        var isNamed = lines.Any(cell => !IsRest(cell.Designation) && !IsClass(cell.Designation)
            && IsMeant(cell.Designation, kind) && IsForTask(cell.Designation, purpose));
        return lines.Where(cell => cell.Names(item.Letter) && IsMeant(cell.Designation, kind) && !(IsRest(cell.Designation) && isNamed));
    }

    private string[] PrintedWords(OracleCell cell) => cell.Condition.Length == 0 ? []
        : OracleFiles.Words(_phrases.Single(line => line["phrase"] == cell.Condition)["condition"]);

    /// <summary>The words that still ask for something; null if they deny already.</summary>
    private static string? Remaining(string[] words, string kind, string? purpose)
    {
        var left = new List<string>();
        foreach (var word in words)
        {
            if (word == "deny") return null;
            if (word == "migrationTask")
            {
                if (!MigrationTasks.Contains(purpose)) return null;
            }
            else if (word == "task18b")
            {
                if (purpose != "25") return null;
            }
            else if (word.StartsWith("not:", StringComparison.Ordinal))
            {
                if (IsMeant(word["not:".Length..], kind) && IsForTask(word["not:".Length..], purpose)) return null;
            }
            else left.Add(word.Replace("reduce:", "", StringComparison.Ordinal));
        }
        return string.Join(' ', left.Distinct().Order(StringComparer.Ordinal));
    }

    private static IReadOnlyList<string> Best(IEnumerable<string?> sets)
    {
        var all = sets.OfType<string>().Distinct().Order(StringComparer.Ordinal).ToList();
        return all.Contains("") ? [""] : all;
    }

    private static bool Gives(Dictionary<string, string> section, OracleItem item, string group)
    {
        if (!OracleFiles.Words(section["groups"]).Contains(group)) return false;
        var words = OracleFiles.Words(section["items"]);
        return words.Any(word => word == "*" || IsPlace(word, item)) && !words.Any(word => word[0] == '!' && IsPlace(word[1..], item));
    }

    private static bool IsPlace(string word, OracleItem item) =>
        word == item.Row || OracleCell.IsWithin($"{item.Row}.{item.Letter}", word);

    private static bool IsForPurpose(Dictionary<string, string> section, string? purpose)
    {
        var words = OracleFiles.Words(section["purposes"]);
        return purpose switch
        {
            null => words.Contains("-"),
            Unasked => words.Contains(Unasked),
            _ => words.Contains(purpose) || words.Contains("*"),
        };
    }

    private static Dictionary<string, string> Designation(string id) => DesignationLines.Single(line => line["designation"] == id);

    private static bool IsMeant(string designation, string kind) =>
        AreMeant(Designation(designation)["kinds"] is var kinds && kinds == "rest" ? "public" : kinds, kind);

    private static bool IsRest(string designation) => Designation(designation)["kinds"] == "rest";

    private static bool IsClass(string designation) => Designation(designation)["kinds"] is "*" or "public" or "migration";

    private static bool IsForTask(string designation, string? purpose) =>
        OracleFiles.Words(Designation(designation)["purposes"]) is var tasks && (tasks.Length == 0 || tasks.Contains(purpose));

    private static bool AreMeant(string kinds, string kind) =>
        OracleFiles.Words(kinds).Any(word => word == "*" || word == kind || (word is "public" or "migration" && Has(word, kind)));

    private static bool Has(string mark, string kind) => KindLines.Single(line => line["kind"] == kind)[mark] == "true";
}
