namespace AzrActors.Oracle;

/// <summary>What a departure does to the cells of its row.</summary>
internal enum OracleEffect
{
    /// <summary>The letters are taken out of what the body has.</summary>
    Denied = 1,

    /// <summary>The body has the letters besides.</summary>
    Allowed = 2,

    /// <summary>What the body has is bound to the printed condition.</summary>
    OnlyIf = 3,

    /// <summary>The bodies have for this group what they have for group 1.</summary>
    LikeGroup1 = 4,
}

/// <summary>One place where the oracle does not follow the source word by word, and why.</summary>
/// <param name="Bodies">Designations; <c>*</c> for all but the SIRENE bureau.</param>
internal sealed record OracleDeparture(
    string State, char Column, string Row, string Letters, string Bodies, string Groups, OracleEffect Effect, string Why, string Condition = "");

/// <summary>
/// The source in the form of data does not say everything: some changes are prose, and some cells are denied on purpose
/// because they are doubtful. Each such place stands here, and their number is asserted, so that nothing joins them unseen.
/// </summary>
internal static class OracleDepartures
{
    /// <summary>The criminal police office as SIRENE bureau.</summary>
    public const string Sirene = "bka-sirene";

    private const string AlertIn9 = "b.cc b.dd c.zurueckgenommen.cc c.zurueckgenommen.dd c.widerrufen.cc c.widerrufen.dd";
    private const string ListI = "auslaenderbehoerden bamf aufnahmeeinrichtungen stellen-88-3-asylg bundespolizei grenzkontrolle-andere "
        + "polizei-laender-sonstige oberste-behoerden ba-18-1 statistisches-bundesamt";

    public static IReadOnlyList<OracleDeparture> All { get; } =
    [
        new(OracleAnnex.State2021, 'C', "1", "a", "uebrige-uebermittelnde-stellen", "1", OracleEffect.Denied,
            "They name themselves (b); a names the file keeper. Denied on purpose, writers.csv."),
        new(OracleAnnex.State2026, 'C', "1", "a", "uebrige-uebermittelnde-stellen", "1", OracleEffect.Denied,
            "As in 2021."),
        new(OracleAnnex.State2026, 'C', "9-I", "d e f i", "auslaenderbehoerden auslr-stellen", "1 2", OracleEffect.Allowed,
            "The cell names no letters; those of 2021 were inferred from its place. The list of changes is silent, writers.csv says so."),
        new(OracleAnnex.State2026, 'D', "4", "i", "statistisches-bundesamt", "1 2 3", OracleEffect.Denied,
            "\"e und i\" was not moved with the letters; § 23 Abs. 2 AZRG does not name the religion. Denied on purpose, readers.csv."),
        new(OracleAnnex.State2026, 'D', "6", "a b c d e f g", "sanktionsdurchsetzung", "3", OracleEffect.Denied,
            "§ 17b AZRG leaves out Union citizens with the right of free movement. Denied on purpose, readers.csv."),
        new(OracleAnnex.State2026, 'D', "8-I", "f.cc f.dd j.cc j.dd", "*", "1", OracleEffect.Denied,
            "Prose: alert data excluded for everybody but the SIRENE bureau."),
        new(OracleAnnex.State2026, 'D', "8-I", "f.cc f.dd j.cc j.dd", Sirene, "1", OracleEffect.Allowed,
            "Prose: the criminal police office in its function as SIRENE bureau only."),
        new(OracleAnnex.State2026, 'D', "8-II", "*", "*", "2", OracleEffect.LikeGroup1,
            "Prose: new block of group 2, column D as above, lists I and II."),
        new(OracleAnnex.State2026, 'D', "8-II", "*", ListI, "3", OracleEffect.LikeGroup1,
            "Prose: new block of group 3, column D list I of group 1."),
        new(OracleAnnex.State2026, 'D', "8-II", "h.cc h.dd", "*", "1", OracleEffect.Denied,
            "The annex forgets the sentence on alert data here, § 15 Abs. 1 and 4 AZRG decide. Denied on purpose, readers.csv."),
        new(OracleAnnex.State2026, 'D', "8-II", "h.cc h.dd", Sirene, "1", OracleEffect.Allowed,
            "§ 15 Abs. 4 AZRG, as in 8-I."),
        new(OracleAnnex.State2026, 'D', "9-I", AlertIn9, "*", "1", OracleEffect.Denied,
            "Prose: b and c cc, dd excluded for everybody but the SIRENE bureau; c has three branches without letter."),
        new(OracleAnnex.State2026, 'D', "9-I", AlertIn9, Sirene, "1", OracleEffect.Allowed,
            "Prose: the criminal police office in its function as SIRENE bureau only."),
        new(OracleAnnex.State2026, 'D', "9-I", "*", "grundsicherung", "1 2", OracleEffect.OnlyIf,
            "One entry with the employment agency; whether \"§ 18b\" covers both is open. Read narrowly on purpose, readers.csv.",
            "zur Aufgabenerfüllung nach § 18b des AZR-Gesetzes"),
        new(OracleAnnex.State2026, 'D', "9-I", "d", "statistisches-bundesamt", "2", OracleEffect.Allowed,
            "\"a bis k\" by reference to group 1, and d has come into the scope of group 2; the list of changes names group 1 only."),
        new(OracleAnnex.State2026, 'D', "11", "r s", "uebrige-oeffentliche-stellen", "2", OracleEffect.Allowed,
            "\"a bis u\" by reference to group 1, and r and s have come into the scope of group 2; the list of changes names group 1 only."),
    ];

    /// <summary>Letters that stand in the items of 2026 and not in the list of changes, or the other way round.</summary>
    public static IReadOnlyList<string> Places { get; } =
    [
        // Headings and parts that the list of changes tells in the text of their item.
        "+14.b", "+4.c.aa", "+4.c.bb",
        // Branches without letter: their names are ours.
        "+9-I.c.erloschen", "+9-I.c.widerrufen", "+9-I.c.zurueckgenommen",
        // Heading and only part of 2021 are one item of 2026.
        "-9-II.n.1", "-9-II.o.1", "-9-II.q.1",
    ];

    public static List<OracleCell> Apply(string state, List<OracleCell> cells)
    {
        foreach (var departure in All.Where(departure => departure.State == state))
            foreach (var group in OracleFiles.Words(departure.Groups))
                cells = [.. Apply(departure, group, cells)];
        return cells;
    }

    private static IEnumerable<OracleCell> Apply(OracleDeparture departure, string group, List<OracleCell> cells)
    {
        var letters = OracleFiles.Words(departure.Letters);
        foreach (var cell in cells)
        {
            var isMeant = (cell.Column, cell.Row, cell.Group) == (departure.Column, departure.Row, group) && Means(departure, cell.Designation);
            yield return !isMeant ? cell : departure.Effect switch
            {
                OracleEffect.Denied => cell with { Without = [.. cell.Without, .. letters] },
                OracleEffect.OnlyIf => cell with { Condition = departure.Condition },
                _ => cell,
            };
            if (departure.Effect == OracleEffect.LikeGroup1 && Means(departure, cell.Designation)
                && (cell.Column, cell.Row, cell.Group) == (departure.Column, departure.Row, "1")) yield return cell with { Group = group };
        }
        if (departure.Effect == OracleEffect.Allowed)
            foreach (var body in OracleFiles.Words(departure.Bodies))
                yield return new OracleCell(departure.Column, departure.Row, group, body, departure.Condition, letters, []);
    }

    private static bool Means(OracleDeparture departure, string body) =>
        departure.Bodies == "*" ? body != Sirene : OracleFiles.Words(departure.Bodies).Contains(body);
}
