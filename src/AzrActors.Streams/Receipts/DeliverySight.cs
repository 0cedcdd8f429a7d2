using AzrActors.Contracts.Receipts;
using AzrActors.Domain.Distribution;
using AzrActors.Domain.Vocabulary;
using AzrActors.Journal.Receipts;

namespace AzrActors.Streams.Receipts;

/// <summary>What one sender may know of the letters that its submission caused; the reasons stand at <see cref="Delivery"/>.</summary>
internal sealed class DeliverySight(AuthorityKey sender, AuthorityDirectory directory, DateTimeOffset now)
{
    private static readonly AuthorityKind[] SeeingRecipients =
        [AuthorityKind.ForeignersAuthority, AuthorityKind.FederalMigrationOffice, AuthorityKind.RegisterAuthority];

    /// <param name="receivedAt">When the submission came. A letter about a query names the same version, but comes later.</param>
    public bool Shows(Notice letter, DateTimeOffset receivedAt) =>
        letter.RecordedAt == receivedAt && (letter.Kind != NoticeKind.Informed || letter.Recipient == sender);

    public Delivery Describe(LetterDelivery letter)
    {
        var answer = letter.Receipt;
        var refused = answer?.Receipt.Refused.FirstOrDefault(refused => refused.Sequence == letter.Sequence);
        var end = answer?.ReceivedAt ?? now;
        return new Delivery
        {
            Recipient = letter.Recipient == sender.Value || SeesRecipients ? letter.Recipient : null,
            RecipientKind = directory.Find(AuthorityKey.Parse(letter.Recipient))?.Kind.Id ?? "",
            Status = StatusOf(letter.Sequence, answer, refused),
            SentAt = letter.SentAt,
            AnsweredAt = answer?.ReceivedAt,
            AgeSeconds = letter.SentAt is { } sent ? (long)Math.Max(0, (end - sent).TotalSeconds) : null,
            Reason = refused is null ? null : Enum.Parse<NoticeRefusalReason>(refused.Reason),
            Text = refused is { Text.Length: > 0 } ? refused.Text : null,
        };
    }

    /// <summary>What its recipient said of one notice.</summary>
    /// <param name="given">Receipts in the order in which they count.</param>
    public static NoticeStanding StandingOf(long sequence, IReadOnlyList<StoredNoticeReceipt> given)
    {
        var answer = given.FirstOrDefault(one => one.Receipt.First <= sequence && sequence <= one.Receipt.Last);
        var refused = answer?.Receipt.Refused.FirstOrDefault(refused => refused.Sequence == sequence);
        return new NoticeStanding
        {
            Sequence = sequence,
            Status = StatusOf(sequence, answer, refused),
            AnsweredAt = answer?.ReceivedAt,
            Reason = refused is null ? null : Enum.Parse<NoticeRefusalReason>(refused.Reason),
            Text = refused is { Text.Length: > 0 } ? refused.Text : null,
        };
    }

    private static DeliveryStatus StatusOf(long sequence, StoredNoticeReceipt? answer, RefusedNotice? refused) =>
        answer is null ? DeliveryStatus.Waiting
        : refused is not null ? DeliveryStatus.Refused
        : answer.Receipt.Parked.Contains(sequence) ? DeliveryStatus.Parked : DeliveryStatus.Received;

    private bool SeesRecipients => directory.Find(sender) is { } known && SeeingRecipients.Contains(known.Kind);
}
