using AzrActors.Client;
using static AzrActors.Demo.Day.Chapters.DemoChapters;
using static AzrActors.Demo.Day.Expectation;
using static AzrActors.Demo.DemoOffices;

namespace AzrActors.Demo.Day.Chapters;

/// <summary>Facts of the annex beyond names, addresses and titles: papers, benefits, asylum, blocks and notes.</summary>
internal static class FactsChapter
{
    public static DemoChapter Written { get; } = new("Sachverhalte, Sperren und Vermerke",
    [
        Step("13:30", "Ein Reisepass wird vorgelegt", "Die Ausländerbehörde speichert ihn; die Meldebehörde darf das nicht.",
            new DemoAct(PotsdamForeigners, DemoCast.Supported, "Reisepass (Nr. 4 f)", Stored, (_, today) =>
                [Entries.Store("4.f", ("type", "passport"), ("serialNumber", Papers.Passport(today)), ("validUntil", Day(today.AddYears(5))))]),
            new DemoAct(PotsdamResidents, DemoCast.Supported, "Reisepass (Nr. 4 f)", NotEntitled, (_, today) =>
                [Entries.Store("4.f", ("type", "passport"), ("serialNumber", Papers.Passport(today)))])),
        Step("13:35", "Leistungsbezug beginnt",
            "Die Leistungsbehörde meldet Art und Beginn, nie einen Betrag. Die Ausländerbehörde erfährt davon, wo der Titel davon abhängen kann.",
            new DemoAct(PotsdamBenefits, DemoCast.Supported, "Leistungen nach dem AsylbLG (Nr. 7a)", Stored, (_, today) =>
                [Entries.Store("7a.b", ("type", "asylblg"), ("authority", PotsdamBenefits.Key), ("began", Day(today.AddDays(-3))))]),
            new DemoAct(PotsdamBenefits, DemoCast.Supported, "möchte Änderungen erfahren (§ 18a AZRG)", Stored, (_, _) =>
                [Entries.Subscribe("running-benefits")])),
        Step("13:40", "Der Wohnungswechsel erreicht die Leistungsbehörde", "Sie hat Anlass, Zweck und Rechtsgrundlage genannt.",
            new DemoAct(PotsdamResidents, DemoCast.Supported, "Umzug in Potsdam", Stored, (_, today) =>
                [Places.Potsdam("Kranichweg", "9").MoveIn(today.AddDays(-1))])),
        Step("13:45", "Asylverfahren", "Antrag und Ablehnung meldet nur das BAMF.",
            new DemoAct(Bamf, DemoCast.Appellant, "Asylantrag gestellt (Nr. 8 I a)", Stored, (_, today) =>
                [Entries.Store("8-I.a", ("on", Day(today.AddDays(-40))))]),
            new DemoAct(BurgenlandForeigners, DemoCast.Appellant, "Asylantrag abgelehnt (Nr. 8 I f)", NotEntitled, (_, today) =>
                [Entries.Store("8-I.f", ("on", Day(today.AddDays(-2))))]),
            new DemoAct(Bamf, DemoCast.Appellant, "Asylantrag abgelehnt, zugestellt", Stored, (_, today) =>
                [Entries.Store("8-I.f", ("on", Day(today.AddDays(-2))), ("servedOn", Day(today)))])),
        Step("13:50", "Suchvermerk", "Wer sucht, erfährt, wer etwas meldet.",
            new DemoAct(BurgenlandForeigners, DemoCast.Sought, "Suchvermerk (§ 5 AZRG), zu lang", Faulty("Q131"), (_, today) =>
                [Entries.Store("33-1", ("requestedBy", BurgenlandForeigners.Key), ("validUntil", Day(today.AddYears(3))))]),
            new DemoAct(BurgenlandForeigners, DemoCast.Sought, "Suchvermerk (§ 5 AZRG)", Stored, (_, today) =>
                [Entries.Store("33-1", ("requestedBy", BurgenlandForeigners.Key), ("validUntil", Day(today.AddYears(1))))]),
            new DemoAct(PotsdamResidents, DemoCast.Sought, "Umzug in Potsdam", Stored, (_, today) =>
                [Places.Potsdam("Sperlingsgasse", "2").MoveIn(today.AddDays(-1))])),
        Step("13:55", "Eine gefährdete Zeugin", "Nach der Sperre gibt das Register auch öffentlichen Stellen keine Auskunft mehr.",
            new DemoAct(Register, DemoCast.Threatened, "Übermittlungssperre auch gegenüber öffentlichen Stellen", Stored, (_, _) =>
                [Entries.Store("32", ("scope", "large"))]),
            new DemoAct(BurgenlandResidents, DemoCast.Threatened, "Umzug in Weißenfels", RefusedAs("record.unknown"), (_, today) =>
                [Places.Weissenfels("Ulmenring", "70").MoveIn(today)])),
    ]);

    private static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
}
