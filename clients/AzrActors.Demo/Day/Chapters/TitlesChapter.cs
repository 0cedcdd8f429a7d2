using AzrActors.Client;
using AzrActors.Demo.Synthetic;
using static AzrActors.Demo.Day.Chapters.DemoChapters;
using static AzrActors.Demo.Day.Expectation;
using static AzrActors.Demo.DemoOffices;

namespace AzrActors.Demo.Day.Chapters;

/// <summary>Residence titles, extensions and tolerations, and the mistakes that happen with them.</summary>
internal static class TitlesChapter
{
    private const int BatchMax = 20;

    public static DemoChapter WrittenFor(DemoStage stage) => new("Aufenthaltstitel und Duldungen",
    [
        Step("09:10", "Vom Studium zur Blauen Karte", "Der alte Titel endet, der neue beginnt, in einer Übermittlung.",
            new DemoAct(PotsdamForeigners, DemoCast.Graduate, "Blaue Karte EU (§ 18g) statt Studium", Stored, (_, today) =>
                [Entries.EndStatus("16b-1", today), Entries.GrantStatus("18g", today, today.AddYears(4), Papers.Sticker("X", today, "27"))])),
        Step("09:15", "Verlängerung des vorübergehenden Schutzes", "Derselbe Titel, später befristet: eine Verlängerung.",
            new DemoAct(BurgenlandForeigners, DemoCast.Displaced, "§ 24 bis in zwei Jahren", Stored, (_, today) =>
                [Entries.GrantStatus("24-1", today, today.AddYears(2), Papers.Sticker("X", today, "28"))])),
        Batch(stage),
        Step("09:25", "Eine Niederlassungserlaubnis mit Befristung",
            "Sie ist immer unbefristet. Nach der Ablehnung kommt sie richtig, und die Meldebehörde erfährt davon.",
            new DemoAct(PotsdamForeigners, DemoCast.Settles, "Niederlassungserlaubnis (§ 9), befristet", Faulty("Q061"), (_, today) =>
                [Entries.EndStatus("30-1", today), Entries.GrantStatus("9", today, today.AddYears(5), Papers.Sticker("X", today, "29"))]),
            new DemoAct(PotsdamForeigners, DemoCast.Settles, "Niederlassungserlaubnis (§ 9), unbefristet", Stored, (_, today) =>
                [Entries.EndStatus("30-1", today), Entries.GrantStatus("9", today, documentNumber: Papers.Sticker("X", today, "29"))])),
        Step("09:30", "Die Meldebehörde versucht, einen Titel einzutragen", "Titel darf nur die Ausländerbehörde melden.",
            new DemoAct(PotsdamResidents, DemoCast.Settles, "Niederlassungserlaubnis (§ 9)", NotEntitled, (_, today) =>
                [Entries.GrantStatus("9", today)])),
        Step("09:35", "Asylantrag abgelehnt", "Das BAMF beendet die Aufenthaltsgestattung, die Ausländerbehörde erteilt eine Duldung.",
            new DemoAct(Bamf, DemoCast.Rejected, "Ende der Aufenthaltsgestattung", Stored, (_, today) => [Entries.EndStatus("55", today)]),
            new DemoAct(BurgenlandForeigners, DemoCast.Rejected, "Duldung (§ 60a Abs. 2 Satz 1)", Stored, (_, today) =>
                [Entries.GrantStatus("60a-2-1", today, today.AddMonths(3), Papers.Sticker("T", today, "3"))])),
        Step("09:45", "Duldung neben einem Titel", "Wer eine Niederlassungserlaubnis hat, wird nicht geduldet.",
            new DemoAct(BurgenlandForeigners, DemoCast.LongSettled, "Duldung (§ 60a Abs. 2 Satz 1)", Faulty("Q063"), (_, today) =>
                [Entries.GrantStatus("60a-2-1", today, today.AddMonths(3), Papers.Sticker("T", today, "4"))])),
        Step("09:50", "Aus der Duldung in die Aufenthaltserlaubnis", "Erst vergisst die Ausländerbehörde, die Duldung zu beenden.",
            new DemoAct(BurgenlandForeigners, DemoCast.Tolerated, "§ 25 Abs. 5 seit gestern, Duldung läuft weiter", Faulty("Q063"), (_, today) =>
                [Entries.GrantStatus("25-5", today.AddDays(-1), today.AddYears(1), Papers.Sticker("X", today, "30"))]),
            new DemoAct(BurgenlandForeigners, DemoCast.Tolerated, "Ende der Duldung und § 25 Abs. 5", Stored, (_, today) =>
                [Entries.EndStatus("60a-2-1", today), Entries.GrantStatus("25-5", today, today.AddYears(1), Papers.Sticker("X", today, "30"))])),
        Step("10:00", "Zwei Aufenthaltserlaubnisse zugleich",
            "Das ist kein Fehler im Sinne des Gesetzes, aber ein Zweifel: Es wird gespeichert, und die Behörde räumt auf.",
            new DemoAct(PotsdamForeigners, DemoCast.OldTitleForgotten, "§ 18b, Studium läuft weiter", Doubt("Q060"), (_, today) =>
                [Entries.GrantStatus("18b", today, today.AddYears(4), Papers.Sticker("X", today, "31"))]),
            new DemoAct(PotsdamForeigners, DemoCast.OldTitleForgotten, "Ende des Titels zum Studium", Stored, (_, today) =>
                [Entries.EndStatus("16b-1", today)])),
        Step("10:05", "Kleine Versehen im Formular", "Drei Eingaben, die so nicht stimmen können.",
            new DemoAct(PotsdamForeigners, DemoCast.Clerical, "befristet bis vor der Erteilung", Faulty("Q026"), (_, today) =>
                [Entries.GrantStatus("18a", today, today.AddYears(-1), Papers.Sticker("X", today, "32"))]),
            new DemoAct(PotsdamForeigners, DemoCast.Clerical, "Ende einer Duldung, die es nie gab", Faulty("F009"), (_, today) =>
                [Entries.EndStatus("60a-2-1", today)]),
            new DemoAct(PotsdamForeigners, DemoCast.Clerical, "abgeschaffte Rechtsgrundlage (§ 18b Abs. 2 alt)", Faulty("Q016"), (_, today) =>
                [Entries.GrantStatus("18b-2-1", today, today.AddYears(4), Papers.Sticker("X", today, "33"))])),
        Step("10:10", "Duldung mit der Nummer eines Titels", "Trägervordrucke der Duldung beginnen mit T.",
            new DemoAct(BurgenlandForeigners, DemoCast.Vanishes, "Duldung verlängert, Nummer mit X am Anfang", Faulty("Q019"), (_, today) =>
                [Entries.GrantStatus("60a-2-1", today, today.AddMonths(6), Papers.Sticker("X", today, "34"))])),
    ]);

    private static DemoStep Batch(DemoStage stage)
    {
        var cast = DemoCast.All.Select(role => role.Index).ToHashSet();
        var acts = stage.Persons
            .Where(person => person.Person is { District: DemoDistricts.Burgenlandkreis, Status.Code: "24-1" })
            .Where(person => !cast.Contains(person.Person.Index))
            .Take(BatchMax)
            .Select(person => new DemoAct(
                BurgenlandForeigners, new DemoRole(person.Person.Index, null), "§ 24 bis in zwei Jahren", Stored,
                (_, today) => [Entries.GrantStatus("24-1", today, today.AddYears(2))]))
            .ToList();
        return AtOnce("09:20", "Ein Stapel Verlängerungen", $"{acts.Count} Verlängerungen nach § 24 auf einmal.", acts);
    }
}
