using AzrActors.Contracts.Law;
using AzrActors.Contracts.Notices;
using AzrActors.Contracts.Records;
using AzrActors.Domain.Law;
using AzrActors.Domain.Vocabulary;
using AzrActors.Journal;

namespace AzrActors.Streams;

/// <summary>Puts what the register stores into the words of the contract, with the names of authorities.</summary>
public sealed class NoticeLetters(IAuthorities authorities)
{
    /// <summary>A stored notice as the letter its recipient gets.</summary>
    public Notice ToLetter(StoredNotice stored) => new()
    {
        Recipient = stored.Notice.Recipient.Value,
        Sequence = stored.Sequence,
        Kind = (NoticeKind)stored.Notice.Kind,
        Person = stored.Notice.Person,
        AzrNumber = stored.Notice.Number?.Digits,
        PersonName = stored.Notice.PersonName,
        BirthDate = stored.Notice.BirthDate,
        Version = stored.Notice.Version,
        OccurredOn = stored.Notice.OccurredOn,
        RecordedAt = stored.Notice.RecordedAt,
        Paragraph = stored.Notice.Paragraph,
        Occasion = stored.Notice.Occasion,
        Items = [.. stored.Notice.Items.Select(item => ToItem(item, LegalCalendar.DayOf(stored.Notice.RecordedAt)))],
        Removed = stored.Notice.Removed,
    };

    /// <summary>A stored value as the caller sees it.</summary>
    /// <param name="day">Day whose annex gives row and letter.</param>
    public RecordItem ToItem(Domain.Disclosure.RecordItem item, DateOnly day)
    {
        var found = LegalStates.Find(item.Item, day)?.Item;
        return new RecordItem
        {
            Path = item.Path,
            // Older notices hold the letters of their day.
            Item = found?.Reference ?? item.Item,
            ItemName = found?.Heading,
            Label = item.Label,
            Value = item.Value,
            Text = item.Item == KnownItems.FileKeeper ? NameOf(AuthorityKey.Parse(item.Value)) : item.Text,
            Source = new ValueSource
            {
                Authority = item.Source.Authority.Value,
                AuthorityName = NameOf(item.Source.Authority),
                FileReference = item.Source.FileReference,
                SubmissionId = item.Source.SubmissionId,
                Basis = item.Source.Basis,
                KnownSince = item.Source.KnownSince,
                ValidFrom = item.Source.ValidFrom,
                Version = item.Source.Version,
            },
            Dispute = item.Dispute is { } dispute ? new Dispute { Statement = dispute.Statement, Since = dispute.Since } : null,
        };
    }

    private string NameOf(AuthorityKey key) => authorities.Current.Find(key)?.Name ?? key.Value;
}
