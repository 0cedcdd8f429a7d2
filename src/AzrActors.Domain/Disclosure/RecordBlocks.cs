using AzrActors.Domain.Law;
using AzrActors.Domain.PersonRecords;

namespace AzrActors.Domain.Disclosure;

/// <summary>
/// The blocks and restrictions a record carries on a day (Übermittlungssperre, AZRG § 4; Sperrvermerk, § 37), worked out
/// once for everybody who looks; what they hide from whom says <see cref="Veil"/>.
/// </summary>
internal sealed class RecordBlocks
{
    /// <summary>Scope of a block that also works against public bodies (AZRG-DV § 7 Abs. 4).</summary>
    private const string AgainstPublicBodies = "large";
    private const string ScopeField = "scope";
    private const string RestrictedFactField = "restrictedFact";

    /// <summary>Items that block or restrict.</summary>
    public static IReadOnlyList<string> Items { get; } = [KnownItems.TransmissionBlock, KnownItems.RestrictionNote];

    public RecordBlocks(PersonRecord record, DateOnly day)
    {
        foreach (var block in record.FactsOn(KnownItems.TransmissionBlock, day))
        {
            Any = true;
            IsLarge |= block.Value(ScopeField) == AgainstPublicBodies;
        }
        foreach (var note in record.FactsOn(KnownItems.RestrictionNote, day))
        {
            if (note.Value(RestrictedFactField) is { } fact) Disputes[fact] = new Dispute(note.Value("statement"), note.Day("since") ?? note.Source.ValidFrom);
            else IsRestricted = true;
        }
        // Personal data stay in use, with what the person says beside them (AZRG-DV § 17 Abs. 2).
        RestrictedFacts = [.. Disputes.Keys.Where(fact => !fact.StartsWith($"{FactPath.Person}/", StringComparison.Ordinal))];
    }

    /// <summary>True if there is a block of any scope.</summary>
    public bool Any { get; }

    /// <summary>True if a block works against public bodies too.</summary>
    public bool IsLarge { get; }

    /// <summary>True if the whole record is restricted, except personal data.</summary>
    public bool IsRestricted { get; }

    /// <summary>Facts that are restricted each by itself.</summary>
    public IReadOnlyList<string> RestrictedFacts { get; }

    /// <summary>Facts that the person denies, restricted or not, with what it says of each.</summary>
    public Dictionary<string, Dispute> Disputes { get; } = [];

    /// <summary>The value, marked if the person denies it.</summary>
    public RecordItem Mark(RecordItem item) =>
        Disputes.Count > 0 && Disputes.TryGetValue(item.Fact, out var dispute) ? item with { Dispute = dispute } : item;
}
