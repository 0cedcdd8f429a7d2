using AzrActors.Domain.Law;
using AzrActors.Domain.PersonRecords;
using AzrActors.Domain.Vocabulary;

namespace AzrActors.Domain.Disclosure;

/// <summary>What one authority may see of a record (Übermittlung durch das Register auf Ersuchen, AZRG §§ 10, 14-21).</summary>
public static class Disclosures
{
    /// <summary>
    /// The values the authority may see on the day. Empty when it may see none, which must be answered exactly like a
    /// record that does not exist.
    /// </summary>
    public static IReadOnlyList<RecordItem> ViewFor(PersonRecord record, Authority authority, DateOnly day)
    {
        var group = PersonGroups.Of(record.Nationalities, day);
        return [.. RecordItems.Of(record).Where(item => ReadRights.Allow(item.Item, authority.Kind, group, day))];
    }

    /// <summary>Paths of the values the authority may see on the day that came or changed after the version.</summary>
    public static IReadOnlyList<string> ChangedSince(PersonRecord record, int version, Authority authority, DateOnly day) =>
        [.. ViewFor(record, authority, day).Where(item => item.Source.Version > version).Select(item => item.Path)];
}
