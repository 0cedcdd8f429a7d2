using System.Collections.Frozen;
using AzrActors.Domain.Catalogue;
using AzrActors.Domain.Submissions;

namespace AzrActors.Domain.PersonRecords;

/// <summary>What a record keeps of a field, in little room: thousands of records are in memory, each with dozens of fields.</summary>
public static class KeptValue
{
    private static readonly FrozenSet<string> Names = ItemCatalogue.All
        .SelectMany(item => item.Fields.Select(field => field.Name).Prepend(item.Id))
        .Concat(EntryForms.PersonFields.Select(field => field.Name)).ToFrozenSet(StringComparer.Ordinal);

    /// <summary>The name of a field or item as the one text that all records share; as it is if it is none of the catalogue.</summary>
    public static string NameOf(string name) => Names.TryGetValue(name, out var shared) ? shared : name;

    /// <summary>Nearly every field has one value; a list that can grow takes three times its room.</summary>
    public static Sourced<IReadOnlyList<string>> Of(IReadOnlyList<string> said, Source source) => new(said is [var only] ? [only] : [.. said], source);
}
