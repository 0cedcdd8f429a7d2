using AzrActors.Domain.Catalogue;
using AzrActors.Domain.CodeLists;
using AzrActors.Domain.Law;
using AzrActors.Domain.Submissions;
using Entry = AzrActors.Contracts.Submissions.Entry;
using EntryField = AzrActors.Contracts.Submissions.EntryField;

namespace AzrActors.Cluster.Tests.Register;

/// <summary>An entry, and the items of the annex that it writes, each with the last part of the path of its value.</summary>
internal sealed record OracleEntry(Entry Entry, IReadOnlyList<(string Item, string Part)> Writes);

/// <summary>Entries about every item of the annex in force, with a value for every field.</summary>
internal static class OracleEntries
{
    private const string BenefitAuthority = "BenefitAuthority";

    /// <summary>Two of them contradict a limit; the last would end the benefit of which its payer is told.</summary>
    private static readonly string[] Unsaid = ["durationYears", "durationMonths", "ended"];

    public static LegalState Law { get; } = LegalState.On(Desk.Today);

    /// <summary>Facts of the catalogue; the restriction note is left out, because it hides the record.</summary>
    public static IReadOnlyList<OracleEntry> Facts { get; } = [.. Law.Items
        .Where(item => ItemCatalogue.Find(item.Id) is { IsFact: true } && item.Id != KnownItems.RestrictionNote).Select(item => Fact(item, ItemCatalogue.Get(item.Id)))];

    /// <summary>Statuses; tolerations and asylum permissions end before the first title.</summary>
    public static IReadOnlyList<OracleEntry> Statuses { get; } = [.. StatusCodes.All
        .Where(status => StatusCodes.Find(status.Code, Desk.Today) is not null && Law.FindById(status.Item) is not null).Select(Status)];

    /// <summary>Personal data that anyone may have, the nationality first.</summary>
    public static OracleEntry Person(string kind, string familyName, string nationality) => Of(kind,
        ("nationality", nationality, "Nationalities"), ("familyName", familyName, "Surname"), ("birthName", $"Geb{familyName[^4..]}", "BirthName"), ("firstNames", Desk.NewGivenName(), "FirstNames"),
        ("birthDate", Desk.NewBirthDate(), "DateOfBirth"), ("birthPlace", $"Ort{familyName[^4..]}", "BirthPlaceCountryDistrict"), ("sex", "w", "Sex"),
        ("doctorate", CodeList.Doctorates.CodesOn(Desk.Today)[0], "Doctorate"), ("maritalStatus", CodeList.MaritalStatuses.CodesOn(Desk.Today)[0], "MaritalStatus"),
        ("religion", "keine", "ReligiousAffiliation"));

    public static OracleEntry Arrival(string arrival, string on, string item) => Of("arrival", ("arrival", arrival, item), ("arrivedOn", on, ""));

    public static OracleEntry Departure(string departure, string on, string item) => Of("departure", ("departure", departure, item), ("departedOn", on, ""));

    public static OracleEntry MoveIn(string street, string on) => Of("moveIn", ("ags", "12054000", ""), ("street", street, "AddressInGermany"),
        ("houseNumber", "7", ""), ("postalCode", "14461", ""), ("town", "Potsdam", ""), ("movedInOn", on, ""));

    /// <summary>The same entry with only those of its fields.</summary>
    public static OracleEntry Only(OracleEntry entry, Func<string, bool> item) => new(
        entry.Entry with { Fields = [.. entry.Entry.Fields.Where(field => entry.Writes.All(one => one.Part != field.Name || item(one.Item)))] },
        [.. entry.Writes.Where(one => item(one.Item))]);

    private static OracleEntry Fact(AnnexItem item, CatalogueItem catalogued)
    {
        var fields = catalogued.Fields.Where(field => field.Covers(Law.From) && Law.FindById(field.Item) is not null && !Unsaid.Contains(field.Name)
            && (field.Type != FieldType.Flag || field.Mandatory)).ToList();
        return Of("store", [("item", item.Reference, ""), .. fields.Select(field => (field.Name, Value(catalogued, field), field.Item))]);
    }

    private static OracleEntry Status(StatusCode status)
    {
        var early = status.Kind is StatusKind.Toleration or StatusKind.AsylumPermission;
        var entry = Of("grantStatus", ("status", status.Code, status.Item), ("grantedOn", early ? "2019-01-07" : "2020-01-07", ""));
        if (early) entry = entry with { Entry = entry.Entry with { Fields = [.. entry.Entry.Fields, new EntryField("validUntil", "2019-01-10")] } };
        return entry with { Writes = [(status.Item, "code")] };
    }

    private static OracleEntry Of(string kind, params (string Name, string Value, string Item)[] fields) => new(
        new Entry(kind, [.. fields.Select(field => new EntryField(field.Name, field.Value))]),
        [.. fields.Where(field => field.Item.Length > 0).Select(field => (field.Item, field.Name))]);

    private static string Value(CatalogueItem item, FieldForm field) => field.Type switch
    {
        // Rule Q019 wants the form of the certificate.
        FieldType.Text when (item.Id, field.Name) == ("ProvisionalResidenceCertificate", "number") => "F0000001",
        FieldType.Text or FieldType.Document => "Angabe"[..Math.Min(6, field.LengthMax == 0 ? 6 : field.LengthMax)],
        FieldType.Day => field.Name is "validUntil" or "setUntil" ? "2027-01-31" : "2026-10-01",
        FieldType.PartialDate => "1990-07-00",
        FieldType.Flag => "true",
        FieldType.Number => "1",
        FieldType.Code => CodeList.Get(field.List!).CodesOn(Desk.Today)[0],
        FieldType.State => "475",
        FieldType.Authority => OraclePersons.Keys[field.Item == BenefitAuthority ? "AsylumBenefitsBody" : "ForeignersAuthority"],
        FieldType.Municipality => "12054000",
        FieldType.District => "12054",
        _ => throw new ArgumentOutOfRangeException(nameof(field), field.Type, null),
    };
}
