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
        Items = [.. stored.Notice.Items.Select(ToItem)],
        Removed = stored.Notice.Removed,
    };

    /// <summary>A stored value as the caller sees it.</summary>
    public RecordItem ToItem(Domain.Disclosure.RecordItem item) => new()
    {
        Path = item.Path,
        Item = ReferenceOf(item),
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
    };

    // As the annex has it in force when the value is told; older letters stay as they were stored.
    private static string ReferenceOf(Domain.Disclosure.RecordItem item) =>
        LegalStates.Find(item.Item, DateOnly.FromDateTime(item.Source.KnownSince.UtcDateTime))?.Item.Reference ?? item.Item;

    private string NameOf(AuthorityKey key) => authorities.Current.Find(key)?.Name ?? key.Value;
}
