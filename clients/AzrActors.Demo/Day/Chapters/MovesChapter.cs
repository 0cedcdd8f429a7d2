using AzrActors.Client;
using static AzrActors.Demo.Day.Chapters.DemoChapters;
using static AzrActors.Demo.Day.Expectation;
using static AzrActors.Demo.DemoOffices;

namespace AzrActors.Demo.Day.Chapters;

/// <summary>Moves between and inside the two districts, and what goes wrong on the line.</summary>
internal static class MovesChapter
{
    private const string BrokenLine = "move-with-broken-line";

    public static DemoChapter Written { get; } = new("Umzüge zwischen Potsdam und dem Burgenlandkreis",
    [
        Step("08:00", "Umzug von Potsdam nach Naumburg",
            "Die Meldebehörde am neuen Ort meldet den Einzug, dann übernimmt die neue Ausländerbehörde die Akte.",
            new DemoAct(BurgenlandResidents, DemoCast.MovesToNaumburg, "Einzug in Naumburg, Salzsteigweg 4", Stored,
                (_, today) => [Places.Naumburg("Salzsteigweg", "4").MoveIn(today.AddDays(-1))]),
            new DemoAct(BurgenlandForeigners, DemoCast.MovesToNaumburg, "Zuzug von einer anderen Ausländerbehörde", Stored,
                (_, today) => [Entries.Arrival(ArrivalKind.FromForeignersAuthority, today.AddDays(-1))])),
        Step("08:10", "Umzug von Weißenfels nach Potsdam", "Derselbe Weg in der anderen Richtung.",
            new DemoAct(PotsdamResidents, DemoCast.MovesToPotsdam, "Einzug in Potsdam, Kranichufer 18", Stored,
                (_, today) => [Places.Potsdam("Kranichufer", "18").MoveIn(today.AddDays(-1))]),
            new DemoAct(PotsdamForeigners, DemoCast.MovesToPotsdam, "Zuzug von einer anderen Ausländerbehörde", Stored,
                (_, today) => [Entries.Arrival(ArrivalKind.FromForeignersAuthority, today)])),
        AtOnce("08:15", "Zwei Umzüge innerhalb der Kreise, zur selben Zeit",
            "Die beiden Meldebehörden wissen nichts voneinander und müssen es auch nicht.",
            new DemoAct(PotsdamResidents, DemoCast.MovesInsidePotsdam, "Umzug innerhalb Potsdams, Töpfergasse 31", Stored,
                (_, today) => [Places.Potsdam("Töpfergasse", "31").MoveIn(today.AddDays(-2))]),
            new DemoAct(BurgenlandResidents, DemoCast.MovesInsideBurgenland, "Umzug nach Weißenfels, Ulmenring 7", Stored,
                (_, today) => [Places.Weissenfels("Ulmenring", "7").MoveIn(today.AddDays(-2))])),
        Step("08:25", "Umzug im Asylverfahren",
            "Während die Aufenthaltsgestattung läuft, erfährt auch das BAMF die Anschrift: Dorthin stellt es zu.",
            new DemoAct(BurgenlandResidents, DemoCast.AsylumSeekerMoves, "Umzug nach Zeitz, Bleichstraße 66", Stored,
                (_, today) => [Places.Zeitz("Bleichstraße", "66").MoveIn(today.AddDays(-1))])),
        Step("08:30", "Der Auszug kommt nach dem Einzug",
            "Potsdam meldet den Auszug nach, mit einem Tag vor dem Einzug in Naumburg; die alte Anschrift ist schon beendet.",
            new DemoAct(PotsdamResidents, DemoCast.MovesToNaumburg, "Auszug am Tag vor dem Einzug in Naumburg", Faulty("Q040"),
                (_, today) => [Entries.MoveOut(today.AddDays(-2))])),
        Step("08:35", "Eine ältere Anschrift wird verspätet gemeldet",
            "Sie läge vor dem Einzug, den das Register schon kennt: zwei gegenwärtige Anschriften kann es nicht geben.",
            new DemoAct(BurgenlandResidents, DemoCast.MovesInsideBurgenland, "Einzug in Zeitz, einen Tag vorher", Faulty("Q040"),
                (_, today) => [Places.Zeitz("Fährmannweg", "2").MoveIn(today.AddDays(-3))])),
        Step("08:40", "Die Leitung bricht ab, die Meldebehörde sendet noch einmal",
            "Dieselbe Kennung, derselbe Inhalt: Es gibt dieselbe Quittung, und niemand wird zweimal unterrichtet.",
            new DemoAct(PotsdamResidents, DemoCast.LineBreaks, "Einzug in der Mühlteichstraße 12", Stored,
                (_, today) => [Places.Potsdam("Mühlteichstraße", "12").MoveIn(today.AddDays(-1))]) { SubmissionName = BrokenLine },
            new DemoAct(PotsdamResidents, DemoCast.LineBreaks, "dieselbe Übermittlung noch einmal", SameReceipt,
                (_, today) => [Places.Potsdam("Mühlteichstraße", "12").MoveIn(today.AddDays(-1))]) { SubmissionName = BrokenLine }),
        Step("08:45", "Dieselbe Kennung mit anderem Inhalt",
            "Ein Fachverfahren vergibt eine Kennung zum zweiten Mal. Das Register lässt sich nicht verwechseln.",
            new DemoAct(PotsdamResidents, DemoCast.LineBreaks, "Einzug in der Mühlteichstraße 21", RefusedAs("submission.id-reused"),
                (_, today) => [Places.Potsdam("Mühlteichstraße", "21").MoveIn(today.AddDays(-1))]) { SubmissionName = BrokenLine }),
        Step("08:50", "Dieselbe Tatsache mit neuer Kennung", "Schon bekannt ist keine Neuigkeit: keine Änderung, keine Mitteilung.",
            new DemoAct(PotsdamResidents, DemoCast.LineBreaks, "noch einmal Mühlteichstraße 12", KnownAlready,
                (_, today) => [Places.Potsdam("Mühlteichstraße", "12").MoveIn(today.AddDays(-1))])),
        AtOnce("08:55", "Zwei Städte melden denselben Menschen am selben Tag",
            "Potsdam und der Burgenlandkreis melden gleichzeitig einen Einzug von heute. Ein Datensatz, ein Schreiber: Einer gewinnt.",
            new DemoAct(PotsdamResidents, DemoCast.TwoTownsClaim, "Einzug in Potsdam, Rebhangweg 5", new OneWins(Faulty("Q040")),
                (_, today) => [Places.Potsdam("Rebhangweg", "5").MoveIn(today)]),
            new DemoAct(BurgenlandResidents, DemoCast.TwoTownsClaim, "Einzug in Zeitz, Zinnkrautgasse 9", new OneWins(Faulty("Q040")),
                (_, today) => [Places.Zeitz("Zinnkrautgasse", "9").MoveIn(today)])),
        Step("09:00", "Potsdam übernimmt eine Akte ohne Umzug",
            "Die Zuständigkeit wechselt auf Absprache; der Burgenlandkreis erfährt, dass er nicht mehr zuständig ist.",
            new DemoAct(PotsdamForeigners, DemoCast.FileComesToPotsdam, "Übernahme der Zuständigkeit", Stored,
                (_, today) => [Entries.AssumeResponsibility(today)])),
    ]);
}
