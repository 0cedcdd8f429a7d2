using AzrActors.Domain.Law;
using AzrActors.Domain.PersonRecords;
using AzrActors.Domain.Vocabulary;

namespace AzrActors.Domain.Disclosure;

/// <summary>What one authority may see of a record (Übermittlung durch das Register auf Ersuchen, AZRG §§ 10, 14-27).</summary>
public static class Disclosures
{
    /// <summary>What the authority is given on request: its view, and the AZR number where it may have it (§ 10 Abs. 4).</summary>
    /// <param name="stated">Circumstances that the request states and its author answers for.</param>
    public static Disclosed For(PersonRecord record, Authority authority, string purpose, StatedCircumstances stated, DateOnly day) =>
        new(ViewFor(record, authority, purpose, stated, day), MayHaveNumber(record, authority, day));

    /// <summary>True if the AZR number may stand in a message about the record to the authority (§ 10 Abs. 4).</summary>
    public static bool MayHaveNumber(PersonRecord record, Authority authority, DateOnly day) =>
        MayHaveNumber(new RecordOccasions(record, day), authority, day);

    internal static bool MayHaveNumber(RecordOccasions occasions, Authority authority, DateOnly day) =>
        AzrNumberUse.Allows(authority.Kind, occasions.IsOfSection2, occasions.IsSettled, day);

    /// <summary>True if a block hides the record from the authority as if it did not exist (AZRG § 4).</summary>
    public static bool IsHidden(PersonRecord record, Authority authority, DateOnly day) =>
        new Veil(record, new RecordBlocks(record, day), authority, null).HidesAll;

    /// <summary>The values the authority may see for the purpose on the day when its request states nothing besides.</summary>
    public static IReadOnlyList<RecordItem> ViewFor(PersonRecord record, Authority authority, string purpose, DateOnly day) =>
        ViewFor(record, authority, purpose, StatedCircumstances.None, day);

    /// <summary>
    /// The values the authority may see for the purpose on the day. Empty when it may see none, which must be answered
    /// exactly like a record that does not exist.
    /// </summary>
    /// <param name="purpose">As stated by the caller; one it may not state counts as none, and without one there is basic data at most.</param>
    private static IReadOnlyList<RecordItem> ViewFor(
        PersonRecord record, Authority authority, string purpose, StatedCircumstances stated, DateOnly day) =>
        new Sight(record, authority, purpose, stated, day).View(RecordItems.Of(record));

    /// <summary>Paths of the values the authority may see on the day that came or changed after the version.</summary>
    public static IReadOnlyList<string> ChangedSince(PersonRecord record, int version, Authority authority, string purpose, DateOnly day) =>
        [.. ViewFor(record, authority, purpose, day).Where(item => item.Source.Version > version).Select(item => item.Path)];
}

/// <summary>What a request gives.</summary>
/// <param name="WithNumber">The AZR number may go with it.</param>
public sealed record Disclosed(IReadOnlyList<RecordItem> Items, bool WithNumber);
