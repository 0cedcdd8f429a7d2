using AzrActors.Domain.Consequences;
using AzrActors.Domain.Disclosure;
using AzrActors.Domain.PersonRecords;
using AzrActors.Domain.Quality.Standing;
using AzrActors.Domain.Vocabulary;

namespace AzrActors.Domain.Quality;

/// <summary>
/// What the register keeps beside a record so that nobody has to read it to know: what is wrong with it, when to look at it again,
/// whose it is. A function of record and day, without personal data.
/// </summary>
/// <param name="Findings">What is wrong.</param>
/// <param name="LookOn">First day on which anything of this, or the record itself, changes without a submission; null for never. Never
/// before the day after <see cref="Of"/> was asked, unless something is due already.</param>
/// <param name="Keeper">Who keeps the file.</param>
/// <param name="IsHidden">A block hides the record from everybody but the register authority (AZRG § 4 Abs. 2).</param>
/// <param name="Gaps">How many of the groups that a record must have are empty (<see cref="Completeness"/>).</param>
public sealed record RecordOutlook(
    IReadOnlyList<StandingFinding> Findings, DateOnly? LookOn, AuthorityKey? Keeper, bool IsHidden, int Gaps)
{
    /// <summary>Of a record that says nothing any more, because another one does.</summary>
    private static readonly RecordOutlook OfMerged = new([], null, null, IsHidden: true, Gaps: 0);

    /// <param name="directory">Who serves which district; null to leave out what depends on it.</param>
    public static RecordOutlook Of(PersonRecord record, AuthorityDirectory? directory, DateOnly today)
    {
        if (record.MergedInto is not null) return OfMerged;
        var standing = new StandingCase(record, today);
        var faults = StandingRules.Faults(standing);
        if (directory is not null) faults = faults.Concat(NeighbourRules.Faults(standing, directory));
        var (findings, ofItself) = Verdict.Of(record, today, faults);
        var next = LegalTerm.Earlier(ofItself, DayConsequences.NextDay(record, today));
        // An erasure that waits for a dispute to end is looked at when something changes, and not every day.
        if (next <= today && findings.Any(finding => finding.Rule.Id == Rules.ErasureWaits.Id)) next = ofItself;
        return new RecordOutlook(
            findings, next, record.FileKeeper?.Value, new RecordBlocks(record, today).IsLarge, Completeness.GapsOf(record, today));
    }

    /// <summary>True if both say the same of everything but the findings.</summary>
    public bool StandsLike(RecordOutlook other) =>
        (LookOn, Keeper, IsHidden, Gaps) == (other.LookOn, other.Keeper, other.IsHidden, other.Gaps);
}
