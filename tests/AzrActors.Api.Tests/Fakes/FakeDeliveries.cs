using AzrActors.Client.Receipts;
using AzrActors.Contracts.Receipts;

namespace AzrActors.Api.Tests.Fakes;

/// <summary>Receipts and parked notices in memory, as one authority leaves them there. It believes every hash.</summary>
public sealed class FakeDeliveries : IDeliveryClient
{
    private readonly Lock _gate = new();
    private readonly List<NoticeReceipt> _receipts = [];
    private readonly SortedDictionary<long, ParkedNotice> _parked = [];
    private long _received;

    /// <summary>Receipts in the order in which they were given.</summary>
    public IReadOnlyList<NoticeReceipt> Receipts
    {
        get { lock (_gate) return [.. _receipts]; }
    }

    /// <summary>Answer to the sender of a submission.</summary>
    public DeliveriesReply Deliveries { get; set; } = new();

    /// <summary>Answer to the register authority.</summary>
    public RecipientsReply Recipients { get; set; } = new();

    public Task<long> GetReceivedAsync(CancellationToken cancellationToken = default)
    {
        lock (_gate) return Task.FromResult(_received);
    }

    public Task<ReceiptReply> GiveAsync(NoticeReceipt receipt, CancellationToken cancellationToken = default)
    {
        lock (_gate)
        {
            _receipts.Add(receipt);
            _received = Math.Max(_received, receipt.Last);
            return Task.FromResult(new ReceiptReply { ReceivedUpTo = _received });
        }
    }

    public Task<ReceiptReply> PassOnAsync(SignedNoticeReceipt given, CancellationToken cancellationToken = default) =>
        GiveAsync(given.Receipt, cancellationToken);

    public Task<IReadOnlyList<NoticeStanding>> ListStandingsAsync(long after, int limit, CancellationToken cancellationToken = default)
    {
        lock (_gate)
            return Task.FromResult<IReadOnlyList<NoticeStanding>>([.. Enumerable.Range(1, limit).Select(step => StandingOf(after + step))]);
    }

    private NoticeStanding StandingOf(long sequence)
    {
        var said = _receipts.LastOrDefault(receipt => receipt.First <= sequence && sequence <= receipt.Last);
        var refused = said?.Refused.FirstOrDefault(one => one.Sequence == sequence);
        return new NoticeStanding
        {
            Sequence = sequence, Reason = refused?.Reason, Text = refused?.Text, AnsweredAt = said is null ? null : DateTimeOffset.UnixEpoch,
            Status = said is null ? DeliveryStatus.Waiting : refused is not null ? DeliveryStatus.Refused
                : said.Parked.Contains(sequence) ? DeliveryStatus.Parked : DeliveryStatus.Received,
        };
    }

    public Task<DeliveriesReply> ListDeliveriesAsync(Guid submissionId, CancellationToken cancellationToken = default) => Task.FromResult(Deliveries);

    public Task<RecipientsReply> ListRecipientsAsync(CancellationToken cancellationToken = default) => Task.FromResult(Recipients);

    public Task ParkAsync(string subscription, ParkedNotice notice, CancellationToken cancellationToken = default)
    {
        lock (_gate) _parked[notice.Sequence] = notice;
        return Task.CompletedTask;
    }

    public Task<IReadOnlyList<ParkedNotice>> ListParkedAsync(
        string subscription, long after = 0, int limit = 1000, CancellationToken cancellationToken = default)
    {
        lock (_gate) return Task.FromResult<IReadOnlyList<ParkedNotice>>([.. _parked.Values.Where(parked => parked.Sequence > after).Take(limit)]);
    }

    public Task<int> ReplayAsync(string subscription, long? sequence, CancellationToken cancellationToken = default)
    {
        lock (_gate)
        {
            var asked = _parked.Values.Where(parked => sequence is not { } one || parked.Person == _parked[one].Person).ToList();
            foreach (var parked in asked) _parked[parked.Sequence] = parked with { ReplayAskedAt = DateTimeOffset.UnixEpoch };
            return Task.FromResult(asked.Count);
        }
    }

    public Task ReleaseAsync(string subscription, long sequence, CancellationToken cancellationToken = default)
    {
        lock (_gate) _parked.Remove(sequence);
        return Task.CompletedTask;
    }
}
