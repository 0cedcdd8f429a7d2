using AzrActors.Domain.Law;
using AzrActors.Domain.PersonRecords;
using AzrActors.Domain.Vocabulary;

namespace AzrActors.Domain.Disclosure;

/// <summary>
/// What the blocks and notes of a record hide from one authority, whatever the annex allows: Übermittlungssperre
/// (AZRG § 4), Suchvermerk (§ 5 Abs. 5), Sperrvermerk (§ 37, AZRG-DV § 17). They hide from the version that sets them.
/// </summary>
internal sealed class Veil
{
    /// <summary>Scope of a block that also works against public bodies (AZRG-DV § 7 Abs. 4).</summary>
    private const string AgainstPublicBodies = "large";
    private const string ScopeField = "scope";
    private const string RestrictedFactField = "restrictedFact";

    /// <summary>Prosecution may use restricted data with the note (AZRG § 37 Abs. 2 Satz 3).</summary>
    private static readonly string[] Prosecution = ["4", "5", "6"];

    private readonly PersonRecord _record;
    private readonly Authority _authority;
    private readonly bool _restricted;
    private readonly IReadOnlyList<string> _restrictedFacts = [];

    public Veil(PersonRecord record, Authority authority, Purpose? purpose, DateOnly day)
    {
        (_record, _authority) = (record, authority);
        if (authority.Kind == AuthorityKind.RegisterAuthority) return;
        HidesAll = IsLarge(record, day) || (!authority.Kind.IsPublic && record.FactsOn(KnownItems.TransmissionBlock, day).Any());
        if (purpose is not null && Prosecution.Contains(purpose.Code)) return;
        (_restricted, _restrictedFacts) = (IsRestricted(record, day), [.. RestrictedFacts(record, day)]);
    }

    /// <summary>The record is to be answered like one that does not exist.</summary>
    public bool HidesAll { get; }

    /// <summary>True if a block works against public bodies too.</summary>
    public static bool IsLarge(PersonRecord record, DateOnly day) =>
        record.FactsOn(KnownItems.TransmissionBlock, day).Any(block => block.Value(ScopeField) == AgainstPublicBodies);

    /// <summary>True if the whole record is restricted, except personal data.</summary>
    public static bool IsRestricted(PersonRecord record, DateOnly day) =>
        record.FactsOn(KnownItems.RestrictionNote, day).Any(note => note.Value(RestrictedFactField) is null);

    /// <summary>Facts that are restricted each by itself.</summary>
    public static IEnumerable<string> RestrictedFacts(PersonRecord record, DateOnly day) =>
        record.FactsOn(KnownItems.RestrictionNote, day).Select(note => note.Value(RestrictedFactField)).OfType<string>();

    public bool Hides(RecordItem item) =>
        HidesAll || IsRestricted(item) || (SearchNotes.IsSearchNote(item.Item) && IsHiddenSearch(item));

    /// <summary>True for what a restricted record still gives: personal data, and the note itself (AZRG-DV § 17 Abs. 2).</summary>
    public static bool StaysOpen(RecordItem item) => item.Group is FactPath.Person or KnownItems.RestrictionNote;

    private bool IsRestricted(RecordItem item) => (_restricted && !StaysOpen(item))
        || (_restrictedFacts.Count > 0 && item.Group != KnownItems.RestrictionNote && _restrictedFacts.Contains(item.Fact));

    private bool IsHiddenSearch(RecordItem item) =>
        FactPath.TryParse(item.Fact, out var path) && _record.FindFact(path) is { } note
        && SearchNotes.IsHidden(note) && SearchNotes.OwnerOf(note) != _authority.Key;
}
