using AzrActors.Domain.Disclosure;
using AzrActors.Domain.PersonRecords;
using AzrActors.Domain.Vocabulary;

namespace AzrActors.Domain.Distribution;

/// <summary>
/// What has to go out of the letters about a record that are stored already, delivered or not: blocks, restrictions and
/// erasures work on every way out of the register from the transaction that sets them.
/// </summary>
/// <param name="Everything">Nothing may be left that says who is meant (a block also against public bodies).</param>
/// <param name="AllButPersonalData">Personal data and the note itself stay (a restricted record).</param>
/// <param name="Facts">Facts whose values go, as <c>address/2</c>.</param>
public sealed record Redaction(bool Everything, bool AllButPersonalData, IReadOnlySet<string> Facts)
{
    /// <summary>What the change takes out of stored letters; null if nothing.</summary>
    public static Redaction? Of(PersonRecord? before, PersonRecord after, RecordChange change, DateOnly today)
    {
        if (before is null) return null;
        var facts = change.Events.OfType<RecordEvent.Erased>().SelectMany(erased => erased.Facts).ToHashSet();
        var (was, isNow) = (new RecordBlocks(before, today), new RecordBlocks(after, today));
        facts.UnionWith(isNow.RestrictedFacts.Except(was.RestrictedFacts));
        var everything = isNow.IsLarge && !was.IsLarge;
        var allButPersonal = isNow.IsRestricted && !was.IsRestricted;
        return everything || allButPersonal || facts.Count > 0 ? new Redaction(everything, allButPersonal, facts) : null;
    }

    /// <summary>The letter without what has to go. The register authority's own letters stay as they are.</summary>
    public Notice Apply(Notice notice)
    {
        if (notice.Recipient == AuthorityKey.Register) return notice;
        if (Everything)
            return notice with { Number = null, PersonName = "", BirthDate = "", Items = [], Removed = [], Occasion = Occasions.Describe(NoticeKind.Changed, []) };
        var kept = notice.Items.Where(item => !Facts.Contains(item.Fact) && !(AllButPersonalData && !Veil.StaysOpen(item))).ToList();
        return kept.Count == notice.Items.Count ? notice : notice with { Items = kept, Occasion = Occasions.Describe(notice.Kind, kept) };
    }
}
