using System.Threading.Channels;
using AzrActors.Api.Tests.Fakes;
using AzrActors.Client;
using AzrActors.Client.Findings;
using AzrActors.Client.Identity;
using AzrActors.Client.Receipts;
using AzrActors.Client.Webhooks;
using AzrActors.Contracts.Doors;
using AzrActors.Contracts.Law;
using AzrActors.Contracts.Notices;
using AzrActors.Contracts.Records;
using AzrActors.Contracts.Submissions;

namespace AzrActors.Cluster.Tests.Agency;

/// <summary>
/// A register that lives in memory and does what a test tells it: it answers submissions with <see cref="Answer"/>,
/// delivers <see cref="Feed"/> and remembers what it was told. Receipts are kept by submission id as the real one does.
/// </summary>
internal sealed class ScriptedClient(string authority = "A12054") : IAzrClient
{
    private readonly Lock _gate = new();
    private readonly Dictionary<Guid, SubmissionReply> _receipts = [];
    private readonly Dictionary<string, long> _positions = [];
    private readonly List<Submission> _submitted = [];
    private readonly Channel<long> _acknowledged = Channel.CreateUnbounded<long>();

    public Caller Caller { get; } = new(authority, "Muster", "1");

    public FakeDeliveries Deliveries { get; } = new();

    IDeliveryClient IAzrClient.Deliveries => Deliveries;

    public IFindingClient Findings { get; } = new FakeFindings();

    public IIdentityClient Identity => throw new InvalidOperationException("This register knows nothing of searches.");

    public IWebhookClient Webhooks => throw new InvalidOperationException("This register sends nothing by itself.");

    /// <summary>Judges a submission that is new; by default it is accepted.</summary>
    public Func<Submission, CancellationToken, Task<SubmissionReply>>? Answer { get; set; }

    public IReadOnlyList<Notice> Feed { get; set; } = [];

    /// <summary>Everything submitted, repeats included, in the order of arrival.</summary>
    public IReadOnlyList<Submission> Submitted
    {
        get { lock (_gate) return [.. _submitted]; }
    }

    /// <summary>Submissions that had an effect.</summary>
    public int StoredCount
    {
        get { lock (_gate) return _receipts.Count; }
    }

    public async Task<ValidationReply> ValidateAsync(Submission submission, CancellationToken cancellationToken)
    {
        var reply = Answer is null ? Accepted(submission) : await Answer(submission, cancellationToken);
        return new ValidationReply { Outcome = reply.Outcome, Refusal = reply.Refusal, Findings = reply.Receipt?.Findings ?? [] };
    }

    public async Task<SubmissionReply> SubmitAsync(Submission submission, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        lock (_gate)
        {
            _submitted.Add(submission);
            if (_receipts.TryGetValue(submission.SubmissionId, out var known)) return known;
        }
        var reply = Answer is null ? Accepted(submission) : await Answer(submission, cancellationToken);
        if (reply.Receipt is not null) lock (_gate) _receipts[submission.SubmissionId] = reply;
        return reply;
    }

    public Task<RecordReply> ReadAsync(RecordRequest request, CancellationToken cancellationToken) =>
        Task.FromResult(new RecordReply());

    public Task<IReadOnlyList<AuthorityInfo>> ListAuthoritiesAsync(CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<AuthorityInfo>>([]);

    public Task<DirectoryReply> PutAuthorityAsync(AuthorityInfo authority, CancellationToken cancellationToken) => throw NotScripted();

    public Task<DirectoryReply> PutAuthorityAsync(AuthorityInfo authority, AuthorityInfo expected, CancellationToken cancellationToken) => throw NotScripted();

    public Task<bool> ClaimKeyAsync(RequestKey key, CancellationToken cancellationToken) => throw NotScripted();

    public Task<LawReply> ExplainAsync(LawQuestion question, CancellationToken cancellationToken) => throw NotScripted();

    public Task<IReadOnlyList<LawRow>> ListRightsAsync(string authority, DateOnly? day, CancellationToken cancellationToken) => throw NotScripted();

    public Task<IReadOnlyList<LawItem>> ListItemsAsync(DateOnly? day, CancellationToken cancellationToken) => throw NotScripted();

    public Task<IReadOnlyList<LawCode>> ListCodesAsync(string list, DateOnly? day, CancellationToken cancellationToken) => throw NotScripted();

    public Task<HistoryReply> ReadHistoryAsync(HistoryRequest request, CancellationToken cancellationToken) => throw NotScripted();

    public Task<RoleReply> EnterAsync(RoleEntry entry, CancellationToken cancellationToken) => throw NotScripted();

    public Task<IReadOnlyList<LawKind>> ListKindsAsync(CancellationToken cancellationToken) => throw NotScripted();

    public Task<IReadOnlyList<LawCircumstance>> ListCircumstancesAsync(string? authority, string? purpose, CancellationToken cancellationToken) =>
        throw NotScripted();

    private static NotSupportedException NotScripted() => new("No test of an agency asks this.");

    public Task<NoticePage> ReadNoticesAsync(long after, int limit, CancellationToken cancellationToken) =>
        Task.FromResult(new NoticePage { Notices = [.. Feed.Where(notice => notice.Sequence > after).Take(limit)], Last = Feed.Count });

    public Task<long> GetPositionAsync(string subscription, CancellationToken cancellationToken)
    {
        lock (_gate) return Task.FromResult(_positions.GetValueOrDefault(subscription));
    }

    public Task AcknowledgeAsync(string subscription, long sequence, CancellationToken cancellationToken)
    {
        lock (_gate) _positions[subscription] = sequence;
        _acknowledged.Writer.TryWrite(sequence);
        return Task.CompletedTask;
    }

    /// <summary>Returns once the position under this name has reached <paramref name="sequence"/>.</summary>
    public async Task AwaitPositionAsync(string subscription, long sequence, CancellationToken cancellationToken)
    {
        while (await GetPositionAsync(subscription, cancellationToken) < sequence)
            await _acknowledged.Reader.ReadAsync(cancellationToken);
    }

    /// <summary>Delivers the whole feed as it is, repeats and gaps included, and waits for the end.</summary>
    public async Task FollowAsync(
        long after, Func<Notice, CancellationToken, Task> handler, CancellationToken cancellationToken)
    {
        foreach (var notice in Feed) await handler(notice, cancellationToken);
        await Task.Delay(Timeout.InfiniteTimeSpan, cancellationToken);
    }

    public Task SubscribeAsync(
        string subscription, Func<Notice, CancellationToken, Task> handler, CancellationToken cancellationToken) =>
        FollowAsync(_positions.GetValueOrDefault(subscription), handler, cancellationToken);

    public static SubmissionReply Accepted(Submission submission) => new()
    {
        Outcome = SubmissionOutcome.Accepted,
        Receipt = new Receipt
        {
            SubmissionId = submission.SubmissionId,
            AzrNumber = submission.AzrNumber ?? NumberFor(submission.FileReference),
            Version = 1,
            ReceivedAt = DateTimeOffset.UnixEpoch,
        },
    };

    public static SubmissionReply Refused() => new()
    {
        Outcome = SubmissionOutcome.Refused,
        Refusal = new Refusal
        {
            Code = "submission.faulty",
            Paragraph = "AZRG § 8",
            German = "Die Übermittlung enthält Fehler.",
            English = "The submission is faulty.",
        },
    };

    /// <summary>The number this register gives to the person first registered under a file reference.</summary>
    public static string NumberFor(string fileReference) => $"AZR of {fileReference}";
}
