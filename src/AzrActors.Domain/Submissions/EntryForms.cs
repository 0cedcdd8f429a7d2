using System.Collections.Frozen;
using AzrActors.Domain.Law;
using static AzrActors.Domain.Submissions.FieldType;

namespace AzrActors.Domain.Submissions;

/// <summary>How a field is written.</summary>
public enum FieldType
{
    Text = 1,

    /// <summary><c>yyyy-MM-dd</c>.</summary>
    Day = 2,

    /// <summary><c>yyyy-MM-dd</c> with zeros for unknown parts.</summary>
    PartialDate = 3,

    /// <summary><c>true</c> or <c>false</c>.</summary>
    Flag = 4,

    /// <summary>A key of the field's code list.</summary>
    Code = 5,

    /// <summary>Digits.</summary>
    Number = 6,

    /// <summary>Key of an authority.</summary>
    Authority = 7,

    /// <summary>Key of a state or kind of nationality.</summary>
    State = 8,

    /// <summary>Municipality key, 8 digits.</summary>
    Municipality = 9,

    /// <summary>Name of a stored document.</summary>
    Document = 10,

    /// <summary>District key, 5 digits.</summary>
    District = 11,
}

/// <summary>One field of an entry.</summary>
/// <param name="Label">German name for people.</param>
/// <param name="Item">Item of the annex (AZRG-DV) that the field belongs to; empty for one that only says how.</param>
/// <param name="LengthMax">Most characters (DSAusländer); 0 for no limit of its own.</param>
/// <param name="CountMax">How often it may occur.</param>
/// <param name="List">Code list of a <see cref="FieldType.Code"/>.</param>
public sealed record FieldForm(
    string Name, string Label, string Item, FieldType Type, int LengthMax = 0, bool Mandatory = false, int CountMax = 1, string? List = null,
    DateOnly? ValidFrom = null, DateOnly? ValidTo = null)
{
    /// <summary>True if the field may be said on the day; both ends are inclusive.</summary>
    public bool Covers(DateOnly day) => !(day < ValidFrom) && !(day > ValidTo);
}

/// <summary>One kind of entry and its fields.</summary>
public sealed record EntryForm(string Kind, string Label, IReadOnlyList<FieldForm> Fields)
{
    public FieldForm? Find(string field) => Fields.FirstOrDefault(form => form.Name == field);
}

/// <summary>Every kind of entry the register takes, with field lengths of the DSAusländer.</summary>
public static class EntryForms
{
    public const string RegisterPerson = "registerPerson";
    public const string ChangePersonalData = "changePersonalData";
    public const string MoveIn = "moveIn";
    public const string MoveOut = "moveOut";
    public const string Arrival = "arrival";
    public const string Departure = "departure";
    public const string Death = "death";
    public const string GrantStatus = "grantStatus";
    public const string EndStatus = "endStatus";
    public const string AssumeResponsibility = "assumeResponsibility";

    /// <summary>Reports a fact of the catalogue; besides <see cref="ItemField"/> it has the fields of its item.</summary>
    public const string Store = "store";

    /// <summary>Says something new about a stored fact, with the fields of its item.</summary>
    public const string Change = "change";

    /// <summary>Says that a stored fact was wrong, with the right values of its fields.</summary>
    public const string Correct = "correct";

    /// <summary>Ends a fact of the catalogue; it stays as history.</summary>
    public const string End = "end";

    /// <summary>Takes a fact out of the record.</summary>
    public const string Erase = "erase";

    /// <summary>The person has the German nationality (§ 36 Abs. 3 AZRG).</summary>
    public const string Naturalisation = "naturalisation";

    /// <summary>The sender wants to be told of changes of the person, on a legal basis and for the purpose it states.</summary>
    public const string Subscribe = "subscribe";

    public const string Unsubscribe = "unsubscribe";

    public const string ItemField = "item";
    public const string FactField = "fact";

    /// <summary>More nationalities than the law allows are let through to rule Q009, which explains itself.</summary>
    private const int NationalitiesReadable = 32;

    /// <summary>Basic and further personal data (Grundpersonalien, weitere Personalien), in the order of the annex.</summary>
    public static IReadOnlyList<FieldForm> PersonFields { get; } =
    [
        new("familyName", "Familienname", "Surname", Text, 90),
        new("birthName", "Geburtsname", "BirthName", Text, 90),
        new("firstNames", "Vornamen", "FirstNames", Text, 60),
        new("noFirstName", "kein Vorname vorhanden", "FirstNames", Flag),
        new("birthDate", "Geburtsdatum", "DateOfBirth", FieldType.PartialDate),
        new("birthPlace", "Geburtsort", "BirthPlaceCountryDistrict", Text, 40),
        new("birthCountry", "Geburtsland", "BirthPlaceCountryDistrict", Text, 3),
        new("sex", "Geschlecht", "Sex", Text, 1),
        new("officialSexNote", "Geschlechtseintrag amtlich nachgewiesen", "Sex", Flag),
        new("nationality", "Staatsangehörigkeit", "Nationalities", Text, 3, CountMax: NationalitiesReadable),
        new("doctorate", "Doktorgrad", "Doctorate", Text, 25),
        new("maritalStatus", "Familienstand", "MaritalStatus", Text, 2),
        new("religion", "Religion (freiwillig)", "ReligiousAffiliation", Text, 40),
    ];

    public static IReadOnlyList<FieldForm> AddressFields { get; } =
    [
        new("ags", "Gemeindeschlüssel", KnownItems.CurrentAddress, Text, 8, Mandatory: true),
        new("street", "Straße", KnownItems.CurrentAddress, Text, 55, Mandatory: true),
        new("houseNumber", "Hausnummer", KnownItems.CurrentAddress, Text, 4, Mandatory: true),
        new("houseNumberSuffix", "Hausnummernzusatz", KnownItems.CurrentAddress, Text, 4),
        new("postalCode", "Postleitzahl", KnownItems.CurrentAddress, Text, 5, Mandatory: true),
        new("town", "Ort", KnownItems.CurrentAddress, Text, 50, Mandatory: true),
        new("householder", "Wohnungsinhaber", KnownItems.CurrentAddress, Text, 90),
        new("movedInOn", "Einzugsdatum", KnownItems.CurrentAddress, Day, Mandatory: true),
    ];

    private static FieldForm Ground { get; } = new("basis", "Rechtsgrundlage", "", Text, 40, Mandatory: true);

    private static FieldForm Fact { get; } = new(FactField, "gespeicherter Sachverhalt", "", Text, Mandatory: true);

    private static readonly FrozenDictionary<string, EntryForm> ByKind = new EntryForm[]
    {
        new(RegisterPerson, "Erstmalige Speicherung", PersonFields),
        new(ChangePersonalData, "Änderung der Personalien", PersonFields),
        new(MoveIn, "Einzug", AddressFields),
        new(MoveOut, "Auszug", [new("movedOutOn", "Auszugsdatum", KnownItems.FormerAddress, Day, Mandatory: true)]),
        new(Arrival, "Zuzug",
        [
            new("arrival", "Art des Zuzugs", "", Text, Mandatory: true),
            new("arrivedOn", "Zuzugsdatum", "", Day, Mandatory: true),
        ]),
        new(Departure, "Fortzug",
        [
            new("departure", "Art des Fortzugs", "", Text, Mandatory: true),
            new("departedOn", "Fortzugsdatum", "", Day, Mandatory: true),
        ]),
        new(Death, "Tod", [new("diedOn", "Sterbedatum", "DateOfDeath", Day, Mandatory: true)]),
        new(GrantStatus, "Erteilung eines Aufenthaltsstatus",
        [
            new("status", "Rechtsgrundlage", "", Text, Mandatory: true),
            new("grantedOn", "erteilt am", "", Day, Mandatory: true),
            new("validUntil", "befristet bis", "", Day),
            new("documentNumber", "Nummer des Dokuments", "", Text, 9),
        ]),
        new(EndStatus, "Ende eines Aufenthaltsstatus",
        [
            new("status", "Rechtsgrundlage", "", Text, Mandatory: true),
            new("endedOn", "beendet am", "", Day, Mandatory: true),
        ]),
        new(AssumeResponsibility, "Übernahme der Zuständigkeit",
            [new("assumedOn", "übernommen am", KnownItems.FileKeeper, Day, Mandatory: true)]),
        new(Store, "Speicherung eines Sachverhalts", [new(ItemField, "Nummer der Anlage", "", Text, Mandatory: true)]),
        new(Change, "Neues zu einem gespeicherten Sachverhalt", [Fact]),
        new(Correct, "Berichtigung", [Fact]),
        new(End, "Ende eines Sachverhalts", [Fact, new("endedOn", "beendet am", "", Day, Mandatory: true)]),
        new(Erase, "Löschung", [Fact, new("reason", "Grund", "", Code, Mandatory: true, List: "erasure-reasons")]),
        new(Naturalisation, "Erwerb der deutschen Staatsangehörigkeit", [new("acquiredOn", "erworben am", "", Day, Mandatory: true)]),
        new(Subscribe, "Unterrichtung über Änderungen erbeten", [Ground]),
        new(Unsubscribe, "Unterrichtung nicht mehr erbeten", [Ground]),
    }.ToFrozenDictionary(form => form.Kind);

    public static IEnumerable<EntryForm> All => ByKind.Values;

    public static EntryForm? Find(string kind) => ByKind.GetValueOrDefault(kind);
}
