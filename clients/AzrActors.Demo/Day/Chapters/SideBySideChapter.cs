using AzrActors.Client;
using static AzrActors.Demo.Day.Chapters.DemoChapters;
using static AzrActors.Demo.Day.Expectation;
using static AzrActors.Demo.DemoOffices;

namespace AzrActors.Demo.Day.Chapters;

/// <summary>Several offices at the same record at the same time.</summary>
internal static class SideBySideChapter
{
    public static DemoChapter Written { get; } = new("Zwei Behörden, ein Datensatz",
    [
        AtOnce("10:20", "Verschiedene Angaben zur selben Zeit",
            "Die Meldebehörde meldet eine Anschrift, die Ausländerbehörde den Familienstand. Beides gilt, nichts geht verloren.",
            new DemoAct(PotsdamResidents, DemoCast.TwoOffices, "Umzug in den Holundergrund 14", Stored,
                (_, today) => [Places.Potsdam("Holundergrund", "14").MoveIn(today.AddDays(-1))]),
            new DemoAct(PotsdamForeigners, DemoCast.TwoOffices, "Familienstand: geschieden", Stored,
                (_, _) => [Entries.ChangePersonalData(new PersonData { MaritalStatus = "GS" })])),
        Step("10:30", "Ein veralteter Bildschirm",
            "Die Meldebehörde ändert, was die Ausländerbehörde noch anders vor sich hat. Das Register nennt die geänderten Felder.",
            new DemoAct(BurgenlandResidents, DemoCast.StaleScreen, "Geburtsname Schleifstein", Stored,
                (_, _) => [Entries.ChangePersonalData(new PersonData { BirthName = "Schleifstein" })]),
            new DemoAct(BurgenlandForeigners, DemoCast.StaleScreen, "Geburtsname Schleifsteiner, Stand von heute früh", Stale,
                (_, _) => [Entries.ChangePersonalData(new PersonData { BirthName = "Schleifsteiner" })]) { Version = VersionSeen.Morning },
            new DemoAct(BurgenlandForeigners, DemoCast.StaleScreen, "nach Prüfung: Familienstand verwitwet", Stored,
                (_, _) => [Entries.ChangePersonalData(new PersonData { MaritalStatus = "VW" })]) { Version = VersionSeen.Latest }),
        AtOnce("10:40", "Dieselbe Angabe zur selben Zeit, verschieden",
            "Beide Behörden kennen denselben Stand und tragen verschiedene Namen ein. Genau eine wird gespeichert.",
            new DemoAct(PotsdamResidents, DemoCast.SameField, "Familienname Kranich-Yıldız", new OneWins(Stale),
                (_, _) => [Entries.ChangePersonalData(new PersonData { FamilyName = "Kranich-Yıldız" })]) { Version = VersionSeen.Latest },
            new DemoAct(PotsdamForeigners, DemoCast.SameField, "Familienname Kranich Yildiz", new OneWins(Stale),
                (_, _) => [Entries.ChangePersonalData(new PersonData { FamilyName = "Kranich Yildiz" })]) { Version = VersionSeen.Latest }),
    ]);
}
