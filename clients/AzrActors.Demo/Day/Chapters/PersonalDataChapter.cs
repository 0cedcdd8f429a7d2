using AzrActors.Client;
using static AzrActors.Demo.Day.Chapters.DemoChapters;
using static AzrActors.Demo.Day.Expectation;
using static AzrActors.Demo.DemoOffices;

namespace AzrActors.Demo.Day.Chapters;

/// <summary>Names and nationalities.</summary>
internal static class PersonalDataChapter
{
    public static DemoChapter Written { get; } = new("Namen und Staatsangehörigkeiten",
    [
        Step("10:50", "Heirat", "Die Meldebehörde meldet den neuen Namen, die Ausländerbehörde den Familienstand.",
            new DemoAct(PotsdamResidents, DemoCast.Marries, "neuer Familienname Bleichgrund", Stored, (person, _) =>
            [
                Entries.ChangePersonalData(new PersonData
                {
                    FamilyName = "Bleichgrund",
                    BirthName = person.Person.BirthName ?? person.Person.FamilyName,
                }),
            ]),
            new DemoAct(PotsdamForeigners, DemoCast.Marries, "Familienstand: verheiratet", Stored, (_, _) =>
                [Entries.ChangePersonalData(new PersonData { MaritalStatus = "VH" })])),
        Step("11:00", "Die richtige Schreibweise", "Der Pass liegt jetzt vor: Das Register kennt alle Buchstaben der DIN 91379.",
            new DemoAct(BurgenlandForeigners, DemoCast.Misspelt, "Familienname Nguyễn-Đặng", Stored, (_, _) =>
                [Entries.ChangePersonalData(new PersonData { FamilyName = "Nguyễn-Đặng" })])),
        Step("11:05", "Fünf Staatsangehörigkeiten", "Höchstens vier sind vorgesehen; zwei werden dann gespeichert.",
            new DemoAct(PotsdamForeigners, DemoCast.ManyPassports, "fünf Staatsangehörigkeiten", Faulty("Q009"), (_, _) =>
                [Entries.ChangePersonalData(new PersonData { Nationalities = ["368", "348", "168", "135", "523"] })]),
            new DemoAct(PotsdamForeigners, DemoCast.ManyPassports, "zwei Staatsangehörigkeiten", Stored, (_, _) =>
                [Entries.ChangePersonalData(new PersonData { Nationalities = ["368", "536"] })])),
        Step("11:10", "Eingebürgert", "Für Deutsche wird kein Datensatz geführt; die Einbürgerung wird auf anderem Weg gemeldet.",
            new DemoAct(BurgenlandForeigners, DemoCast.Naturalised, "Staatsangehörigkeit deutsch", Faulty("Q010"), (_, _) =>
                [Entries.ChangePersonalData(new PersonData { Nationalities = ["000"] })])),
        Step("11:15", "Ungeklärt neben syrisch", "Wird gespeichert, aber die Behörde soll es klären.",
            new DemoAct(BurgenlandForeigners, DemoCast.Unclear, "Staatsangehörigkeiten syrisch und ungeklärt", Doubt("Q013"), (_, _) =>
                [Entries.ChangePersonalData(new PersonData { Nationalities = ["475", "998"] })])),
        Step("11:20", "Eine Meldung von vor drei Wochen", "Unverzüglich heißt unverzüglich: gespeichert, mit Hinweis.",
            new DemoAct(BurgenlandForeigners, DemoCast.Unclear, "Religion, freiwillig angegeben", Doubt("Q028"), (_, _) =>
                [Entries.ChangePersonalData(new PersonData { Religion = "syrisch-orthodox" })]) { DaysBack = 21 }),
    ]);
}
