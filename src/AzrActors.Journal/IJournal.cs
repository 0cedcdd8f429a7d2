using AzrActors.Domain.AccessLog;
using AzrActors.Domain.Consequences;
using AzrActors.Domain.Distribution;
using AzrActors.Domain.PersonRecords;
using AzrActors.Domain.Vocabulary;
using AzrActors.Journal.Findings;
using AzrActors.Journal.Identity;

namespace AzrActors.Journal;

/// <summary>The truth: what happened to each record, and the receipts of submissions.</summary>
public interface IJournal
{
    /// <summary>
    /// Stores change, notices, receipt and log entry of one submission in one transaction. When the task completes, all of it is
    /// durable; when it fails with <see cref="JournalConflictException"/>, none of it is stored; when it fails
    /// otherwise, the outcome is unknown and the caller must forget what it believed. A change may be appended while the one
    /// before it is on its way; it is stored after that one, and not at all if that one is not.
    /// </summary>
    /// <exception cref="JournalConflictException">The version, the submission id or the AZR number is taken.</exception>
    /// <exception cref="JournalBusyException">Too many appends wait, or the log waits for its seal; none of this one is stored.</exception>
    Task AppendAsync(JournalAppend append, CancellationToken cancellationToken);

    /// <summary>
    /// What the journal has of a record beyond a version (0 for nothing known): in one indexed read its newest snapshot and the
    /// changes after it.
    /// </summary>
    /// <exception cref="System.Security.Cryptography.CryptographicException">
    /// Something stored was altered or moved (<see cref="Keys.SealBrokenException"/>), or a master key is missing.
    /// </exception>
    Task<RecordHistory> ReadAsync(RecordId record, int after, CancellationToken cancellationToken);

    /// <summary>As <see cref="ReadAsync"/> from the changes alone, oldest first, whatever snapshots there are.</summary>
    Task<RecordHistory> ReadChangesAsync(RecordId record, int after, CancellationToken cancellationToken);

    /// <summary>Keeps the state for the next reading back. It is a cache: losing it loses nothing.</summary>
    Task KeepSnapshotAsync(PersonRecord state, CancellationToken cancellationToken);

    /// <summary>
    /// Erases a record for ever: its key is destroyed, and so every copy of its changes, letters and snapshots is unreadable,
    /// in backups too once their copy of the key is gone (ADR 13). Versions, numbers of letters and the access log stay. The
    /// erasure is the last version of the record. The caller logs it.
    /// </summary>
    /// <returns>False when there is no such record, or it was erased before.</returns>
    /// <exception cref="JournalConflictException">A change was stored at the same time; nothing is erased.</exception>
    Task<bool> DestroyKeyAsync(RecordId record, CancellationToken cancellationToken);

    /// <summary>
    /// As <see cref="DestroyKeyAsync"/>, and in the same transaction leaves a tombstone without personal data, ends the findings, lets
    /// go of log entries that a block on disclosure held, tells recipients, and logs it.
    /// </summary>
    /// <returns>False when there is no such record, or it was erased before.</returns>
    /// <exception cref="JournalConflictException">The version that was seen is not the newest; nothing is erased.</exception>
    Task<bool> EraseAsync(JournalErasure erasure, CancellationToken cancellationToken);

    /// <summary>Stores what a look at a record on a day has found, unless a newer version is stored. Durable when the task completes.</summary>
    /// <exception cref="JournalBusyException">Too many appends wait; nothing is stored.</exception>
    Task KeepOutlookAsync(RecordId record, int version, OutlookUpdate outlook, CancellationToken cancellationToken);

    /// <summary>The record that has this number; null if none has.</summary>
    Task<RecordId?> FindRecordAsync(AzrNumber number, CancellationToken cancellationToken);

    /// <summary>The receipt of an earlier submission with this id; null if there is none.</summary>
    Task<StoredReceipt?> FindReceiptAsync(AuthorityKey authority, Guid submissionId, CancellationToken cancellationToken);

    /// <summary>
    /// Writes down a retrieval, or that something was refused (AZRG §§ 9, 13), and the letters that it causes (§ 5 Abs. 3).
    /// When the task completes, all of it is durable; before that, nothing may be answered.
    /// </summary>
    /// <exception cref="JournalBusyException">Too many appends wait, or the log waits for its seal; nothing is logged.</exception>
    Task LogAsync(AccessEntry entry, IReadOnlyList<StoredLetter> letters, CancellationToken cancellationToken);

    /// <summary>
    /// Stores letters that a retrieval causes which the register must not record itself (AZRG § 13 Abs. 3). Durable when the
    /// task completes.
    /// </summary>
    /// <exception cref="JournalBusyException">Too many appends wait; nothing is stored.</exception>
    Task SendAsync(IReadOnlyList<StoredLetter> letters, CancellationToken cancellationToken);
}

/// <summary>What one submission stores.</summary>
/// <param name="NewNumber">Number to give to a record that comes into being; otherwise null.</param>
/// <param name="Change">Null when nothing was new: then only the receipt is stored, if its version is the newest.</param>
/// <param name="Log">What the access log says of it; stored if and only if the receipt is.</param>
public sealed record JournalAppend(
    RecordId Record, AzrNumber? NewNumber, RecordChange? Change, IReadOnlyList<Notice> Notices, StoredReceipt Receipt, AccessEntry Log)
{
    /// <summary>What goes out of the letters about the record that are stored already, in the same transaction; null for nothing.</summary>
    public Redaction? Redaction { get; init; }

    /// <summary>Whether entries of the access log about the record are held from now on, or no longer; null for no change of it.</summary>
    public BlockHold? Hold { get; init; }

    /// <summary>What the record is found and compared by from this change on; null for no change of it.</summary>
    public MatchEntry? Match { get; init; }

    /// <summary>The record after the change, of which a snapshot is made now and then; null makes none.</summary>
    public PersonRecord? State { get; init; }

    /// <summary>What becomes known of the record beside the change; null for nothing new, as with nearly every change.</summary>
    public OutlookUpdate? Outlook { get; init; }
}

/// <summary>What the erasure of a whole record stores.</summary>
/// <param name="Version">Newest version; nothing is erased if there is a newer one.</param>
/// <param name="Told">Who is told, by an empty letter.</param>
public sealed record JournalErasure(
    RecordId Record, int Version, RecordErasure Erasure, DateOnly Day, IReadOnlyList<AuthorityKey> Told, AccessEntry Log);

/// <summary>What the journal has of a record.</summary>
/// <param name="Start">State that the changes follow; null when they follow what the reader knows.</param>
/// <param name="Changes">Oldest first.</param>
public sealed record RecordHistory(PersonRecord? Start, IReadOnlyList<RecordChange> Changes)
{
    /// <summary>When the record was erased; then nothing of it can be read any more. Null while it is there.</summary>
    public DateTimeOffset? ErasedAt { get; private init; }

    /// <summary>True when so many changes had to be read that a snapshot is worth its price.</summary>
    public bool IsLong => Changes.Count >= Snapshots.RecordSnapshots.Every;

    /// <summary>The record as all of it says; null when it is erased or was never stored.</summary>
    /// <param name="record">The record that was read from its beginning.</param>
    public PersonRecord? StateOf(RecordId record) => ErasedAt is null ? PersonRecord.Fold(record, Start, Changes) : null;

    /// <summary>Of a record whose key was destroyed.</summary>
    public static RecordHistory Erased(DateTimeOffset at) => new(null, []) { ErasedAt = at };
}

/// <summary>A letter and the version of the record that it speaks of.</summary>
public sealed record StoredLetter(RecordId Record, int Version, Notice Notice)
{
    /// <summary>Its change is stored by the same transaction; of any other letter the journal makes sure that its change is stored.</summary>
    internal bool IsOfThisChange { get; init; }
}

/// <summary>What a repeated submission is answered with.</summary>
/// <param name="ContentHash">SHA-256 of the submission; the same id with another hash is refused.</param>
/// <param name="Version">Version of the record after the submission.</param>
/// <param name="Changed">False when everything said was known already.</param>
/// <param name="Findings">Doubts as <c>rule|entry|field</c>.</param>
public sealed record StoredReceipt(
    AuthorityKey Authority,
    Guid SubmissionId,
    RecordId Record,
    byte[] ContentHash,
    int Version,
    bool Changed,
    DateTimeOffset ReceivedAt,
    IReadOnlyList<string> Findings)
{
    /// <summary>Legal days from the occasion to the receipt (AZRG § 6 Abs. 1: without delay); null where nothing was new.</summary>
    public int? LagDays { get; init; }
}

/// <summary>What was taken already.</summary>
public enum JournalConflict
{
    /// <summary>Another activation has stored this version of the record or a newer one, or the version before is not stored.</summary>
    Version = 1,

    /// <summary>The authority has used this submission id before.</summary>
    SubmissionId = 2,

    /// <summary>Another record has this AZR number.</summary>
    AzrNumber = 3,
}

/// <summary>Nothing was stored, because something in the append was taken already.</summary>
public sealed class JournalConflictException : Exception
{
    public JournalConflictException(JournalConflict conflict, Exception? inner = null)
        : base($"Nothing was stored: {conflict} is taken.", inner) => Conflict = conflict;

    public JournalConflictException() { }

    public JournalConflictException(string message) : base(message) { }

    public JournalConflictException(string message, Exception innerException) : base(message, innerException) { }

    public JournalConflict Conflict { get; }
}

/// <summary>Too many appends wait to be stored, or entries of the log to be sealed. Nothing was stored; the same call may be sent again.</summary>
public sealed class JournalBusyException : Exception
{
    public JournalBusyException() : base("Too many appends wait to be stored; try again.") { }

    public JournalBusyException(string message) : base(message) { }

    public JournalBusyException(string message, Exception innerException) : base(message, innerException) { }
}
