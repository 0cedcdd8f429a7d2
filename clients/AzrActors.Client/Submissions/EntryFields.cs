using System.Globalization;
using AzrActors.Contracts.Submissions;

namespace AzrActors.Client;

/// <summary>Collects the fields of an entry in the form the register reads; null leaves a field out.</summary>
internal sealed class EntryFields
{
    private readonly List<EntryField> _fields = [];

    public EntryFields With(string name, string? value)
    {
        if (value is not null) _fields.Add(new EntryField(name, value));
        return this;
    }

    public EntryFields With(string name, DateOnly? value) =>
        With(name, value?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));

    public EntryFields With(string name, bool? value) => With(name, value switch { true => "true", false => "false", null => null });

    public EntryFields WithEach(string name, IReadOnlyList<string>? values)
    {
        foreach (var value in values ?? []) With(name, value);
        return this;
    }

    public Entry ToEntry(string kind) => new(kind, _fields);
}
