namespace AzrActors.Api.OpenApi;

/// <summary>How a field of an entry is written on the wire.</summary>
internal enum FieldFormat
{
    Text = 1,
    Day = 2,
    PartialDate = 3,
    Flag = 4,
}

/// <summary>One field of an entry as the documentation shows it.</summary>
internal sealed record FieldEntry(string Name, string Text, FieldFormat Format = FieldFormat.Text)
{
    public bool Mandatory { get; init; }
    public bool Repeated { get; init; }
    public int? LengthMax { get; init; }
    public IReadOnlyList<string> Values { get; init; } = [];
}

/// <summary>One kind of entry as the documentation shows it.</summary>
internal sealed record KindEntry(string Kind, string Text, IReadOnlyList<FieldEntry> Fields)
{
    /// <summary>Takes the fields of an item of the annex besides its own (<c>GET /law/items</c>).</summary>
    public bool TakesItemFields { get; init; }
}

/// <summary>
/// Every kind of entry the register takes. It describes and does not check: the register itself says what is wrong with
/// an entry, so that all faults come back together.
/// </summary>
internal static class EntryCatalogue
{
    private static readonly IReadOnlyList<FieldEntry> Person =
    [
        new("familyName", "Familienname") { LengthMax = 90 },
        new("birthName", "Geburtsname") { LengthMax = 90 },
        new("firstNames", "Vornamen") { LengthMax = 60 },
        new("noFirstName", "Kein Vorname vorhanden; instead of firstNames", FieldFormat.Flag),
        new("birthDate", "Geburtsdatum", FieldFormat.PartialDate),
        new("birthPlace", "Geburtsort") { LengthMax = 40 },
        new("birthCountry", "Geburtsland, state key of three digits") { LengthMax = 3 },
        new("sex", "Geschlecht; d needs officialSexNote") { Values = ["m", "w", "d", "x"] },
        new("officialSexNote", "Geschlechtseintrag amtlich nachgewiesen", FieldFormat.Flag),
        new("doctorate", "Doktorgrad") { LengthMax = 25 },
        new("nationality", "Staatsangehörigkeiten, one to four state keys") { Repeated = true },
        new("maritalStatus", "Familienstand") { Values = ["LD", "VH", "VW", "GS", "LP", "LA", "LV", "EA", "LE", "NB"] },
        new("religion", "Religion (freiwillig)") { LengthMax = 40 },
    ];

    private static readonly HashSet<string> NeededToRegister = ["familyName", "birthDate", "sex", "nationality"];

    public static IReadOnlyList<KindEntry> All { get; } =
    [
        new("registerPerson", "Erstmalige Speicherung. Needs firstNames or noFirstName.",
            [.. Person.Select(field => field with { Mandatory = NeededToRegister.Contains(field.Name) })]),
        new("changePersonalData", "Änderung der Personalien: at least one field; an empty text clears an optional one.",
            Person),
        new("moveIn", "Einzug. Ends the previous current address on the same day.",
        [
            new("ags", "Amtlicher Gemeindeschlüssel, eight digits") { Mandatory = true, LengthMax = 8 },
            new("street", "Straße") { Mandatory = true, LengthMax = 55 },
            new("houseNumber", "Hausnummer") { Mandatory = true, LengthMax = 4 },
            new("houseNumberSuffix", "Hausnummernzusatz") { LengthMax = 4 },
            new("postalCode", "Postleitzahl") { Mandatory = true, LengthMax = 5 },
            new("town", "Ort") { Mandatory = true, LengthMax = 50 },
            new("householder", "Wohnungsinhaber") { LengthMax = 90 },
            Day("movedInOn", "Einzugsdatum"),
        ]),
        new("moveOut", "Auszug. Ends the current address.", [Day("movedOutOn", "Auszugsdatum")]),
        new("arrival", "Zuzug. Reported by a foreigners' authority it makes that authority keep the file.",
        [
            new("arrival", "Art des Zuzugs")
            {
                Mandatory = true, Values = ["firstEntry", "fromForeignersAuthority", "fromUnknown", "returnFromAbroad"],
            },
            Day("arrivedOn", "Zuzugsdatum"),
        ]),
        new("departure", "Fortzug.",
        [
            new("departure", "Art des Fortzugs") { Mandatory = true, Values = ["abroad", "unknown"] },
            Day("departedOn", "Fortzugsdatum"),
        ]),
        new("death", "Tod.", [Day("diedOn", "Sterbedatum")]),
        new("grantStatus", "Erteilung eines Aufenthaltsstatus.",
        [
            new("status", "Rechtsgrundlage, for example 18b or 25-2-1") { Mandatory = true },
            Day("grantedOn", "Erteilt am"),
            new("validUntil", "Befristet bis", FieldFormat.Day),
            new("documentNumber", "Nummer des Dokuments") { LengthMax = 9 },
        ]),
        new("endStatus", "Ende eines Aufenthaltsstatus.",
        [
            new("status", "Rechtsgrundlage of the running status") { Mandatory = true },
            Day("endedOn", "Beendet am"),
        ]),
        new("assumeResponsibility",
            "Übernahme der Zuständigkeit: file-keeping passes to the submitting foreigners' authority.",
            [Day("assumedOn", "Übernommen am")]),
        new("store", "Speicherung eines Sachverhalts der Anlage, with the fields of its item.", [Item, KeptUntil]) { TakesItemFields = true },
        new("change", "Neues zu einem gespeicherten Sachverhalt, with the fields that are new.", [Fact, KeptUntil]) { TakesItemFields = true },
        new("correct", "Berichtigung eines gespeicherten Sachverhalts, with the right values.", [Fact, KeptUntil]) { TakesItemFields = true },
        new("end", "Ende eines Sachverhalts; it stays as history.", [Fact, Day("endedOn", "Beendet am")]),
        new("erase", "Löschung eines Sachverhalts.",
        [
            Fact,
            new("reason", "Grund") { Mandatory = true, Values = ["unlawful", "noLongerNeeded", "withdrawn", "groupChanged", "termExpired"] },
        ]),
        new("naturalisation", "Erwerb der deutschen Staatsangehörigkeit: the record is erased at once.", [Day("acquiredOn", "Erworben am")]),
        new("subscribe", "Unterrichtung über Änderungen dieser Person erbeten, for the purpose of the submission.", [Ground]),
        new("unsubscribe", "Unterrichtung nicht mehr erbeten.", [Ground]),
        new("differentPerson", "Personenverschiedenheit: the person of another record is somebody else; stored in both records.",
        [
            new("azrNumber", "AZR-Nummer der anderen Person") { Mandatory = true, LengthMax = 12 },
            new("reason", "Begründung") { Mandatory = true, LengthMax = 200 },
        ]),
    ];

    private static FieldEntry Item => new("item", "Nummer und Buchstabe der Anlage, for example 4.f") { Mandatory = true };

    private static FieldEntry Fact => new("fact", "Gespeicherter Sachverhalt, for example address/2, status/1 or 4.f/1") { Mandatory = true };

    private static FieldEntry KeptUntil => new("keptUntil", "Löschungsfrist der übermittelnden Stelle (AZRG § 36): last day on which the fact may stay", FieldFormat.Day);

    private static FieldEntry Ground => new("basis", "Rechtsgrundlage, for example running-benefits") { Mandatory = true };

    private static FieldEntry Day(string name, string text) => new(name, text, FieldFormat.Day) { Mandatory = true };
}
