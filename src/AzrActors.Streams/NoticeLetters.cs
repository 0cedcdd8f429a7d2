using AzrActors.Contracts.Notices;
using AzrActors.Contracts.Records;
using AzrActors.Domain.Vocabulary;
using AzrActors.Journal;

namespace AzrActors.Streams;

/// <summary>Stored notices as the letters their recipients get.</summary>
public sealed class NoticeLetters(AuthorityDirectory directory)
{
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
        Items = [.. stored.Notice.Items.Select(ToItem)],
        Removed = stored.Notice.Removed,
    };

    public RecordItem ToItem(Domain.Disclosure.RecordItem item) => new()
    {
        Path = item.Path,
        Item = item.Item,
        Label = item.Label,
        Value = item.Value,
        Text = item.Text,
        Source = new ValueSource
        {
            Authority = item.Source.Authority.Value,
            AuthorityName = directory.Find(item.Source.Authority)?.Name ?? item.Source.Authority.Value,
            FileReference = item.Source.FileReference,
            SubmissionId = item.Source.SubmissionId,
            Basis = item.Source.Basis,
            KnownSince = item.Source.KnownSince,
            ValidFrom = item.Source.ValidFrom,
            Version = item.Source.Version,
        },
    };
}
