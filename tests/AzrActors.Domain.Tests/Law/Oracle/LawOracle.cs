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

    /// <summary>"From the request", as the head of act-reading.csv says.</summary>
    private static readonly string[] RequestWords = ["onRequest", "extendedRequest", "renewedRequest", "consent", "applicationPending",
        "documentIndispensable", "returnDecisionEnforced", "treatyTerms"];

    private static readonly Dictionary<string, Dictionary<string, string>> KindLines =
        OracleFiles.Lines("authority-kinds.csv").ToDictionary(line => line["kind"]);

    private static readonly List<(string Purpose, string[] Kinds)> PurposeLines =
        [.. OracleFiles.Lines("purpose-kinds.csv").Select(line => (line["purpose"], OracleFiles.Words(line["kinds"])))];

    private static readonly Dictionary<string, (string[] Kinds, string[] Tasks)> Designations = OracleFiles.Lines("designations.csv")
        .ToDictionary(line => line["designation"], line => (OracleFiles.Words(line["kinds"]), OracleFiles.Words(line["purposes"])));

    private static readonly List<Dictionary<string, string>> RegisterLines = OracleFiles.Lines("register-rights.csv");

    private readonly List<Section> _sections;
    private readonly Dictionary<string, string[]> _phrases;
    private readonly ILookup<(char Column, string Row, string Group), OracleCell> _lines;

    private LawOracle(string state, List<OracleItem> items, List<OracleCell> cells)
    {
        (State, Items, Cells) = (state, items, OracleDepartures.Apply(state, cells));
        _lines = Cells.ToLookup(cell => (cell.Column, cell.Row, cell.Group));
        _sections = [.. OracleFiles.Lines($"{state}/act-reading.csv").Select(line => new Section(
            OracleFiles.Words(line["kinds"]), OracleFiles.Words(line["purposes"]), OracleFiles.Words(line["groups"]),
            OracleFiles.Words(line["items"]), OracleFiles.Words(line["condition"])))];
        _phrases = OracleFiles.Lines($"{state}/conditions.csv").ToDictionary(line => line["phrase"], line => OracleFiles.Words(line["condition"]));
    }

    public static LawOracle Of2021 { get; } = new(OracleAnnex.State2021, [.. OracleAnnex.ItemsOf2021()], [.. OracleAnnex.CellsOf2021()]);

    public static LawOracle Of2026 { get; } = new(OracleAnnex.State2026, [.. ItemsOf(OracleAnnex.State2026)], OracleChanges.CellsOf2026());

    public static IReadOnlyList<string> Kinds { get; } = [.. KindLines.Keys];

    public string State { get; }

    public IReadOnlyList<OracleItem> Items { get; }

    public IReadOnlyList<OracleCell> Cells { get; }

    /// <summary>Items as the table of the state has them; it says nothing of who writes or reads.</summary>
    public static IEnumerable<OracleItem> ItemsOf(string state) => OracleFiles.Lines($"{state}/items.csv")
        .Select(line => new OracleItem(line["row"], line["letter"], OracleFiles.Words(line["groups"]), line["id"]));

    /// <summary>Codes of AZRG-DV § 8 Abs. 3 that a kind of authority may state.</summary>
    public static IReadOnlyList<string> PurposesOf(string kind) =>
        [.. PurposeLines.Where(line => AreMeant(line.Kinds, kind)).Select(line => line.Purpose).Distinct()];

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
        var sections = _sections.Where(line => AreMeant(line.Kinds, kind) && IsForPurpose(line, purpose) && Gives(line, item, group))
            .Select(line => Remaining(line.Condition, kind, purpose)).OfType<string>().ToList();
        return Best(from section in sections from cell in cells select string.Join(' ', OracleFiles.Words($"{section} {cell}").Distinct().Order(StringComparer.Ordinal)));
    }

    /// <summary>
    /// What a request of this kind for the purpose may state: what some line of the act, for this kind and purpose, asks of
    /// the request. A line that is never retrieved asks for nothing.
    /// </summary>
    public IReadOnlyList<string> Statable(string kind, string? purpose)
    {
        if (purpose is not null && !PurposesOf(kind).Contains(purpose)) return [];
        var lines = _sections.Where(line => AreMeant(line.Kinds, kind) && IsForPurpose(line, purpose) && !line.Condition.Contains("notInRetrieval"));
        return [.. RequestWords.Where(word => lines.Any(line => line.Condition.Contains(word)))];
    }

    /// <summary>What somebody may state for something.</summary>
    public IReadOnlyList<string> StatableByAnybody() =>
        [.. Kinds.SelectMany(kind => PurposesOf(kind).Append(null), Statable).SelectMany(words => words).Distinct()];

    /// <summary>True if something may be written or read when just these conditions hold.</summary>
    public static bool Suffices(IReadOnlyList<string> sets, ICollection<string> holding) =>
        sets.Any(set => OracleFiles.Words(set).All(word => IsReduction(word) || holding.Contains(word)));

    /// <summary>A reduction makes the value less, it does not stand in the way.</summary>
    public static bool IsReduction(string word) => word is "settlementHint" or "referenceNumber" or "monthAndYear" or "pseudonym"
        or "noFileReference" or "noLossFindingHint" or "suppliersOfSection19Occasions";

    // "Sonstige Stellen" are those whom no other line of the row and group names for this task.
    private IEnumerable<OracleCell> Named(char column, string kind, string? purpose, OracleItem item, string group)
    {
        var lines = _lines[(column, item.Row, group)];
        var isNamed = lines.Any(cell => !IsRest(cell.Designation) && !IsClass(cell.Designation)
            && IsMeant(cell.Designation, kind) && IsForTask(cell.Designation, purpose));
        return lines.Where(cell => cell.Names(item.Letter) && IsMeant(cell.Designation, kind) && !(IsRest(cell.Designation) && isNamed));
    }

    private string[] PrintedWords(OracleCell cell) => cell.Condition.Length == 0 ? [] : _phrases[cell.Condition];

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

    private static bool Gives(Section section, OracleItem item, string group) => section.Groups.Contains(group)
        && section.Items.Any(word => word == "*" || IsPlace(word, item))
        && !section.Items.Any(word => word[0] == '!' && IsPlace(word[1..], item));

    private static bool IsPlace(string word, OracleItem item) =>
        word == item.Row || (word.StartsWith($"{item.Row}.", StringComparison.Ordinal) && OracleCell.IsWithin(item.Letter, word[(item.Row.Length + 1)..]));

    private static bool IsForPurpose(Section section, string? purpose) => purpose switch
    {
        null => section.Purposes.Contains("-"),
        Unasked => section.Purposes.Contains(Unasked),
        _ => section.Purposes.Contains(purpose) || section.Purposes.Contains("*"),
    };

    private static bool IsMeant(string designation, string kind) => AreMeant(IsRest(designation) ? ["public"] : Designations[designation].Kinds, kind);

    private static bool IsRest(string designation) => Designations[designation].Kinds is ["rest"];

    private static bool IsClass(string designation) => Designations[designation].Kinds is ["*"] or ["public"] or ["migration"];

    private static bool IsForTask(string designation, string? purpose) =>
        Designations[designation].Tasks is var tasks && (tasks.Length == 0 || tasks.Contains(purpose));

    private static bool AreMeant(string[] kinds, string kind) =>
        kinds.Any(word => word == "*" || word == kind || (word is "public" or "migration" && Has(word, kind)));

    private static bool Has(string mark, string kind) => KindLines[kind][mark] == "true";

    /// <summary>A line of act-reading.csv.</summary>
    private sealed record Section(string[] Kinds, string[] Purposes, string[] Groups, string[] Items, string[] Condition);
}
