using AzrActors.Domain.Law;
using AzrActors.Domain.PersonRecords;
using AzrActors.Domain.Vocabulary;

namespace AzrActors.Domain.Disclosure;

/// <summary>Search notes of a record (Suchvermerke, AZRG § 5).</summary>
public static class SearchNotes
{
    private const string HiddenField = "hidden";

    internal static IReadOnlyList<string> Items { get; } =
        [KnownItems.WhereaboutsSearch, KnownItems.WhereaboutsSearchUnionCitizen, KnownItems.OtherFactsSearch];

    public static bool IsSearchNote(string item) => Items.Contains(item);

    /// <summary>The notes that stand on the day; they end by themselves after two years (§ 5 Abs. 5).</summary>
    public static IEnumerable<StoredFact> RunningOn(PersonRecord record, DateOnly day) =>
        Items.SelectMany(item => record.FactsOn(item, day)).Where(note => note.Source.ValidFrom.AddYears(2) > day);

    /// <summary>Hidden from all but the body that placed it (§ 5 Abs. 5 Satz 2).</summary>
    public static bool IsHidden(StoredFact note) => note.Value(HiddenField) == "true";

    /// <summary>The body that placed the note.</summary>
    public static AuthorityKey OwnerOf(StoredFact note) => note.Source.Authority;
}
