using AzrActors.Client.Findings;
using AzrActors.Client.Identity;
using AzrActors.Client.Receipts;
using AzrActors.Client.Webhooks;
using AzrActors.Contracts.Doors;
using AzrActors.Contracts.Law;
using AzrActors.Contracts.Notices;
using AzrActors.Contracts.Records;
using AzrActors.Contracts.Submissions;

namespace AzrActors.Client;

/// <summary>
/// The register as seen by one caller. Every call carries a fresh signed assertion and is repeated while the register
/// is out of reach (a silo restarts), up to <see cref="AzrClientOptions.Patience"/>; a submission keeps its id, so it
/// is stored at most once however often it is sent.
/// </summary>
public interface IAzrClient
{
    /// <summary>The authority, official and purpose this client speaks for.</summary>
    Caller Caller { get; }

    /// <summary>Receipts for notices, parked notices, and who has received what.</summary>
    IDeliveryClient Deliveries { get; }

    /// <summary>What is wrong with records the caller is responsible for, and how well it does.</summary>
    IFindingClient Findings { get; }

    /// <summary>Searches, duplicates and merges.</summary>
    IIdentityClient Identity { get; }

    /// <summary>Addresses to which the register sends the caller's notices by itself.</summary>
    IWebhookClient Webhooks { get; }

    /// <summary>Hands in a submission. A refusal is an answer, not an exception.</summary>
    /// <exception cref="RegisterUnavailableException">The register stayed out of reach; send the same submission again.</exception>
    Task<SubmissionReply> SubmitAsync(Submission submission, CancellationToken cancellationToken = default);

    /// <summary>
    /// What <see cref="SubmitAsync"/> would answer, with the same findings and those that only several records will show. Nothing is
    /// stored but log entries; the submission may be handed in afterwards under the same id.
    /// </summary>
    Task<ValidationReply> ValidateAsync(Submission submission, CancellationToken cancellationToken = default);

    /// <summary>Shows what this caller may see of a record; an AZR number alone is a request, too.</summary>
    Task<RecordReply> ReadAsync(RecordRequest request, CancellationToken cancellationToken = default);

    /// <summary>Shows how a record came to be what it is, as far as this caller may see it today.</summary>
    Task<HistoryReply> ReadHistoryAsync(HistoryRequest request, CancellationToken cancellationToken = default);

    /// <summary>Has written down that this caller works in its role and for its purpose from now on.</summary>
    Task<RoleReply> EnterAsync(RoleEntry entry, CancellationToken cancellationToken = default);

    /// <summary>Authorities the register knows, ordered by key.</summary>
    Task<IReadOnlyList<AuthorityInfo>> ListAuthoritiesAsync(CancellationToken cancellationToken = default);

    /// <summary>Enters an authority into the directory or changes it; only the register authority may.</summary>
    Task<DirectoryReply> PutAuthorityAsync(AuthorityInfo authority, CancellationToken cancellationToken = default);

    /// <summary>Changes an authority only if the directory still says of it what was read; the refusal is <c>authority.changed</c>.</summary>
    Task<DirectoryReply> PutAuthorityAsync(AuthorityInfo authority, AuthorityInfo expected, CancellationToken cancellationToken = default);

    /// <summary>Lets a key stand for a call, for doors whose callers name their calls by keys.</summary>
    /// <returns>False when the caller's authority has used the key for another call within the last seven days.</returns>
    Task<bool> ClaimKeyAsync(RequestKey key, CancellationToken cancellationToken = default);

    /// <summary>Whether the law lets a kind of authority write or read an item, and why.</summary>
    Task<LawReply> ExplainAsync(LawQuestion question, CancellationToken cancellationToken = default);

    /// <summary>Every right of a kind of authority on a day, today if null; empty for an unknown kind.</summary>
    Task<IReadOnlyList<LawRow>> ListRightsAsync(string authority, DateOnly? day = null, CancellationToken cancellationToken = default);

    /// <summary>Stored items of the annex in force on a day, today if null, with the fields in which they are submitted.</summary>
    Task<IReadOnlyList<LawItem>> ListItemsAsync(DateOnly? day = null, CancellationToken cancellationToken = default);

    /// <summary>Codes of a list that a field is chosen from, as they are on a day, today if null; empty for an unknown list.</summary>
    Task<IReadOnlyList<LawCode>> ListCodesAsync(string list, DateOnly? day = null, CancellationToken cancellationToken = default);

    /// <summary>Kinds of authorities that the law knows.</summary>
    Task<IReadOnlyList<LawKind>> ListKindsAsync(CancellationToken cancellationToken = default);

    /// <summary>
    /// What a kind of authority may state in a request for the purpose, null for none; or without a kind what this caller
    /// may state in its own.
    /// </summary>
    Task<IReadOnlyList<LawCircumstance>> ListCircumstancesAsync(
        string? authority = null, string? purpose = null, CancellationToken cancellationToken = default);

    /// <summary>One page of the caller's own notices with a sequence above <paramref name="after"/>, oldest first.</summary>
    Task<NoticePage> ReadNoticesAsync(long after, int limit, CancellationToken cancellationToken = default);

    /// <summary>Last sequence acknowledged under this subscription name, 0 if none.</summary>
    Task<long> GetPositionAsync(string subscription, CancellationToken cancellationToken = default);

    /// <summary>Acknowledges everything up to <paramref name="sequence"/> under this subscription name.</summary>
    Task AcknowledgeAsync(string subscription, long sequence, CancellationToken cancellationToken = default);

    /// <summary>
    /// Delivers the caller's notices one at a time, in order, without a gap and without a repeat within this call,
    /// starting after <paramref name="after"/>: first the backlog, then live ones as they arrive over the stream. Runs
    /// until cancelled and survives restarts of the register. An exception of <paramref name="handler"/> ends it.
    /// </summary>
    Task FollowAsync(long after, Func<Notice, CancellationToken, Task> handler, CancellationToken cancellationToken);

    /// <summary>
    /// As <see cref="FollowAsync"/>, with the position kept by the register under <paramref name="subscription"/>: it
    /// advances after the handler has returned, so a crash repeats the last notice and never skips one. It gives no
    /// receipts and parks nothing; a procedure that takes notices over uses <see cref="NoticeSubscriber"/>.
    /// </summary>
    Task SubscribeAsync(string subscription, Func<Notice, CancellationToken, Task> handler, CancellationToken cancellationToken);
}
