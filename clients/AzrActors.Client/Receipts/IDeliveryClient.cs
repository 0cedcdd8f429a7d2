using AzrActors.Contracts.Receipts;

namespace AzrActors.Client.Receipts;

/// <summary>Receipts for notices, and what became of notices, as one caller sees them. <see cref="NoticeSubscriber"/> uses it.</summary>
public interface IDeliveryClient
{
    /// <summary>Number up to which the caller has given receipts, 0 if none.</summary>
    Task<long> GetReceivedAsync(CancellationToken cancellationToken = default);

    /// <summary>
    /// Signs a receipt with this client's key and gives it. A client that speaks for others, such as the HTTP door, vouches
    /// for them with its own key. A refusal is an answer, not an exception.
    /// </summary>
    Task<ReceiptReply> GiveAsync(NoticeReceipt receipt, CancellationToken cancellationToken = default);

    /// <summary>Gives a receipt that its author has signed itself.</summary>
    Task<ReceiptReply> PassOnAsync(SignedNoticeReceipt given, CancellationToken cancellationToken = default);

    /// <summary>What the caller has said of its own notices above <paramref name="after"/>, at most <paramref name="limit"/> (1 to 1,000).</summary>
    Task<IReadOnlyList<NoticeStanding>> ListStandingsAsync(long after, int limit, CancellationToken cancellationToken = default);

    /// <summary>What became of the notices that the caller's own submission has caused, as far as it may know.</summary>
    Task<DeliveriesReply> ListDeliveriesAsync(Guid submissionId, CancellationToken cancellationToken = default);

    /// <summary>How far all recipients are behind; only the register authority may ask.</summary>
    Task<RecipientsReply> ListRecipientsAsync(CancellationToken cancellationToken = default);

    /// <summary>Sets a notice aside for the subscription, or notes that it failed again.</summary>
    Task ParkAsync(string subscription, ParkedNotice notice, CancellationToken cancellationToken = default);

    /// <summary>Parked notices above <paramref name="after"/>, by rising sequence, at most <paramref name="limit"/> (1 to 1,000).</summary>
    Task<IReadOnlyList<ParkedNotice>> ListParkedAsync(
        string subscription, long after = 0, int limit = 1000, CancellationToken cancellationToken = default);

    /// <summary>Asks the subscription's program to deliver a notice and all others of its person again, or everything for null.</summary>
    /// <returns>How many will be delivered again.</returns>
    Task<int> ReplayAsync(string subscription, long? sequence, CancellationToken cancellationToken = default);

    /// <summary>The parked notice was delivered after all.</summary>
    Task ReleaseAsync(string subscription, long sequence, CancellationToken cancellationToken = default);
}
