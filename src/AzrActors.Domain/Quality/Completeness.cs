using AzrActors.Domain.Law;
using AzrActors.Domain.PersonRecords;

namespace AzrActors.Domain.Quality;

/// <summary>
/// Whether the groups of data that every record must have are filled (AZRG § 3 Abs. 1 Nr. 3 to 6). The choice of groups is our own;
/// they are those that the annex demands on registration or as long as a person stays.
/// </summary>
public static class Completeness
{
    /// <summary>Groups that are looked at.</summary>
    public const int Groups = 4;

    private static readonly string[] Basic = ["familyName", "birthDate", "sex", "nationality"];

    /// <summary>How many of the groups are empty: basic data, movement, and while the person stays address and occasion.</summary>
    public static int GapsOf(PersonRecord record, DateOnly today)
    {
        var gaps = 0;
        if (Basic.Any(field => record.Values(field).Count == 0)) gaps++;
        if (record.Movements.Count == 0) gaps++;
        if (!record.IsResident) return gaps;
        var group = PersonGroups.Of(record, today);
        if (record.CurrentAddress is null && LegalStates.IsStoredFor(KnownItems.CurrentAddress, group, today)) gaps++;
        if (record.Statuses.Count == 0 && record.Facts.IsEmpty && group == PersonGroup.ThirdCountry) gaps++;
        return gaps;
    }
}
