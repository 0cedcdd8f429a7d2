using System.Collections.Immutable;
using System.Globalization;
using AzrActors.Domain.Catalogue;
using AzrActors.Domain.CodeLists;
using AzrActors.Domain.Law;
using AzrActors.Domain.PersonRecords;
using AzrActors.Domain.Submissions;
using AzrActors.Domain.Vocabulary;

namespace AzrActors.Domain.Disclosure;

/// <summary>Lays a record out as a flat list of values, in the order of the annex.</summary>
public static class RecordItems
{
    public static IEnumerable<RecordItem> Of(PersonRecord record) => Beyond(record, null);

    /// <summary>
    /// The values of all parts that the other state of the same record does not share with this one. Between two
    /// versions that is what the change touched, however large the record is; a part that was replaced by an equal one
    /// counts as touched.
    /// </summary>
    /// <param name="other">Null shares nothing.</param>
    public static IEnumerable<RecordItem> Beyond(PersonRecord record, PersonRecord? other) => FileKeeping(record, other)
        .Concat(Person(record, other))
        .Concat(Addresses(Parts(record.Addresses, other?.Addresses)))
        .Concat(Movements(Parts(record.Movements, other?.Movements)))
        .Concat(Statuses(Parts(record.Statuses, other?.Statuses)))
        .Concat(Facts(record, other));

    // Parts are immutable and live on from version to version, so the same object is the same part.
    private static IEnumerable<T> Parts<T>(ImmutableList<T> parts, ImmutableList<T>? others) where T : class
    {
        if (ReferenceEquals(parts, others)) return [];
        return others is null ? parts : parts.Except(others, ReferenceEqualityComparer.Instance).Cast<T>();
    }

    private static IEnumerable<RecordItem> FileKeeping(PersonRecord record, PersonRecord? other)
    {
        if (record.FileKeeper is { } keeper && !ReferenceEquals(keeper, other?.FileKeeper))
            yield return new("responsibility/fileKeeping", KnownItems.FileKeeper, "Aktenführende Ausländerbehörde", keeper.Value.Value, keeper.Value.Value, keeper.Source);
    }

    private static IEnumerable<RecordItem> Person(PersonRecord record, PersonRecord? other)
    {
        if (ReferenceEquals(record.Person, other?.Person)) yield break;
        foreach (var field in EntryForms.PersonFields)
        {
            if (!record.Person.TryGetValue(field.Name, out var fact) || ReferenceEquals(fact, other?.Person.GetValueOrDefault(field.Name))) continue;
            for (var i = 0; i < fact.Value.Count; i++)
            {
                var path = field.CountMax > 1 ? $"person/{field.Name}/{i + 1}" : $"person/{field.Name}";
                yield return new(path, field.Item, field.Label, fact.Value[i], PersonText(field.Name, fact.Value[i], fact.Source), fact.Source);
            }
        }
    }

    private static IEnumerable<RecordItem> Addresses(IEnumerable<StoredAddress> addresses)
    {
        foreach (var address in addresses)
        {
            var item = address.MovedOutOn is null ? KnownItems.CurrentAddress : KnownItems.FormerAddress;
            var municipality = Municipalities.Find(address.Address.Ags) is { } known ? $"{known.Name} ({known.Ags})" : address.Address.Ags;
            yield return Item("ags", address.Address.Ags, municipality);
            yield return Item("street", address.Address.Street);
            yield return Item("houseNumber", address.Address.HouseNumber);
            if (address.Address.HouseNumberSuffix is { } suffix) yield return Item("houseNumberSuffix", suffix);
            yield return Item("postalCode", address.Address.PostalCode);
            yield return Item("town", address.Address.Town);
            if (address.Address.Householder is { } householder) yield return Item("householder", householder);
            yield return Item("movedInOn", CanonicalDay.Write(address.MovedInOn), German(address.MovedInOn));
            if (address.MovedOutOn is { } out_)
                yield return new($"address/{address.Number}/movedOutOn", item, "Auszugsdatum", CanonicalDay.Write(out_), German(out_), address.EndSource!);

            RecordItem Item(string field, string value, string? text = null) => new($"address/{address.Number}/{field}", item,
                EntryForms.AddressFields.First(form => form.Name == field).Label, value, text ?? value, address.Source);
        }
    }

    private static IEnumerable<RecordItem> Movements(IEnumerable<StoredMovement> movements)
    {
        foreach (var movement in movements)
        {
            var item = MovementItems.Of(movement.Kind);
            yield return new($"movement/{movement.Number}/kind", item, "Zuzug oder Fortzug", movement.Kind.ToString(), MovementText(movement.Kind), movement.Source);
            yield return new($"movement/{movement.Number}/on", item, "am", CanonicalDay.Write(movement.On), German(movement.On), movement.Source);
        }
    }

    private static IEnumerable<RecordItem> Statuses(IEnumerable<StoredStatus> statuses)
    {
        foreach (var status in statuses)
        {
            yield return Item("code", "Aufenthaltsstatus", status.Status.Code, $"{status.Status.Label} ({status.Status.LegalBasis})", status.Source);
            yield return Item("grantedOn", "erteilt am", CanonicalDay.Write(status.GrantedOn), German(status.GrantedOn), status.Source);
            if (status.ValidUntil is { } until) yield return Item("validUntil", "befristet bis", CanonicalDay.Write(until), German(until), status.Source);
            if (status.DocumentNumber is { } number) yield return Item("documentNumber", "Nummer des Dokuments", number, number, status.Source);
            if (status.EndedOn is { } ended) yield return Item("endedOn", "beendet am", CanonicalDay.Write(ended), German(ended), status.EndSource!);

            RecordItem Item(string field, string label, string value, string text, Source source) =>
                new($"status/{status.Number}/{field}", status.Status.Item, label, value, text, source);
        }
    }

    private static IEnumerable<RecordItem> Facts(PersonRecord record, PersonRecord? other)
    {
        if (ReferenceEquals(record.Facts, other?.Facts)) yield break;
        var facts = record.Facts.Where(pair => !ReferenceEquals(pair.Value, other?.Facts.GetValueOrDefault(pair.Key)))
            .OrderBy(pair => pair.Key, StringComparer.Ordinal).SelectMany(pair => Parts(pair.Value, other?.Facts.GetValueOrDefault(pair.Key)));
        foreach (var fact in facts)
        {
            var item = ItemCatalogue.Get(fact.Item);
            foreach (var field in item.Fields)
            {
                if (!fact.Fields.TryGetValue(field.Name, out var value)) continue;
                for (var i = 0; i < value.Value.Count; i++)
                {
                    var path = field.CountMax > 1 ? $"{fact.Path}/{field.Name}/{i + 1}" : $"{fact.Path}/{field.Name}";
                    yield return new(path, field.Item, field.Label, value.Value[i], FieldText(field, value.Value[i]), value.Source);
                }
            }
            if (fact.Fields.TryGetValue(CatalogueItem.KeptUntilField, out var term))
                yield return new($"{fact.Path}/{CatalogueItem.KeptUntilField}", fact.Item, item.KeptUntil.Label, term.Value[0],
                    FieldText(item.KeptUntil, term.Value[0]), term.Source);
            if (fact.EndedOn is { } ended)
                yield return new($"{fact.Path}/endedOn", fact.Item, "beendet am", CanonicalDay.Write(ended), German(ended), fact.EndSource!);
        }
    }

    private static string FieldText(FieldForm field, string value) => field.Type switch
    {
        FieldType.Day or FieldType.PartialDate => PartialDate.TryParse(value, out var date) ? date.ToGerman() : value,
        FieldType.Flag => value == "true" ? "ja" : "nein",
        FieldType.Code => CodeList.Get(field.List!).NameOf(value),
        FieldType.State => States.NameOf(value),
        FieldType.District => Districts.Find(value) is { } district ? district.Name : value,
        FieldType.Municipality => Municipalities.Find(value) is { } known ? $"{known.Name} ({known.Ags})" : value,
        _ => value,
    };

    private static string PersonText(string field, string value, Source source) => field switch
    {
        "birthDate" => PartialDate.TryParse(value, out var date) ? date.ToGerman() : value,
        "nationality" or "birthCountry" => States.Find(value, source.ValidFrom)?.Name ?? value,
        "sex" => CodeList.Sexes.FindName(value, source.ValidFrom) ?? value,
        "maritalStatus" => CodeList.MaritalStatuses.FindName(value, source.ValidFrom) ?? value,
        "noFirstName" or "officialSexNote" => value == "true" ? "ja" : "nein",
        _ => value,
    };

    /// <summary>The movement in the words of the annex.</summary>
    public static string MovementText(MovementKind kind) => kind switch
    {
        MovementKind.FirstEntry => "Ersteinreise in das Bundesgebiet",
        MovementKind.FromForeignersAuthority => "Zuzug von einer anderen Ausländerbehörde",
        MovementKind.FromUnknown => "Zuzug von unbekannt",
        MovementKind.DepartureAbroad => "Fortzug ins Ausland",
        MovementKind.DepartureUnknown => "Fortzug nach unbekannt",
        MovementKind.Died => "verstorben",
        MovementKind.ReturnFromAbroad => "Wiederzuzug aus dem Ausland",
        _ => throw new System.Diagnostics.UnreachableException($"No text for {kind}."),
    };

    private static string German(DateOnly day) => day.ToString("dd.MM.yyyy", CultureInfo.InvariantCulture);
}
