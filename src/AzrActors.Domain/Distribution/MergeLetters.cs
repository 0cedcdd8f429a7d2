using AzrActors.Domain.Disclosure;
using AzrActors.Domain.Law;
using AzrActors.Domain.PersonRecords;
using AzrActors.Domain.Vocabulary;

namespace AzrActors.Domain.Distribution;

/// <summary>
/// Letters about a merge itself and about its taking back, beside those about the values: whoever keeps the file or has
/// supplied data learns under which number the person is (AZRG-DV § 3 Abs. 1), whoever received mixed data that it was (AZRG § 38).
/// </summary>
public static class MergeLetters
{
    private const string Paragraph = "§ 3 Abs. 1 AZRG-DV";
    private const string MendingParagraph = "§ 38 AZRG";

    /// <summary>Offices that keep the file of a record or have supplied data of it; the register authority decides and is none of them.</summary>
    public static IReadOnlyList<AuthorityKey> SuppliersOf(PersonRecord record) =>
    [
        .. RecordItems.Of(record).Select(item => item.Source.Authority).Concat(record.FileKeeper is { } keeper ? [keeper.Value] : [])
            .Where(authority => authority != AuthorityKey.Register).Distinct().OrderBy(authority => authority.Value, StringComparer.Ordinal),
    ];

    /// <param name="before">The record before it was merged, whose suppliers are told.</param>
    /// <param name="kept">Number under which the person is from now on.</param>
    public static IReadOnlyList<Notice> Merged(
        PersonRecord before, AzrNumber kept, PersonRecord after, RecordChange change, AuthorityDirectory directory) =>
        [.. SuppliersOf(before).Select(directory.Find).OfType<Authority>().Select(office => Write(office, after, MayHaveNumber(before, office, change) ? kept : null,
            change, Paragraph, "Datensätze zusammengeführt"))];

    /// <summary>To whoever received data while they were mixed.</summary>
    public static IReadOnlyList<Notice> Parted(
        IReadOnlyList<AuthorityKey> receivers, PersonRecord rebuilt, RecordChange change, AuthorityDirectory directory) =>
        [.. receivers.Where(key => key != AuthorityKey.Register).Select(directory.Find).OfType<Authority>()
            .Where(office => !Disclosures.IsHidden(rebuilt, office, change.Origin.OccurredOn)).Select(office => Write(
                office, rebuilt, MayHaveNumber(rebuilt, office, change) ? rebuilt.Number : null, change, MendingParagraph,
                "Zusammenführung aufgehoben: übermittelte Daten betrafen zwei Personen"))];

    /// <summary>Asks, or reminds, offices that supplied data of the record whether they consent to its merge.</summary>
    /// <param name="answerBy">Last day for the answer.</param>
    public static IReadOnlyList<Notice> Asked(
        PersonRecord record, IReadOnlyList<AuthorityKey> offices, Guid mergeCase, DateOnly answerBy, DateTimeOffset at, DateOnly today, AuthorityDirectory directory)
    {
        var source = new Source(AuthorityKey.Register, "", mergeCase, Paragraph, at, today, record.Version);
        var days = CanonicalDay.Write(answerBy);
        return
        [
            .. SuppliersOf(record).Intersect(offices).Select(directory.Find).OfType<Authority>().Select(office => new Notice(
                office.Key, NoticeKind.Informed, record.Id.PseudonymFor(office.Key), Disclosures.MayHaveNumber(record, office, today) ? record.Number : null,
                record.Name, record.BirthDate?.ToString() ?? "", record.Version, today, at, Paragraph, "Zustimmung zur Zusammenführung erbeten",
                [
                    new RecordItem("merge/case", KnownItems.AzrNumber, "Fall", mergeCase.ToString(), mergeCase.ToString(), source),
                    new RecordItem("merge/answerBy", KnownItems.AzrNumber, "Antwort bis", days, days, source),
                ], [])),
        ];
    }

    private static bool MayHaveNumber(PersonRecord record, Authority office, RecordChange change) =>
        Disclosures.MayHaveNumber(record, office, change.Origin.OccurredOn);

    private static Notice Write(Authority office, PersonRecord record, AzrNumber? number, RecordChange change, string paragraph, string occasion) => new(
        office.Key, NoticeKind.Informed, record.Id.PseudonymFor(office.Key), number, "", "", record.Version, change.Origin.OccurredOn,
        change.Origin.ReceivedAt, paragraph, occasion, [], []);
}
