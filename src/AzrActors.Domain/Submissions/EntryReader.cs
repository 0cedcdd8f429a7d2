using AzrActors.Domain.CodeLists;
using AzrActors.Domain.Law;
using AzrActors.Domain.PersonRecords;
using AzrActors.Domain.Quality;

namespace AzrActors.Domain.Submissions;

/// <summary>What was read from one entry.</summary>
/// <param name="Items">Items of the annex the entry writes, each with the field that does so, for checking rights.</param>
/// <param name="Command">
/// What the entry asks for, as far as it can be read, even with faults: so that the rules behind find theirs as well.
/// </param>
public sealed record ReadEntry(IReadOnlyList<(string Item, string? Field)> Items, RecordCommand? Command, IReadOnlyList<Finding> Findings);

/// <summary>Reads entries into commands. Everything unreadable becomes a finding; nothing is thrown.</summary>
public static class EntryReader
{
    /// <param name="record">The record the entry speaks of; null before it exists.</param>
    /// <param name="day">Day whose code lists apply: that of the occasion (AZRG-DV § 19a).</param>
    public static ReadEntry Read(Entry entry, int index, PersonRecord? record, LegalState law, DateOnly day)
    {
        if (EntryForms.Find(entry.Kind) is not { } form) return new ReadEntry([], null, [Rules.UnknownEntry.At(index, "kind")]);
        return form.Kind switch
        {
            EntryForms.Store or EntryForms.Change or EntryForms.Correct or EntryForms.End or EntryForms.Erase =>
                new FactReading(form, entry, index, record, law, day).Read(),
            _ => new Reading(form, entry, index, day).Read(),
        };
    }

    private sealed class Reading(EntryForm form, Entry entry, int index, DateOnly day)
    {
        private readonly FieldReading _fields = new(form, entry, index, day);
        private readonly List<(string Item, string? Field)> _items = [];

        public ReadEntry Read()
        {
            _fields.Check();
            _fields.CheckComplete();
            var command = ToCommand();
            return new ReadEntry(_items, command, _fields.Findings);
        }

        private RecordCommand? ToCommand() => form.Kind switch
        {
            EntryForms.RegisterPerson => Register(),
            EntryForms.ChangePersonalData => ChangePersonalData(),
            EntryForms.MoveIn => MoveIn(),
            EntryForms.MoveOut => Writes(KnownItems.FormerAddress, null, Day("movedOutOn") is { } on ? new RecordCommand.MoveOut(index, on) : null),
            EntryForms.Arrival => Movement("arrival", "arrivedOn", ("firstEntry", MovementKind.FirstEntry),
                ("fromForeignersAuthority", MovementKind.FromForeignersAuthority), ("fromUnknown", MovementKind.FromUnknown),
                ("returnFromAbroad", MovementKind.ReturnFromAbroad)),
            EntryForms.Departure => Movement("departure", "departedOn",
                ("abroad", MovementKind.DepartureAbroad), ("unknown", MovementKind.DepartureUnknown)),
            EntryForms.Death => Writes(MovementItems.Of(MovementKind.Died), "diedOn",
                Day("diedOn") is { } on ? new RecordCommand.ReportMovement(index, MovementKind.Died, on) : null),
            EntryForms.GrantStatus => GrantStatus(),
            EntryForms.EndStatus => Status() is { } status && Day("endedOn") is { } on
                ? new RecordCommand.EndStatus(index, status, on) : null,
            EntryForms.AssumeResponsibility => Writes(KnownItems.FileKeeper, null,
                Day("assumedOn") is { } on ? new RecordCommand.AssumeResponsibility(index, on) : null),
            EntryForms.Naturalisation => Day("acquiredOn") is { } on ? new RecordCommand.ReportNaturalisation(index, on) : null,
            EntryForms.Subscribe => Text("basis") is { } basis ? new RecordCommand.Subscribe(index, basis) : null,
            EntryForms.Unsubscribe => Text("basis") is { } basis ? new RecordCommand.Unsubscribe(index, basis) : null,
            _ => throw new System.Diagnostics.UnreachableException($"No reading for {form.Kind}."),
        };

        private RecordCommand.RegisterPerson Register() => new(index, PersonFacts());

        private RecordCommand.ChangePersonalData ChangePersonalData()
        {
            var facts = PersonFacts();
            if (entry.Fields.Count == 0) Fault(Rules.MissingField, null);
            return new RecordCommand.ChangePersonalData(index, facts);
        }

        private List<PersonFact> PersonFacts()
        {
            var facts = _fields.Facts();
            _items.AddRange(facts.Select(fact => (form.Find(fact.Field)!.Item, (string?)fact.Field)));
            return facts;
        }

        private RecordCommand.MoveIn? MoveIn()
        {
            _items.Add((KnownItems.CurrentAddress, null));
            return AddressReading.Read(_fields) is { } address && Day("movedInOn") is { } on ? new RecordCommand.MoveIn(index, address, on) : null;
        }

        private RecordCommand.ReportMovement? Movement(string field, string dateField, params (string Text, MovementKind Kind)[] kinds)
        {
            if (Text(field) is not { } text) return null;
            var kind = kinds.FirstOrDefault(one => one.Text == text).Kind;
            if (kind == default)
            {
                Fault(Rules.UnknownCode, field);
                return null;
            }
            _items.Add((MovementItems.Of(kind), field));
            return Day(dateField) is { } on ? new RecordCommand.ReportMovement(index, kind, on) : null;
        }

        private RecordCommand.GrantStatus? GrantStatus()
        {
            if (Status() is not { } status || Day("grantedOn") is not { } grantedOn) return null;
            if (Text("documentNumber") is { } number && !DocumentNumbers.Fit(status.Kind, number))
                Fault(Rules.DocumentNumberForm, "documentNumber");
            return new RecordCommand.GrantStatus(index, status, grantedOn, Day("validUntil"), Text("documentNumber"));
        }

        private StatusCode? Status()
        {
            if (Text("status") is not { } code) return null;
            var status = StatusCodes.Find(code, day);
            if (status is null) Fault(Rules.UnknownCode, "status");
            else _items.Add((status.Item, "status"));
            return status;
        }

        private RecordCommand? Writes(string item, string? field, RecordCommand? command)
        {
            _items.Add((item, field));
            return command;
        }

        private string? Text(string field) => _fields.Text(field);

        private DateOnly? Day(string field) => _fields.Day(field);

        private void Fault(Rule rule, string? field) => _fields.Fault(rule, field);
    }
}

/// <summary>Items of row 6 of the annex.</summary>
public static class MovementItems
{
    public static string Of(MovementKind kind) => kind switch
    {
        MovementKind.FirstEntry => "FirstEntryDate",
        MovementKind.FromForeignersAuthority => "MovedInFromOtherForeignersAuthorityDate",
        MovementKind.FromUnknown => "MovedInFromUnknownDate",
        MovementKind.DepartureAbroad => "MovedAbroadDate",
        MovementKind.DepartureUnknown => "MovedToUnknownDate",
        MovementKind.Died => "DateOfDeath",
        MovementKind.ReturnFromAbroad => "ReturnedFromAbroadDate",
        _ => throw new System.Diagnostics.UnreachableException($"No item for {kind}."),
    };
}

/// <summary>Forms of document numbers (DSAusländer, rule Q019).</summary>
internal static class DocumentNumbers
{
    public static bool Fit(StatusKind kind, string number) => kind switch
    {
        StatusKind.Toleration => Digits(number, 'T', 7) || Digits(number, 'V', 8),
        StatusKind.AsylumPermission => Digits(number, 'V', 7) || Digits(number, 'V', 8),
        _ => number.Length <= 9 && number.All(char.IsAsciiLetterOrDigit),
    };

    /// <summary>Number of a certificate of provisional residence (Fiktionsbescheinigung).</summary>
    public static bool IsProvisional(string number) => Digits(number, 'F', 7) || Digits(number, 'V', 8);

    private static bool Digits(string number, char letter, int digits) =>
        number.Length == digits + 1 && number[0] == letter && number.Skip(1).All(char.IsAsciiDigit);
}
