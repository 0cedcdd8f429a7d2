using AzrActors.Client;
using static AzrActors.Demo.Day.Chapters.DemoChapters;
using static AzrActors.Demo.Day.Expectation;
using static AzrActors.Demo.DemoOffices;

namespace AzrActors.Demo.Day.Chapters;

/// <summary>Departures, a return and a death.</summary>
internal static class DeparturesChapter
{
    public static DemoChapter Written { get; } = new("Fortzug und Tod",
    [
        Step("14:00", "Fortzug ins Ausland", "Titel beendet, ausgezogen, fortgezogen: in dieser Reihenfolge.",
            new DemoAct(PotsdamForeigners, DemoCast.Leaves, "Ende des Titels, Auszug und Fortzug ins Ausland", Stored, (_, today) =>
            [
                Entries.EndStatus("18g", today.AddDays(-2)),
                Entries.MoveOut(today.AddDays(-2)),
                Entries.Departure(DepartureKind.Abroad, today.AddDays(-2)),
            ])),
        Step("14:10", "Derselbe Fortzug noch einmal, mit anderem Tag", "Wer fortgezogen ist, kann nicht wieder fortziehen.",
            new DemoAct(PotsdamForeigners, DemoCast.Leaves, "Fortzug ins Ausland, gestern", Faulty("Q030"),
                (_, today) => [Entries.Departure(DepartureKind.Abroad, today.AddDays(-1))])),
        Step("14:20", "Zurück, aber in den Burgenlandkreis", "Der Wiederzuzug macht die dortige Ausländerbehörde zuständig.",
            new DemoAct(BurgenlandForeigners, DemoCast.Leaves, "Wiederzuzug aus dem Ausland und Einzug in Naumburg", Stored, (_, today) =>
            [
                Entries.Arrival(ArrivalKind.ReturnFromAbroad, today),
                Places.Naumburg("Mühlteichgasse", "8").MoveIn(today),
            ])),
        Step("14:30", "Unbekannt verzogen", "Die Duldung läuft noch: gespeichert, mit Hinweis.",
            new DemoAct(BurgenlandForeigners, DemoCast.Vanishes, "Fortzug nach unbekannt", Doubt("Q041"),
                (_, today) => [Entries.Departure(DepartureKind.Unknown, today.AddDays(-1))])),
        Step("14:40", "Ein Todesfall", "Danach sind neue Tatsachen ausgeschlossen; nur Berichtigungen bleiben möglich.",
            new DemoAct(BurgenlandForeigners, DemoCast.Dies, "Ende der Niederlassungserlaubnis und Tod", Stored, (_, today) =>
                [Entries.EndStatus("9", today.AddDays(-1)), Entries.Death(today.AddDays(-1))]),
            new DemoAct(BurgenlandResidents, DemoCast.Dies, "Einzug in Naumburg", Faulty("Q042"),
                (_, today) => [Places.Naumburg("Fährmannufer", "6").MoveIn(today)]),
            new DemoAct(BurgenlandForeigners, DemoCast.Dies, "Berichtigung des Geburtsorts", Stored,
                (_, _) => [Entries.ChangePersonalData(new PersonData { BirthPlace = "Ohrid" })])),
    ]);
}
