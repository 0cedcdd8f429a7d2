using AzrActors.Contracts.Notices;
using AzrActors.Journal;

namespace AzrActors.Streams;

/// <summary>A stored notice as the letter its recipient gets.</summary>
internal static class NoticeLetters
{
    public static Notice ToLetter(StoredNotice stored) => new()
    {
        Recipient = stored.Notice.Recipient,
        Sequence = stored.Sequence,
        Kind = (NoticeKind)stored.Notice.Kind,
        Person = stored.Notice.Person,
        AzrNumber = stored.Notice.AzrNumber,
        PersonName = stored.Notice.PersonName,
        BirthDate = stored.Notice.BirthDate,
        Version = stored.Notice.Version,
        OccurredOn = stored.Notice.OccurredOn,
        RecordedAt = stored.Notice.RecordedAt,
        Paragraph = stored.Notice.Paragraph,
        Occasion = stored.Notice.Occasion,
        Items = [],
        Removed = [],
    };
}
