using AzrActors.Contracts.AccessLog;
using AzrActors.Contracts.Notices;
using AzrActors.Contracts.Records;
using AzrActors.Contracts.Submissions;

namespace AzrActors.Contracts.Doors;

/// <summary>
/// Marks a grain interface that agency backends may call. The door filter of the silo refuses clients every other
/// grain (deny by default).
/// </summary>
[AttributeUsage(AttributeTargets.Interface)]
public sealed class AgencyFacingAttribute : Attribute;

/// <summary>Where agencies hand in submissions and read records. The caller is who its assertion proves it to be.</summary>
[AgencyFacing, Alias("azr.IRegisterDesk")]
public interface IRegisterDesk : IGrainWithIntegerKey
{
    /// <summary>Submissions that one message may hold.</summary>
    const int SubmissionsMax = 100;

    /// <summary>Accepts the submission durably or refuses it as a whole.</summary>
    [Alias("Submit")] Task<SubmissionReply> SubmitAsync(Submission submission, CancellationToken cancellationToken);

    /// <summary>
    /// Submissions of one caller under one signature and in one message. Each is accepted or refused by itself, those of one
    /// person in this order; the answers stand where the submissions stood, and null says: not now, send the same one again.
    /// </summary>
    /// <param name="submissions">At most <see cref="SubmissionsMax"/>.</param>
    [Alias("SubmitMany")]
    Task<IReadOnlyList<SubmissionReply?>> SubmitManyAsync(IReadOnlyList<Submission> submissions, CancellationToken cancellationToken);

    /// <summary>
    /// Says what <see cref="SubmitAsync"/> would answer, with the same rights, the same rules and the same findings, and
    /// stores nothing but a log entry: the answer depends on the record (AZRG § 13).
    /// </summary>
    [Alias("Validate")] Task<ValidationReply> ValidateAsync(Submission submission, CancellationToken cancellationToken);

    /// <summary>Shows what the caller may see of a record on this request, which its assertion binds word by word.</summary>
    [Alias("Read")] Task<RecordReply> ReadAsync(RecordRequest request, CancellationToken cancellationToken);

    /// <summary>Shows how the record came to be what it is, as far as the caller may see it today. Logged like a view.</summary>
    [Alias("History")] Task<HistoryReply> ReadHistoryAsync(HistoryRequest request, CancellationToken cancellationToken);

    /// <summary>Writes down that the official works in this role and for this purpose from now on.</summary>
    [Alias("Enter")] Task<RoleReply> EnterAsync(RoleEntry entry, CancellationToken cancellationToken);

    /// <summary>Authorities the register knows, ordered by key.</summary>
    [Alias("Authorities")] Task<IReadOnlyList<AuthorityInfo>> ListAuthoritiesAsync(CancellationToken cancellationToken);
}

/// <summary>Where the register authority keeps the directory of authorities (AZRG-DV § 4 Abs. 5).</summary>
[AgencyFacing, Alias("azr.IDirectoryDesk")]
public interface IDirectoryDesk : IGrainWithIntegerKey
{
    /// <summary>Enters an authority, or changes the one with this key. Only the register authority may.</summary>
    [Alias("Put")] Task<DirectoryReply> PutAsync(AuthorityInfo authority, CancellationToken cancellationToken);

    /// <summary>Changes the authority only if the directory still says of it what the caller has read.</summary>
    [Alias("PutOver")] Task<DirectoryReply> PutOverAsync(AuthorityInfo authority, AuthorityInfo expected, CancellationToken cancellationToken);
}

/// <summary>Where an authority fetches the notices stored for it. It only ever sees its own feed.</summary>
[AgencyFacing, Alias("azr.INoticeDesk")]
public interface INoticeDesk : IGrainWithIntegerKey
{
    /// <summary>
    /// Notices with a sequence above <paramref name="after"/>, oldest first, at most <paramref name="limit"/> (1 to 5,000). A
    /// page also ends at 8 MiB, so that it fits into a message.
    /// </summary>
    [Alias("Read")] Task<NoticePage> ReadAsync(long after, int limit, CancellationToken cancellationToken);

    /// <summary>
    /// Has the stream look for the caller's subscriptions: the silo that reads its feed may have come to it after they were
    /// made. The stream answers with a heartbeat.
    /// </summary>
    [Alias("Ring")] Task RingAsync(CancellationToken cancellationToken);

    /// <summary>Last sequence that the named subscription acknowledged, 0 if none.</summary>
    [Alias("Position")] Task<long> GetPositionAsync(string subscription, CancellationToken cancellationToken);

    /// <summary>Acknowledges everything up to <paramref name="sequence"/>. A lower one than before changes nothing.</summary>
    [Alias("Acknowledge")] Task AcknowledgeAsync(string subscription, long sequence, CancellationToken cancellationToken);
}

/// <summary>
/// Where the register authority has the access log checked and holds entries for control procedures (AZRG-DV § 16). It
/// hands out everything a verifier needs, so that nobody has to believe the register. Other callers are refused.
/// </summary>
[AgencyFacing, Alias("azr.IAccessLogDesk")]
public interface IAccessLogDesk : IGrainWithIntegerKey
{
    /// <summary>Asks to read the log and says why. Leaves an entry, durable before the answer: one for the whole reading.</summary>
    /// <param name="reason">Which control it is; not empty, at most 200 characters.</param>
    [Alias("Open")] Task<LogOpening> OpenAsync(string reason, CancellationToken cancellationToken);

    /// <summary>Checkpoints of logs larger than <paramref name="afterSize"/>, oldest first, at most <paramref name="limit"/> (1 to 100).</summary>
    [Alias("Checkpoints")]
    Task<IReadOnlyList<LogCheckpoint>> ReadCheckpointsAsync(LogPass pass, long afterSize, int limit, CancellationToken cancellationToken);

    /// <summary>Entries with a number above <paramref name="after"/>, in order, at most <paramref name="limit"/> (1 to 5,000).</summary>
    [Alias("Entries")] Task<IReadOnlyList<LogRow>> ReadEntriesAsync(LogPass pass, long after, int limit, CancellationToken cancellationToken);

    /// <summary>All holds, also lifted ones, oldest first. Leaves an entry with the reason, like <see cref="OpenAsync"/>.</summary>
    [Alias("Holds")] Task<IReadOnlyList<LogHold>> ListHoldsAsync(string reason, CancellationToken cancellationToken);

    /// <summary>Keeps entries beyond their term; the number of the hold, or null if no record has the AZR number it names.</summary>
    [Alias("Hold")] Task<long?> HoldAsync(LogHold hold, CancellationToken cancellationToken);

    /// <summary>Lets the term count again; false if there is no such hold or it is lifted already.</summary>
    [Alias("LiftHold")] Task<bool> LiftHoldAsync(long hold, CancellationToken cancellationToken);
}
