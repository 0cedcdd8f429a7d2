using AzrActors.Domain.Disclosure;
using AzrActors.Domain.Law;
using AzrActors.Domain.PersonRecords;
using AzrActors.Domain.Vocabulary;

namespace AzrActors.Domain.Distribution;

/// <summary>What a letter says.</summary>
/// <param name="WithNumber">A rule lets the AZR number stand in it.</param>
/// <param name="WithName">The recipient may know the name.</param>
internal sealed record LetterContent(
    string Paragraph, IReadOnlyList<RecordItem> Items, IReadOnlyList<string> Removed, bool WithNumber, bool WithName);

/// <summary>Puts notices into their form.</summary>
internal static class Letters
{
    public const string NamePath = "person/familyName";

    /// <summary>The body that reported or asked, as a value of the letter to whoever placed a search note (AZRG § 5 Abs. 3).</summary>
    public static RecordItem Body(string label, AuthorityKey body, Source source) =>
        new("report/body", KnownItems.FileKeeper, label, body.Value, body.Value, source);

    /// <param name="person">The record whose name assigns the letter: the one before, when the recipient is released.</param>
    /// <param name="occasions">Of the record after the change.</param>
    public static Notice Write(
        Authority recipient, NoticeKind kind, PersonRecord person, PersonRecord after, RecordOccasions occasions, RecordChange change,
        LetterContent content, DateOnly today)
    {
        var withNumber = content.WithNumber && Disclosures.MayHaveNumber(occasions, recipient, today);
        return new Notice(
            recipient.Key,
            kind,
            after.Id.PseudonymFor(recipient.Key),
            withNumber ? after.Number : null,
            content.WithName ? person.Name : "",
            content.WithName ? person.BirthDate?.ToString() ?? "" : "",
            after.Version,
            change.Origin.OccurredOn,
            change.Origin.ReceivedAt,
            content.Paragraph,
            Occasions.Describe(kind, content.Items),
            content.Items,
            content.Removed);
    }
}
