using System.Collections.Frozen;
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
}

/// <summary>One field of an entry.</summary>
/// <param name="Label">German name for people.</param>
/// <param name="Item">Row and letter of the annex (AZRG-DV) that the field belongs to.</param>
/// <param name="LengthMax">Most characters (DSAusländer); 0 for no limit of its own.</param>
/// <param name="CountMax">How often it may occur.</param>
public sealed record FieldForm(string Name, string Label, string Item, FieldType Type, int LengthMax = 0, bool Mandatory = false, int CountMax = 1);

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

    /// <summary>More nationalities than the law allows are let through to rule Q009, which explains itself.</summary>
    private const int NationalitiesReadable = 32;

    /// <summary>Basic and further personal data (Grundpersonalien, weitere Personalien), in the order of the annex.</summary>
    public static IReadOnlyList<FieldForm> PersonFields { get; } =
    [
        new("familyName", "Familienname", "3.a", Text, 90),
        new("birthName", "Geburtsname", "3.b", Text, 90),
        new("firstNames", "Vornamen", "3.c", Text, 60),
        new("noFirstName", "kein Vorname vorhanden", "3.c", Flag),
        new("birthDate", "Geburtsdatum", "3.e", FieldType.PartialDate),
        new("birthPlace", "Geburtsort", "3.f", Text, 40),
        new("birthCountry", "Geburtsland", "3.f", Text, 3),
        new("sex", "Geschlecht", "3.g", Text, 1),
        new("officialSexNote", "Geschlechtseintrag amtlich nachgewiesen", "3.g", Flag),
        new("nationality", "Staatsangehörigkeit", "3.h", Text, 3, CountMax: NationalitiesReadable),
        new("doctorate", "Doktorgrad", "3.a", Text, 25),
        new("maritalStatus", "Familienstand", "4.e", Text, 2),
        new("religion", "Religion (freiwillig)", "4.h", Text, 40),
    ];

    public static IReadOnlyList<FieldForm> AddressFields { get; } =
    [
        new("ags", "Gemeindeschlüssel", "5b.a", Text, 8, Mandatory: true),
        new("street", "Straße", "5b.a", Text, 55, Mandatory: true),
        new("houseNumber", "Hausnummer", "5b.a", Text, 4, Mandatory: true),
        new("houseNumberSuffix", "Hausnummernzusatz", "5b.a", Text, 4),
        new("postalCode", "Postleitzahl", "5b.a", Text, 5, Mandatory: true),
        new("town", "Ort", "5b.a", Text, 50, Mandatory: true),
        new("householder", "Wohnungsinhaber", "5b.a", Text, 90),
        new("movedInOn", "Einzugsdatum", "5b.a", Day, Mandatory: true),
    ];

    private static readonly FrozenDictionary<string, EntryForm> ByKind = new EntryForm[]
    {
        new(RegisterPerson, "Erstmalige Speicherung", PersonFields),
        new(ChangePersonalData, "Änderung der Personalien", PersonFields),
        new(MoveIn, "Einzug", AddressFields),
        new(MoveOut, "Auszug", [new("movedOutOn", "Auszugsdatum", "5b.b", Day, Mandatory: true)]),
        new(Arrival, "Zuzug",
        [
            new("arrival", "Art des Zuzugs", "6", Text, Mandatory: true),
            new("arrivedOn", "Zuzugsdatum", "6", Day, Mandatory: true),
        ]),
        new(Departure, "Fortzug",
        [
            new("departure", "Art des Fortzugs", "6", Text, Mandatory: true),
            new("departedOn", "Fortzugsdatum", "6", Day, Mandatory: true),
        ]),
        new(Death, "Tod", [new("diedOn", "Sterbedatum", "6.f", Day, Mandatory: true)]),
        new(GrantStatus, "Erteilung eines Aufenthaltsstatus",
        [
            new("status", "Rechtsgrundlage", "9", Text, Mandatory: true),
            new("grantedOn", "erteilt am", "9", Day, Mandatory: true),
            new("validUntil", "befristet bis", "9", Day),
            new("documentNumber", "Nummer des Dokuments", "9", Text, 9),
        ]),
        new(EndStatus, "Ende eines Aufenthaltsstatus",
        [
            new("status", "Rechtsgrundlage", "9", Text, Mandatory: true),
            new("endedOn", "beendet am", "9", Day, Mandatory: true),
        ]),
        new(AssumeResponsibility, "Übernahme der Zuständigkeit",
            [new("assumedOn", "übernommen am", "1.a", Day, Mandatory: true)]),
    }.ToFrozenDictionary(form => form.Kind);

    public static IEnumerable<EntryForm> All => ByKind.Values;

    public static EntryForm? Find(string kind) => ByKind.GetValueOrDefault(kind);
}
