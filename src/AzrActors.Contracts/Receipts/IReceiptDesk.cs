using AzrActors.Contracts.Doors;

namespace AzrActors.Contracts.Receipts;

/// <summary>Where authorities give receipts for their notices, and ask what became of those that they caused.</summary>
[AgencyFacing, Alias("azr.IReceiptDesk")]
public interface IReceiptDesk : IGrainWithIntegerKey
{
    /// <summary>Number up to which the caller has given receipts, 0 if none.</summary>
    [Alias("Received")] Task<long> GetReceivedAsync(CancellationToken cancellationToken);

    /// <summary>
    /// Takes a receipt, durably. Giving it again changes nothing. It begins at most one above what was received; below that
    /// only a notice that was parked gets another one. Refused are receipts of notices that were never sent or that read
    /// otherwise, and unsigned ones.
    /// </summary>
    [Alias("Give")] Task<ReceiptReply> GiveAsync(SignedNoticeReceipt given, CancellationToken cancellationToken);

    /// <summary>
    /// What the caller has said of its own notices above <paramref name="after"/>, by rising sequence, at most
    /// <paramref name="limit"/> (1 to 1,000); also of those of which it has said nothing yet.
    /// </summary>
    [Alias("Standings")] Task<IReadOnlyList<NoticeStanding>> ListStandingsAsync(long after, int limit, CancellationToken cancellationToken);

    /// <summary>What became of the notices that the caller's own submission has caused (<see cref="Delivery"/>).</summary>
    [Alias("Deliveries")] Task<DeliveriesReply> ListDeliveriesAsync(Guid submissionId, CancellationToken cancellationToken);

    /// <summary>How far all recipients are behind. The register authority only.</summary>
    [Alias("Recipients")] Task<RecipientsReply> ListRecipientsAsync(CancellationToken cancellationToken);
}
