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
    /// <summary>Prosecution may use restricted data with the note (AZRG § 37 Abs. 2 Satz 3).</summary>
    private static readonly string[] Prosecution = ["4", "5", "6"];

    private readonly PersonRecord _record;
    private readonly Authority _authority;
    private readonly RecordBlocks? _restrictions;

    /// <param name="blocks">Of this record.</param>
    public Veil(PersonRecord record, RecordBlocks blocks, Authority authority, Purpose? purpose)
    {
        (_record, _authority) = (record, authority);
        if (authority.Kind == AuthorityKind.RegisterAuthority) return;
        HidesAll = blocks.IsLarge || (!authority.Kind.IsPublic && blocks.Any);
        if (purpose is null || !Prosecution.Contains(purpose.Code)) _restrictions = blocks;
    }

    /// <summary>The record is to be answered like one that does not exist.</summary>
    public bool HidesAll { get; }

    public bool Hides(RecordItem item) =>
        HidesAll || IsRestricted(item) || (SearchNotes.IsSearchNote(item.Item) && IsHiddenSearch(item));

    /// <summary>True for what a restricted record still gives: personal data, and the note itself (AZRG-DV § 17 Abs. 2).</summary>
    public static bool StaysOpen(RecordItem item) => item.Group is FactPath.Person or KnownItems.RestrictionNote;

    private bool IsRestricted(RecordItem item) => _restrictions is { } blocks
        && ((blocks.IsRestricted && !StaysOpen(item))
            || (blocks.RestrictedFacts.Count > 0 && item.Group != KnownItems.RestrictionNote && blocks.RestrictedFacts.Contains(item.Fact)));

    private bool IsHiddenSearch(RecordItem item) =>
        FactPath.TryParse(item.Fact, out var path) && _record.FindFact(path) is { } note
        && SearchNotes.IsHidden(note) && SearchNotes.OwnerOf(note) != _authority.Key;
}
