using AzrActors.Client;
using static AzrActors.Demo.Day.Chapters.DemoChapters;
using static AzrActors.Demo.Day.Expectation;
using static AzrActors.Demo.DemoOffices;

namespace AzrActors.Demo.Day.Chapters;

/// <summary>Submissions that cannot be right, and offices that overstep.</summary>
internal static class FaultsChapter
{
    public static DemoChapter Written { get; } = new("Fehlerhafte Übermittlungen",
    [
        Step("11:30", "Ein Einzug in zwei Wochen", "Gemeldet werden Tatsachen, keine Pläne.",
            new DemoAct(PotsdamResidents, DemoCast.WrongDates, "Einzug mit einem Tag in der Zukunft", Faulty("Q022"),
                (_, today) => [Places.Potsdam("Sperlingweg", "3").MoveIn(today.AddDays(14))])),
        Step("11:35", "Unbekannter Monat, bekannter Tag", "Teilbekannte Daten sind erlaubt, dieses ist keines.",
            new DemoAct(PotsdamForeigners, DemoCast.WrongDates, "Geburtsdatum 15.00.2003", Faulty("Q021"),
                (_, _) => [Entries.ChangePersonalData(new PersonData { BirthDate = "2003-00-15" })]),
            new DemoAct(PotsdamForeigners, DemoCast.WrongDates, "Geburtsdatum 00.00.2003", Stored,
                (_, _) => [Entries.ChangePersonalData(new PersonData { BirthDate = "2003-00-00" })])),
        Step("11:40", "Zahlendreher in der AZR-Nummer", "Die Prüfziffer bemerkt ihn, bevor ein fremder Datensatz berührt wird.",
            new DemoAct(PotsdamForeigners, DemoCast.WrongDates, "Familienstand mit vertippter Nummer", RefusedAs("azr-number.invalid"),
                (_, _) => [Entries.ChangePersonalData(new PersonData { MaritalStatus = "VH" })]) { NumberMistyped = true }),
        Step("11:45", "Die AZR-Nummer fehlt", "Ohne Nummer wäre es eine erstmalige Speicherung, aber es wird keine Person genannt.",
            new DemoAct(PotsdamResidents, DemoCast.WrongDates, "Einzug ohne AZR-Nummer", RefusedAs("record.registration-misplaced"),
                (_, today) => [Places.Potsdam("Sperlingweg", "3").MoveIn(today)]) { NumberMissing = true }),
        Step("11:50", "Zwei gegenwärtige Anschriften in einer Übermittlung", "Es kann nur eine geben.",
            new DemoAct(BurgenlandResidents, DemoCast.Misspelt, "Einzug in Zeitz und in Naumburg", Faulty("Q040"),
                (_, today) =>
                [
                    Places.Zeitz("Ulmenufer", "1").MoveIn(today.AddDays(-2)),
                    Places.Naumburg("Ulmenufer", "1").MoveIn(today.AddDays(-1)),
                ])),
        Step("11:55", "Alle Fehler auf einmal", "Das Register nennt jeden Fehler, nicht nur den ersten.",
            new DemoAct(PotsdamForeigners, DemoCast.Clerical,
                "unbekannte Gemeinde, keine Straße, unbekannter Staat, divers ohne Nachweis",
                Faulty("F003", "Q014", "Q016"), (_, today) =>
                [
                    Entries.MoveIn("12999999", "", "1", "14467", "Potsdam", today),
                    Entries.ChangePersonalData(new PersonData { Sex = "d", Nationalities = ["777"] }),
                ])),
        Step("12:00", "Die Leistungsbehörde meldet eine Anschrift", "Sie darf lesen, aber diese Angabe nicht schreiben.",
            new DemoAct(PotsdamBenefits, DemoCast.WrongDates, "Einzug in Potsdam", NotEntitled,
                (_, today) => [Places.Potsdam("Sperlingweg", "3").MoveIn(today)])),
        Step("12:05", "Im Namen einer anderen Behörde", "Der Burgenlandkreis weist sich aus, nennt in der Übermittlung aber Potsdam.",
            new DemoAct(BurgenlandForeigners, DemoCast.Clerical, "Familienstand im Namen Potsdams", RefusedAs("sender.mismatch"),
                (_, _) => [Entries.ChangePersonalData(new PersonData { MaritalStatus = "NB" })]) { Pretends = PotsdamForeigners }),
    ]);
}
