using AzrActors.Contracts.Law;

namespace AzrActors.Api.Pages;

/// <summary>One input of a form for an entry.</summary>
/// <param name="Type">As the law desk names it: <c>text</c>, <c>day</c>, <c>partialdate</c>, <c>flag</c>, <c>code</c>, <c>state</c>, <c>number</c> and others.</param>
public sealed record EntryInputForm(string Name, string Label, string Type)
{
    internal const string PartialDateHint = "09.03.1991; Unbekanntes als 00, zum Beispiel 00.03.1991.";

    public int? LengthMax { get; init; }
    public bool Mandatory { get; init; }
    public int CountMax { get; init; } = 1;
    public string? Hint { get; init; }

    /// <summary>Name of the code list; null where nothing is chosen from one.</summary>
    public string? List { get; init; }

    /// <summary>Words under which an input is folded away that is wanted seldom; null where it stands in the form.</summary>
    public string? Fold { get; init; }

    internal static EntryInputForm Of(LawField field) => new(field.Name, field.Label, field.Type)
    {
        LengthMax = field.LengthMax > 0 ? field.LengthMax : null, Mandatory = field.Mandatory, CountMax = field.CountMax,
        List = field.Type == "state" ? "states" : field.List,
        Hint = field.Type switch
        {
            "partialdate" => PartialDateHint,
            "municipality" => "Acht Ziffern.",
            "authority" => "Kennzeichen, sechs Zeichen.",
            _ => null,
        },
    };
}

/// <summary>Something that can be reported.</summary>
/// <param name="Id">As it stands in the address of the form: kind of the entry, or row and letter of the item.</param>
/// <param name="Kind">Kind of the entry; an item of the annex is one of kind <c>store</c>.</param>
/// <param name="Items">Whoever may write one of these items may report it.</param>
public sealed record EntryKind(string Id, string Kind, string Label, string Group, IReadOnlyList<EntryInputForm> Inputs, IReadOnlyList<string> Items)
{
    /// <summary>Nothing of it must be said, but something of it.</summary>
    public bool IsChange => Inputs.All(input => !input.Mandatory);

    public bool NeedsPerson => Kind != "registerPerson";

    /// <summary>The input that says when it happened; null where the form has to ask for the day besides.</summary>
    public EntryInputForm? DayInput => Inputs.FirstOrDefault(input => input is { Type: "day", Mandatory: true });
}

/// <summary>
/// The forms of an authority: entries with a shape of their own, and every item of the annex that is simply stored, each only
/// if the law lets the authority write it.
/// </summary>
internal static class EntryKinds
{
    private static readonly IReadOnlyList<EntryInputForm> Person =
    [
        new("familyName", "Familienname", "text") { LengthMax = 90 },
        new("birthName", "Geburtsname", "text") { LengthMax = 90 },
        new("firstNames", "Vornamen", "text") { LengthMax = 60 },
        new("noFirstName", "Kein Vorname vorhanden", "flag"),
        new("birthDate", "Geburtsdatum", "partialdate") { Hint = EntryInputForm.PartialDateHint },
        new("birthPlace", "Geburtsort", "text") { LengthMax = 40 },
        new("birthCountry", "Geburtsland", "state") { List = "states" },
        new("sex", "Geschlecht", "code") { List = "sexes" },
        new("nationality", "Staatsangehörigkeit", "state") { List = "states", CountMax = 4 },
        new("maritalStatus", "Familienstand", "code") { List = "marital-statuses" },
        new("doctorate", "Doktorgrad", "text") { LengthMax = 25 },
    ];

    private static readonly string[] Needed = ["familyName", "birthDate", "sex", "nationality"];

    private static readonly IReadOnlyList<EntryKind> Shaped =
    [
        new("registerPerson", "registerPerson", "Neue Person", "Person", [.. Person.Select(one => one with { Mandatory = Needed.Contains(one.Name) })], ["Surname"]),
        new("changePersonalData", "changePersonalData", "Personalien ändern", "Person", Person, ["Surname", "FirstNames", "DateOfBirth", "Nationalities", "MaritalStatus"]),
        new("moveIn", "moveIn", "Einzug", "Anschrift",
        [
            new("street", "Straße", "text") { LengthMax = 55, Mandatory = true }, new("houseNumber", "Hausnummer", "text") { LengthMax = 4, Mandatory = true },
            new("houseNumberSuffix", "Zusatz", "text") { LengthMax = 4 }, new("postalCode", "Postleitzahl", "number") { LengthMax = 5, Mandatory = true },
            new("town", "Ort", "text") { LengthMax = 50, Mandatory = true },
            new("ags", "Gemeindeschlüssel", "municipality") { LengthMax = 8, Mandatory = true, Hint = "Acht Ziffern, zum Beispiel 12054000 für Potsdam." },
            new("householder", "Wohnungsinhaber", "text") { LengthMax = 90 }, Day("movedInOn", "Einzugsdatum"),
        ], ["AddressInGermany"]),
        new("moveOut", "moveOut", "Auszug", "Anschrift", [Day("movedOutOn", "Auszugsdatum")], ["FormerAddress"]),
        new("arrival", "arrival", "Zuzug", "Aufenthalt",
            [new("arrival", "Art des Zuzugs", "choice") { Mandatory = true, List = "arrivals" }, Day("arrivedOn", "Zuzugsdatum")],
            ["FirstEntryDate", "MovedInFromOtherForeignersAuthorityDate", "MovedInFromUnknownDate", "ReturnedFromAbroadDate"]),
        new("departure", "departure", "Fortzug", "Aufenthalt",
            [new("departure", "Art des Fortzugs", "choice") { Mandatory = true, List = "departures" }, Day("departedOn", "Fortzugsdatum")],
            ["MovedAbroadDate", "MovedToUnknownDate"]),
        new("death", "death", "Tod", "Aufenthalt", [Day("diedOn", "Sterbedatum")], ["DateOfDeath"]),
        new("grantStatus", "grantStatus", "Aufenthaltsstatus erteilen", "Aufenthaltsstatus",
        [
            Status, Day("grantedOn", "Erteilt am"), new("validUntil", "Befristet bis", "day"),
            new("documentNumber", "Nummer des Dokuments", "text") { LengthMax = 9 },
        ], ["ResidenceTitleNumber", "Studies16bp1", "AsylumPermissionToRemainSince"]),
        new("endStatus", "endStatus", "Aufenthaltsstatus beenden", "Aufenthaltsstatus", [Status, Day("endedOn", "Beendet am")], ["ResidenceTitleNumber", "Studies16bp1"]),
        new("assumeResponsibility", "assumeResponsibility", "Zuständigkeit übernehmen", "Zuständigkeit", [Day("assumedOn", "Übernommen am")],
            ["FileKeepingForeignersAuthority"]),
    ];

    /// <summary>Choices that are part of the entries themselves and stand in no code list.</summary>
    public static IReadOnlyDictionary<string, IReadOnlyList<LawCode>> OwnLists { get; } = new Dictionary<string, IReadOnlyList<LawCode>>
    {
        ["arrivals"] =
        [
            new("firstEntry", "Ersteinreise in das Bundesgebiet"), new("fromForeignersAuthority", "Zuzug von einer anderen Ausländerbehörde"),
            new("fromUnknown", "Zuzug von unbekannt"), new("returnFromAbroad", "Wiederzuzug aus dem Ausland"),
        ],
        ["departures"] = [new("abroad", "ins Ausland"), new("unknown", "nach unbekannt")],
    };

    /// <summary>What an authority may report, in the order of a form's menu.</summary>
    /// <param name="rights">Of its kind.</param>
    public static IReadOnlyList<EntryKind> For(IReadOnlyList<LawRow> rights, IReadOnlyList<LawItem> items)
    {
        var writable = rights.Where(row => row.Write).Select(row => row.ItemId).ToHashSet();
        return
        [
            .. Shaped.Where(kind => kind.Items.Any(writable.Contains)),
            .. items.Where(item => item.Keeping is "one" or "many" && item.Fields.Count > 0 && writable.Contains(item.ItemId)).Select(item => new EntryKind(
                item.Item, "store", $"{HeadingOf(item)} ({item.Item})", "Sachverhalte der Anlage", [.. item.Fields.Select(EntryInputForm.Of), KeptUntil], [item.ItemId])),
        ];
    }

    /// <summary>The name of an item without the list of its fields, which the form shows: "Ausreiseverbot; erlassen am; gültig bis".</summary>
    private static string HeadingOf(LawItem item) => item.ItemName.Split(';', 2)[0];

    /// <summary>The term of erasure that the office's own law sets a fact (AZRG § 36 Abs. 1).</summary>
    private static EntryInputForm KeptUntil => new("keptUntil", "Löschungsfrist Ihrer Stelle", "day")
    {
        Fold = "Eigene Löschungsfrist angeben",
        Hint = "Letzter Tag, an dem die Angabe gespeichert bleiben darf. Ist die Frist des Registers kürzer, gilt diese (§ 36 Abs. 1 AZRG).",
    };

    private static EntryInputForm Status => new("status", "Rechtsgrundlage", "code") { Mandatory = true, List = "residence-statuses" };

    private static EntryInputForm Day(string name, string label) => new(name, label, "day") { Mandatory = true };
}
