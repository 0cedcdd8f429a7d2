using AzrActors.Contracts.Notices;
using AzrActors.Contracts.Records;
using AzrActors.Domain.Vocabulary;
using AzrActors.Journal;

namespace AzrActors.Streams;

/// <summary>Puts what the register stores into the words of the contract, with the names of authorities.</summary>
public static class NoticeLetters
{
    /// <summary>Item of the annex whose value is an authority.</summary>
    private const string FileKeeperItem = "1.a";

    /// <summary>A stored notice as the letter its recipient gets.</summary>
    public static Notice ToLetter(StoredNotice stored, AuthorityDirectory authorities)
    {
        var notice = stored.Notice;
        return new Notice
        {
            Recipient = notice.Recipient.Value,
            Sequence = stored.Sequence,
            Kind = (NoticeKind)notice.Kind,
            Person = notice.Person,
            AzrNumber = notice.Number?.Digits,
            PersonName = notice.PersonName,
            BirthDate = notice.BirthDate,
            Version = notice.Version,
            OccurredOn = notice.OccurredOn,
            RecordedAt = notice.RecordedAt,
            Paragraph = notice.Paragraph,
            Occasion = notice.Occasion,
            Items = [.. notice.Items.Select(item => ToItem(item, authorities))],
            Removed = notice.Removed,
        };
    }

    /// <summary>A stored value as the caller sees it.</summary>
    public static RecordItem ToItem(Domain.Disclosure.RecordItem item, AuthorityDirectory authorities) => new()
    {
        Path = item.Path,
        Item = item.Item,
        Label = item.Label,
        Value = item.Value,
        Text = item.Item == FileKeeperItem ? NameOf(AuthorityKey.Parse(item.Value), authorities) : item.Text,
        Source = new ValueSource
        {
            Authority = item.Source.Authority.Value,
            AuthorityName = NameOf(item.Source.Authority, authorities),
            FileReference = item.Source.FileReference,
            SubmissionId = item.Source.SubmissionId,
            Basis = item.Source.Basis,
            KnownSince = item.Source.KnownSince,
            ValidFrom = item.Source.ValidFrom,
            Version = item.Source.Version,
        },
    };

    private static string NameOf(AuthorityKey key, AuthorityDirectory authorities) => authorities.Find(key)?.Name ?? key.Value;
}
