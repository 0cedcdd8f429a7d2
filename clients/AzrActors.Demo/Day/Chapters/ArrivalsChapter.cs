using AzrActors.Client;
using static AzrActors.Demo.Day.Chapters.DemoChapters;
using static AzrActors.Demo.Day.Expectation;
using static AzrActors.Demo.DemoOffices;

namespace AzrActors.Demo.Day.Chapters;

/// <summary>Persons who become known to the register today.</summary>
internal static class ArrivalsChapter
{
    public static DemoChapter Written { get; } = new("Neu im Register",
    [
        Step("13:00", "Ein Kind ist geboren", "Die Ausländerbehörde speichert es erstmals, mit Anschrift und Titel nach § 33.",
            new DemoAct(PotsdamForeigners, DemoCast.Newborn, "erstmalige Speicherung", Stored,
                (person, _) => person.Person.Submissions[0].Entries)),
        Step("13:10", "An der Grenze aufgegriffen",
            "Die Bundespolizei registriert, das BAMF meldet die Gestattung, die Ausländerbehörde übernimmt die Akte.",
            new DemoAct(FederalPolice, DemoCast.AtTheBorder, "erstmalige Speicherung und Ersteinreise", Stored, (person, today) =>
            [
                person.Registration,
                Entries.Arrival(ArrivalKind.FirstEntry, today.AddDays(-1)),
                Places.Weissenfels("Schleifsteinring", "90").MoveIn(today.AddDays(-1)),
            ]),
            new DemoAct(Bamf, DemoCast.AtTheBorder, "Aufenthaltsgestattung", Stored, (_, today) =>
                [Entries.GrantStatus("55", today, documentNumber: Papers.Sticker("V", today, "5"))]),
            new DemoAct(BurgenlandForeigners, DemoCast.AtTheBorder, "Übernahme der Zuständigkeit", Stored, (_, today) =>
                [Entries.AssumeResponsibility(today)])),
        Step("13:20", "Die Meldebehörde will eine Person neu speichern", "Die erstmalige Speicherung gehört nicht zu ihren Aufgaben.",
            new DemoAct(PotsdamResidents, DemoCast.WithoutEntry, "erstmalige Speicherung", MayNotRegister, (person, _) => [person.Registration])),
        Step("13:25", "Ein Titel ohne Aufenthalt", "Der Zuzug fehlt in der Übermittlung; mit ihm wird sie angenommen.",
            new DemoAct(PotsdamForeigners, DemoCast.WithoutEntry, "Person und Titel, kein Zuzug", Faulty("Q065"), (person, today) =>
                [person.Registration, Entries.GrantStatus("18b", today, today.AddYears(3), Papers.Sticker("X", today, "35"))]),
            new DemoAct(PotsdamForeigners, DemoCast.WithoutEntry, "Person, Ersteinreise, Anschrift und Titel", Stored, (person, today) =>
            [
                person.Registration,
                Entries.Arrival(ArrivalKind.FirstEntry, today.AddDays(-3)),
                Places.Potsdam("Holunderufer", "22").MoveIn(today.AddDays(-2)),
                Entries.GrantStatus("18b", today, today.AddYears(3), Papers.Sticker("X", today, "35")),
            ])),
    ]);
}
