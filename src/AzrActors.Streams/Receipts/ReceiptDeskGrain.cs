using AzrActors.Contracts.Doors;
using AzrActors.Contracts.Receipts;
using AzrActors.Domain.Vocabulary;
using AzrActors.Journal;
using AzrActors.Journal.Receipts;
using Microsoft.IdentityModel.JsonWebTokens;
using Orleans.Concurrency;

namespace AzrActors.Streams.Receipts;

/// <summary>Takes receipts of whoever the verified assertion says is calling, after holding them against the stored notices.</summary>
[StatelessWorker, Reentrant]
public sealed class ReceiptDeskGrain(
    INoticeReceipts receipts, INoticeFeed feed, NoticeLetters letters, DeliveredLetters delivered, IAuthorities authorities,
    ICallerVerifier verifier, DeliveryMeter meter, TimeProvider clock) : Grain, IReceiptDesk
{
    public Task<long> GetReceivedAsync(CancellationToken cancellationToken) =>
        receipts.FindReceivedAsync(VerifiedCaller.Current.Authority, cancellationToken);

    public async Task<ReceiptReply> GiveAsync(SignedNoticeReceipt given, CancellationToken cancellationToken)
    {
        var receipt = given.Receipt;
        if (receipt.FindFault() is { } fault) throw new ArgumentException(fault, nameof(given));
        var recipient = VerifiedCaller.Current.Authority;
        if (receipt.Recipient != recipient || !await IsSignedAsync(given, recipient)) return await RefuseAsync(ReceiptRefusals.Unsigned);
        // What this silo has handed out is what the recipient signs, unless it was rewritten since; then the journal decides.
        if (delivered.TakeHashes(receipt) is not { } hashes || NoticeHash.OfRange(hashes) != receipt.Hash)
        {
            if (await HashesOfAsync(receipt, cancellationToken) is not { } stored) return await RefuseAsync(ReceiptRefusals.NeverSent);
            if (NoticeHash.OfRange(stored) != receipt.Hash) return await RefuseAsync(ReceiptRefusals.OtherContent);
            hashes = stored;
        }
        var outcome = await receipts.GiveAsync(
            new NewReceipt(
                recipient, receipt.First, receipt.Last, hashes, receipt.Parked,
                [.. receipt.Refused.Select(refused => new RefusedNotice(refused.Sequence, refused.Reason.ToString(), refused.Text))],
                given.Statement, new JsonWebToken(given.Statement).Kid),
            cancellationToken);
        if (outcome.Fate == ReceiptFate.Stored) meter.Received(receipt);
        return outcome.Fate switch
        {
            ReceiptFate.Stored or ReceiptFate.Repeated =>
                new ReceiptReply { ReceivedUpTo = outcome.UpTo, Repeated = outcome.Fate == ReceiptFate.Repeated },
            ReceiptFate.Gap => Refused(ReceiptRefusals.Gap, outcome.UpTo),
            _ => Refused(ReceiptRefusals.GivenBefore, outcome.UpTo),
        };

        async Task<ReceiptReply> RefuseAsync(Contracts.Submissions.Refusal refusal) =>
            Refused(refusal, await receipts.FindReceivedAsync(recipient, cancellationToken));
    }

    public async Task<IReadOnlyList<NoticeStanding>> ListStandingsAsync(long after, int limit, CancellationToken cancellationToken)
    {
        if (after < 0 || limit is < 1 or > NoticeReceipt.NoticesMax)
            throw new ArgumentOutOfRangeException(nameof(limit), "A page has 1 to 1,000 notices after a sequence from 0.");
        var recipient = VerifiedCaller.Current.Authority;
        var head = await feed.ListHeadsAsync([recipient], cancellationToken);
        var last = Math.Min(head.Count > 0 ? head[0].Last : 0, after + limit);
        if (last <= after) return [];
        var given = await receipts.ListReceiptsAsync(recipient, after + 1, last, cancellationToken);
        return [.. Enumerable.Range(1, (int)(last - after)).Select(step => DeliverySight.StandingOf(after + step, given))];
    }

    public async Task<DeliveriesReply> ListDeliveriesAsync(Guid submissionId, CancellationToken cancellationToken)
    {
        var sender = AuthorityKey.Parse(VerifiedCaller.Current.Authority);
        if (await receipts.FindDeliveriesAsync(sender, submissionId, cancellationToken) is not { } sent) return new DeliveriesReply();
        var sight = new DeliverySight(sender, authorities.Current, clock.GetUtcNow());
        var seen = new List<Delivery>();
        foreach (var letter in sent.Letters)
        {
            var page = await feed.ReadAsync(letter.Recipient, letter.Sequence - 1, 1, cancellationToken);
            if (page.Notices is [var stored] && sight.Shows(stored.Notice, sent.ReceivedAt)) seen.Add(sight.Describe(letter));
        }
        return new DeliveriesReply { Deliveries = seen };
    }

    public async Task<RecipientsReply> ListRecipientsAsync(CancellationToken cancellationToken)
    {
        if (VerifiedCaller.Current.Authority != AuthorityKey.Register.Value)
            return new RecipientsReply { Refusal = ReceiptRefusals.NotTheRegister };
        var now = clock.GetUtcNow();
        return new RecipientsReply
        {
            Recipients =
            [
                .. (await receipts.ListRecipientsAsync(cancellationToken)).Select(lag => new RecipientState
                {
                    Recipient = lag.Recipient, Last = lag.Last, ReceivedUpTo = lag.UpTo,
                    OldestAgeSeconds = lag.OldestSentAt is { } at ? (long)Math.Max(0, (now - at).TotalSeconds) : null,
                    LastReceiptAt = lag.LastReceiptAt, Parked = lag.Parked,
                }),
            ],
        };
    }

    private async Task<bool> IsSignedAsync(SignedNoticeReceipt given, string recipient) =>
        await verifier.VerifyStatementAsync(given.Statement, ReceiptStatement.BindingOf(given.Receipt)) is AssertionVerdict.Proven proven
        && proven.Caller.Authority == recipient;

    /// <summary>The hashes of the notices as they are stored now; null if they are not all there.</summary>
    private async Task<byte[]?> HashesOfAsync(NoticeReceipt receipt, CancellationToken cancellationToken)
    {
        var count = (int)(receipt.Last - receipt.First + 1);
        var hashes = new List<byte>(count * NoticeHash.Length);
        for (var read = 0; read < count;)
        {
            var page = await feed.ReadAsync(receipt.Recipient, receipt.First - 1 + read, count - read, cancellationToken);
            if (page.Notices.Count == 0) return null;
            foreach (var stored in page.Notices) hashes.AddRange(NoticeHash.Of(letters.ToLetter(stored)));
            read += page.Notices.Count;
        }
        return [.. hashes];
    }

    private ReceiptReply Refused(Contracts.Submissions.Refusal refusal, long upTo)
    {
        meter.ReceiptRefused(refusal.Code);
        return new ReceiptReply { ReceivedUpTo = upTo, Refusal = refusal };
    }
}
