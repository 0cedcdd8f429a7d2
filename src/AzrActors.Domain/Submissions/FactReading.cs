using AzrActors.Domain.Catalogue;
using AzrActors.Domain.Law;
using AzrActors.Domain.PersonRecords;
using AzrActors.Domain.Quality;
using AzrActors.Domain.Vocabulary;

namespace AzrActors.Domain.Submissions;

/// <summary>
/// Reads entries about facts of the catalogue, and corrections and erasures of any fact. Which fields such an entry has
/// depends on its item, and for a stored fact on the record.
/// </summary>
internal sealed class FactReading(EntryForm form, Entry entry, int index, PersonRecord? record, LegalState law, DateOnly day)
{
    private static readonly IReadOnlyList<FieldForm> MovementFields = [new("on", "am", "", FieldType.Day)];

    private static readonly IReadOnlyList<FieldForm> StatusFields =
        [.. EntryForms.Find(EntryForms.GrantStatus)!.Fields.Where(field => field.Name != "status").Select(Optional)];

    private static readonly IReadOnlyList<FieldForm> AddressFields =
        [.. EntryForms.AddressFields.Select(Optional), new("movedOutOn", "Auszugsdatum", KnownItems.FormerAddress, FieldType.Day)];

    private FieldReading _fields = new(form, entry, index, day);

    public ReadEntry Read() => form.Kind == EntryForms.Store ? Store() : OfStored();

    private ReadEntry Store()
    {
        var text = _fields.Text(EntryForms.ItemField);
        if (text is null || law.Find(text) is not { } item || ItemCatalogue.Find(item.Id) is not { IsFact: true } catalogued)
            return Fault(text is null ? Rules.MissingField : Rules.UnknownItem, EntryForms.ItemField);
        var facts = ReadFields(catalogued.StoreFields, item: item.Id);
        _fields.CheckComplete();
        if (catalogued.Fields.All(field => !field.Mandatory) && facts.All(fact => fact.Values.Count == 0 || fact.Field == CatalogueItem.KeptUntilField))
            _fields.Fault(Rules.MissingField, null);
        return Answer(WrittenItems(catalogued, facts), new RecordCommand.StoreFact(index, item.Id, facts));
    }

    private ReadEntry OfStored()
    {
        if (_fields.Text(EntryForms.FactField) is not { } text) return Fault(Rules.MissingField, EntryForms.FactField);
        if (FactPath.TryParse(text, out var said) is false) return Fault(Rules.UnreadableValue, EntryForms.FactField);
        var path = law.Find(said.Group) is { } item ? said with { Group = item.Id } : said;
        return path.Group switch
        {
            FactPath.Address => OfAddress(path, record?.Addresses.FirstOrDefault(one => one.Number == path.Number)),
            FactPath.Movement => OfMovement(path, record?.Movements.FirstOrDefault(one => one.Number == path.Number)),
            FactPath.Status => OfStatus(path, record?.Statuses.FirstOrDefault(one => one.Number == path.Number)),
            _ => OfCatalogue(path, record?.FindFact(path)),
        };
    }

    private ReadEntry OfAddress(FactPath path, StoredAddress? stored)
    {
        if (stored is null) return NotStored();
        var items = Whole(stored.MovedOutOn is null ? KnownItems.CurrentAddress : KnownItems.FormerAddress);
        if (form.Kind == EntryForms.Erase) return Erase(path, items);
        if (form.Kind != EntryForms.Correct) return Fault(Rules.OnlyCorrected, EntryForms.FactField);
        ReadFields(AddressFields, stored.ToFields());
        var address = AddressReading.Read(_fields);
        return Answer(items, address is null || _fields.Day("movedInOn") is not { } on
            ? null : new RecordCommand.CorrectAddress(index, path, address, on, _fields.Day("movedOutOn")));
    }

    private ReadEntry OfMovement(FactPath path, StoredMovement? stored)
    {
        if (stored is null) return NotStored();
        var items = Whole(MovementItems.Of(stored.Kind));
        if (form.Kind == EntryForms.Erase) return Erase(path, items);
        if (form.Kind != EntryForms.Correct) return Fault(Rules.OnlyCorrected, EntryForms.FactField);
        ReadFields(MovementFields, [new("on", CanonicalDay.Write(stored.On))]);
        return Answer(items, _fields.Day("on") is { } on ? new RecordCommand.CorrectMovement(index, path, on) : null);
    }

    private ReadEntry OfStatus(FactPath path, StoredStatus? stored)
    {
        if (stored is null) return NotStored();
        var items = Whole(stored.Status.Item);
        if (form.Kind == EntryForms.Erase) return Erase(path, items);
        if (form.Kind != EntryForms.Correct) return Fault(Rules.OnlyCorrected, EntryForms.FactField);
        ReadFields(StatusFields, stored.ToFields());
        if (_fields.Text("documentNumber") is { } number && !DocumentNumbers.Fit(stored.Status.Kind, number))
            _fields.Fault(Rules.DocumentNumberForm, "documentNumber");
        return Answer(items, _fields.Day("grantedOn") is { } on
            ? new RecordCommand.CorrectStatus(index, path, on, _fields.Day("validUntil"), _fields.Text("documentNumber")) : null);
    }

    private ReadEntry OfCatalogue(FactPath path, StoredFact? stored)
    {
        if (stored is null) return NotStored();
        var item = ItemCatalogue.Get(stored.Item);
        if (form.Kind == EntryForms.Erase) return Erase(path, Whole(stored.Item));
        if (form.Kind == EntryForms.End)
        {
            _fields.Check();
            _fields.CheckComplete();
            return Answer(Whole(stored.Item), _fields.Day("endedOn") is { } on ? new RecordCommand.EndFact(index, path, on) : null);
        }
        var facts = ReadFields(item.OptionalFields, item: item.Id);
        if (facts.Count == 0) _fields.Fault(Rules.MissingField, null);
        var emptied = facts.FirstOrDefault(fact => fact.Values.Count == 0 && item.Find(fact.Field)!.Mandatory);
        if (emptied is not null) _fields.Fault(Rules.MissingField, emptied.Field);
        return Answer(WrittenItems(item, facts), new RecordCommand.ChangeFact(index, path, facts, form.Kind == EntryForms.Correct));
    }

    private ReadEntry Erase(FactPath path, IReadOnlyList<(string, string?)> items)
    {
        _fields.Check();
        _fields.CheckComplete();
        return Answer(items, _fields.Text("reason") is { } reason ? new RecordCommand.EraseFact(index, path, reason) : null);
    }

    /// <summary>Reads the fields that the entry has besides its own.</summary>
    /// <param name="stored">Values that hold where the entry says nothing.</param>
    private List<PersonFact> ReadFields(IReadOnlyList<FieldForm> fields, IReadOnlyList<EntryField>? stored = null, string? item = null)
    {
        var kept = (stored ?? []).Where(field => entry.Fields.All(said => said.Name != field.Name));
        _fields = new FieldReading(form with { Fields = [.. form.Fields, .. fields.Where(field => field.Covers(law.From))] }, entry with { Fields = [.. entry.Fields, .. kept] }, index, day, item);
        _fields.Check();
        return _fields.Facts(EntryForms.ItemField, EntryForms.FactField);
    }

    // The head of a fact is written with each of its attributes; those have rights of their own besides.
    private static List<(string Item, string? Field)> WrittenItems(CatalogueItem item, List<PersonFact> facts)
    {
        var written = facts.Select(fact => (item.Find(fact.Field)!.Item, (string?)fact.Field)).ToList();
        return written.Count > 0 ? written : [(item.Id, EntryForms.ItemField)];
    }

    private static IReadOnlyList<(string, string?)> Whole(string item) => [(item, EntryForms.FactField)];

    private ReadEntry Answer(IReadOnlyList<(string, string?)> items, RecordCommand? command) => new(items, command, _fields.Findings);

    private ReadEntry NotStored() => Fault(Rules.FactNotStored, EntryForms.FactField);

    private ReadEntry Fault(Rule rule, string field)
    {
        _fields.Fault(rule, field);
        return Answer([], null);
    }

    private static FieldForm Optional(FieldForm field) => field with { Mandatory = false };
}
