using System.Globalization;
using AzrActors.Domain.CodeLists;
using AzrActors.Domain.PersonRecords;
using AzrActors.Domain.Quality;
using AzrActors.Domain.Vocabulary;

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
    /// <param name="day">Day whose code lists apply: that of the occasion (AZRG-DV § 19a).</param>
    public static ReadEntry Read(Entry entry, int index, DateOnly day) =>
        EntryForms.Find(entry.Kind) is { } form
            ? new Reading(form, entry, index, day).Read()
            : new ReadEntry([], null, [Rules.UnknownEntry.At(index, "kind")]);

    private sealed class Reading(EntryForm form, Entry entry, int index, DateOnly day)
    {
        private readonly List<Finding> _findings = [];
        private readonly List<(string Item, string? Field)> _items = [];

        public ReadEntry Read()
        {
            CheckForm();
            var command = ToCommand();
            return new ReadEntry(_items, command, _findings);
        }

        private void CheckForm()
        {
            foreach (var group in entry.Fields.GroupBy(field => field.Name))
            {
                if (form.Find(group.Key) is not { } field)
                {
                    Fault(Rules.UnknownField, group.Key);
                    continue;
                }
                if (group.Count() > field.CountMax) Fault(Rules.RepeatedField, field.Name);
                foreach (var value in group.Select(one => one.Value)) CheckValue(field, value);
            }
            foreach (var field in form.Fields.Where(field => field.Mandatory && Text(field.Name) is null))
                Fault(Rules.MissingField, field.Name);
        }

        private void CheckValue(FieldForm field, string value)
        {
            if (value.Length == 0) return;
            if (field.LengthMax > 0 && value.Length > field.LengthMax) Fault(Rules.TooLong, field.Name);
            if (value.Any(char.IsControl) || value.Trim().Length != value.Length) Fault(Rules.UnreadableValue, field.Name);
            if (field.Type == FieldType.Flag && value is not ("true" or "false")) Fault(Rules.UnreadableValue, field.Name);
            if (field.Type == FieldType.PartialDate && !PartialDate.TryParse(value, out _)) Fault(Rules.PartialDateForm, field.Name);
            if (field.Type == FieldType.Day && Day(field.Name) is null) Fault(Rules.UnreadableValue, field.Name);
        }

        private RecordCommand? ToCommand() => form.Kind switch
        {
            EntryForms.RegisterPerson => Writes(Law.WriteRights.Registration, null, new RecordCommand.RegisterPerson(index, PersonFacts())),
            EntryForms.ChangePersonalData => ChangePersonalData(),
            EntryForms.MoveIn => MoveIn(),
            EntryForms.MoveOut => Writes("5b.b", null, Day("movedOutOn") is { } on ? new RecordCommand.MoveOut(index, on) : null),
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
            EntryForms.AssumeResponsibility => Writes("1.a", null,
                Day("assumedOn") is { } on ? new RecordCommand.AssumeResponsibility(index, on) : null),
            _ => throw new System.Diagnostics.UnreachableException($"No reading for {form.Kind}."),
        };

        private List<PersonFact> PersonFacts()
        {
            var facts = new List<PersonFact>();
            foreach (var group in entry.Fields.GroupBy(field => field.Name))
            {
                if (form.Find(group.Key) is not { } field) continue;
                _items.Add((field.Item, field.Name));
                facts.Add(new PersonFact(field.Name, [.. group.Select(one => one.Value).Where(value => value.Length > 0)]));
            }
            return facts;
        }

        private RecordCommand.ChangePersonalData? ChangePersonalData()
        {
            var facts = PersonFacts();
            if (entry.Fields.Count == 0) Fault(Rules.MissingField, null);
            return new RecordCommand.ChangePersonalData(index, facts);
        }

        private RecordCommand.MoveIn? MoveIn()
        {
            _items.Add(("5b.a", null));
            if (Text("ags") is { } ags && Municipalities.Find(ags) is null) Fault(Rules.UnknownCode, "ags");
            if (Text("postalCode") is { } code && (code.Length != 5 || !code.All(char.IsAsciiDigit))) Fault(Rules.UnreadableValue, "postalCode");
            if (form.Fields.Any(field => field.Mandatory && Text(field.Name) is null) || Day("movedInOn") is not { } on) return null;
            return new RecordCommand.MoveIn(index, new Address(Text("ags")!, Text("street")!, Text("houseNumber")!,
                Text("houseNumberSuffix"), Text("postalCode")!, Text("town")!, Text("householder")), on);
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
            else _items.Add((status.AnnexItem, "status"));
            return status;
        }

        private RecordCommand? Writes(string item, string? field, RecordCommand? command)
        {
            _items.Add((item, field));
            return command;
        }

        private string? Text(string field) =>
            entry.Fields.FirstOrDefault(one => one.Name == field)?.Value is { Length: > 0 } value ? value : null;

        private DateOnly? Day(string field) =>
            DateOnly.TryParseExact(Text(field), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;

        private void Fault(Rule rule, string? field) => _findings.Add(rule.At(index, field));
    }
}

/// <summary>Letters of row 6 of the annex.</summary>
public static class MovementItems
{
    public static string Of(MovementKind kind) => kind switch
    {
        MovementKind.FirstEntry => "6.a",
        MovementKind.FromForeignersAuthority => "6.b",
        MovementKind.FromUnknown => "6.c",
        MovementKind.DepartureAbroad => "6.d",
        MovementKind.DepartureUnknown => "6.e",
        MovementKind.Died => "6.f",
        MovementKind.ReturnFromAbroad => "6.g",
        _ => throw new System.Diagnostics.UnreachableException($"No letter for {kind}."),
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

    private static bool Digits(string number, char letter, int digits) =>
        number.Length == digits + 1 && number[0] == letter && number.Skip(1).All(char.IsAsciiDigit);
}
