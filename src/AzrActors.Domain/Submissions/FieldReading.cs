using AzrActors.Domain.CodeLists;
using AzrActors.Domain.PersonRecords;
using AzrActors.Domain.Quality;
using AzrActors.Domain.Quality.Changes;
using AzrActors.Domain.Vocabulary;

namespace AzrActors.Domain.Submissions;

/// <summary>Reads the fields of one entry after its form and collects what is wrong with them.</summary>
/// <param name="day">Day whose code lists apply.</param>
/// <param name="item">Item of the annex that the entry is about, where it names one.</param>
internal sealed class FieldReading(EntryForm form, Entry entry, int index, DateOnly day, string? item = null)
{
    private const int AgsLength = 8;
    private readonly List<Finding> _findings = [];

    public IReadOnlyList<Finding> Findings => _findings;

    public void Check()
    {
        foreach (var group in entry.Fields.GroupBy(field => field.Name))
        {
            if (form.Find(group.Key) is not { } field)
            {
                Fault(EntryRules.UnknownIn(item, group.Key), group.Key);
                continue;
            }
            if (group.Count() > field.CountMax) Fault(Rules.RepeatedField, field.Name);
            foreach (var value in group.Select(one => one.Value)) CheckValue(field, value);
        }
    }

    /// <summary>Faults for mandatory fields that are absent.</summary>
    public void CheckComplete()
    {
        foreach (var field in form.Fields.Where(field => field.Mandatory && Text(field.Name) is null)) Fault(EntryRules.MissingIn(item), field.Name);
    }

    /// <summary>What was said, by field; an empty value clears.</summary>
    public List<PersonFact> Facts(params string[] without) =>
    [
        .. entry.Fields.GroupBy(field => field.Name).Where(group => form.Find(group.Key) is not null && !without.Contains(group.Key))
            .Select(group => new PersonFact(group.Key, [.. group.Select(one => one.Value).Where(value => value.Length > 0)])),
    ];

    public string? Text(string field) =>
        entry.Fields.FirstOrDefault(one => one.Name == field)?.Value is { Length: > 0 } value ? value : null;

    public DateOnly? Day(string field) => CanonicalDay.Read(Text(field));

    public void Fault(Rule rule, string? field) => _findings.Add(rule.At(index, field));

    private void CheckValue(FieldForm field, string value)
    {
        if (value.Length == 0) return;
        if (EntryRules.IsTooLong(field, value)) Fault(Rules.TooLong, field.Name);
        if (value.Any(char.IsControl) || value.Trim().Length != value.Length) Fault(Rules.UnreadableValue, field.Name);
        else if (EntryRules.HasForeignCharacters(field.Name, value)) Fault(Rules.ForeignCharacters, field.Name);
        if (FaultOf(field, value) is { } rule) Fault(rule, field.Name);
    }

    private Rule? FaultOf(FieldForm field, string value) => field.Type switch
    {
        FieldType.Text or FieldType.Document => null,
        FieldType.Day => CanonicalDay.Read(value) is null ? Rules.UnreadableValue : null,
        FieldType.PartialDate => EntryRules.IsPartialDateOdd(value) ? Rules.PartialDateForm : null,
        FieldType.Flag => value is "true" or "false" ? null : Rules.UnreadableValue,
        FieldType.Number => value.All(char.IsAsciiDigit) ? null : Rules.UnreadableValue,
        FieldType.Code => EntryRules.IsUnknownCode(field.List!, value, day) ? Rules.UnknownCode : null,
        FieldType.State => States.Find(value, day) is null && value != States.German ? Rules.UnknownCode : null,
        FieldType.Authority => AuthorityKey.TryParse(value, out _) ? null : Rules.UnreadableValue,
        FieldType.District => Districts.Find(value) is null ? Rules.UnknownCode : null,
        FieldType.Municipality => value.Length == AgsLength && Municipalities.Find(value) is not null ? null : Rules.UnknownCode,
        _ => throw new System.Diagnostics.UnreachableException($"No check for {field.Type}."),
    };
}
