using AzrActors.Domain.Vocabulary;

namespace AzrActors.Journal.Receipts;

/// <summary>What recipients have said of their notices, and how far behind they are.</summary>
public interface INoticeReceipts
{
    /// <summary>Number up to which the recipient has given receipts, 0 if none.</summary>
    Task<long> FindReceivedAsync(string recipient, CancellationToken cancellationToken);

    /// <summary>
    /// Stores a receipt whose content the caller has verified. It begins at most one above what was received before;
    /// below that it stores only what was parked or asked back about. Durable when the task completes.
    /// </summary>
    Task<GivenReceipt> GiveAsync(NewReceipt receipt, CancellationToken cancellationToken);

    /// <summary>
    /// The letters of one submission and what was said of each; empty if it told nobody, null if the authority has
    /// handed in no such submission. Letters that only speak of the same version of the record may be among them.
    /// </summary>
    Task<SubmissionLetters?> FindDeliveriesAsync(AuthorityKey authority, Guid submissionId, CancellationToken cancellationToken);

    /// <summary>Every recipient that has notices, ordered by key: one row of counters each, and one look for the oldest notice.</summary>
    Task<IReadOnlyList<RecipientLag>> ListRecipientsAsync(CancellationToken cancellationToken);

    /// <summary>The stored receipt that says of this notice what counts; null if there is none.</summary>
    Task<StoredNoticeReceipt?> FindReceiptAsync(string recipient, long sequence, CancellationToken cancellationToken);

    /// <summary>Receipts that say anything of the notices first to last; of several about one notice the earliest in the list counts.</summary>
    Task<IReadOnlyList<StoredNoticeReceipt>> ListReceiptsAsync(string recipient, long first, long last, CancellationToken cancellationToken);
}

/// <param name="Hashes">Of each notice from <paramref name="First"/> to <paramref name="Last"/>, 32 bytes each, in order.</param>
/// <param name="Parked">Numbers that the recipient has set aside: they are not received yet.</param>
/// <param name="Refused">Numbers that the recipient refuses.</param>
/// <param name="Statement">The signed text of the recipient.</param>
public sealed record NewReceipt(
    string Recipient, long First, long Last, byte[] Hashes, IReadOnlyList<long> Parked, IReadOnlyList<RefusedNotice> Refused,
    string Statement, string KeyId);

/// <param name="Reason">Of a closed list.</param>
/// <param name="Text">What the recipient adds, may be empty.</param>
public sealed record RefusedNotice(long Sequence, string Reason, string Text);

public enum ReceiptFate
{
    Stored = 1,

    /// <summary>Everything it says was said before; nothing was stored.</summary>
    Repeated = 2,

    /// <summary>It begins beyond what was received; nothing was stored.</summary>
    Gap = 3,

    /// <summary>It refuses what was acknowledged before; nothing was stored.</summary>
    GivenBefore = 4,
}

/// <param name="UpTo">Number up to which the recipient has given receipts now.</param>
public sealed record GivenReceipt(ReceiptFate Fate, long UpTo);

/// <param name="ReceivedAt">When the register stored it.</param>
public sealed record StoredNoticeReceipt(NewReceipt Receipt, DateTimeOffset ReceivedAt);

/// <param name="ReceivedAt">When the register took the submission: what its letters were recorded at.</param>
public sealed record SubmissionLetters(DateTimeOffset ReceivedAt, IReadOnlyList<LetterDelivery> Letters);

/// <param name="SentAt">Null for a letter from before the register noted it.</param>
/// <param name="Receipt">What counts of what the recipient said; null while it said nothing.</param>
public sealed record LetterDelivery(string Recipient, long Sequence, DateTimeOffset? SentAt, StoredNoticeReceipt? Receipt);

/// <param name="Last">Number of the newest notice.</param>
/// <param name="UpTo">Number up to which receipts were given.</param>
/// <param name="OldestSentAt">When the first notice above <paramref name="UpTo"/> was stored; null if there is none.</param>
/// <param name="LastReceiptAt">When its newest receipt was stored; null if it has given none.</param>
/// <param name="Parked">Notices that its programs have set aside.</param>
public sealed record RecipientLag(
    string Recipient, long Last, long UpTo, DateTimeOffset? OldestSentAt, DateTimeOffset? LastReceiptAt = null, long Parked = 0);
