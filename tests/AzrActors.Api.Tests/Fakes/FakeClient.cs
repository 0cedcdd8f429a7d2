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

namespace AzrActors.Api.Tests.Fakes;

/// <summary>The <see cref="FakeRegister"/> as seen by one caller.</summary>
internal sealed class FakeClient(FakeRegister register, Caller caller) : IAzrClient
{
    public Caller Caller => caller;

    public IDeliveryClient Deliveries => Reached(register.Deliveries);

    public IFindingClient Findings => Reached(register.Findings);

    public IWebhookClient Webhooks => Reached(register.Webhooks);

    public IIdentityClient Identity => Reached(register.Identities.For(caller));

    public Task<SubmissionReply> SubmitAsync(Submission submission, CancellationToken cancellationToken = default) =>
        Reach(() => register.Submit(caller, submission));

    public Task<ValidationReply> ValidateAsync(Submission submission, CancellationToken cancellationToken = default) =>
        Reach(() => register.Validate(submission));

    public Task<RecordReply> ReadAsync(RecordRequest request, CancellationToken cancellationToken = default) =>
        Reach(() => register.Read(request));

    public Task<HistoryReply> ReadHistoryAsync(HistoryRequest request, CancellationToken cancellationToken = default) =>
        Reach(() => register.ReadHistory(request));

    public Task<RoleReply> EnterAsync(RoleEntry entry, CancellationToken cancellationToken = default) => Reach(() =>
    {
        register.Roles.Add((caller, entry));
        return new RoleReply();
    });

    public Task<IReadOnlyList<AuthorityInfo>> ListAuthoritiesAsync(CancellationToken cancellationToken = default) =>
        Reach(() => Samples.Authorities);

    public Task<DirectoryReply> PutAuthorityAsync(AuthorityInfo authority, CancellationToken cancellationToken = default) =>
        Reach(() => new DirectoryReply());

    public Task<DirectoryReply> PutAuthorityAsync(AuthorityInfo authority, AuthorityInfo expected, CancellationToken cancellationToken = default) =>
        Reach(() => new DirectoryReply());

    public Task<bool> ClaimKeyAsync(RequestKey key, CancellationToken cancellationToken = default) => Reach(() => register.Claim(caller.Authority, key));

    public Task<LawReply> ExplainAsync(LawQuestion question, CancellationToken cancellationToken = default) =>
        Reach(() => Samples.Explain(question));

    public Task<IReadOnlyList<LawRow>> ListRightsAsync(string authority, DateOnly? day = null, CancellationToken cancellationToken = default) =>
        Reach<IReadOnlyList<LawRow>>(() => authority == Samples.LawKinds[0].Id || authority == "ForeignersAuthority" ? [.. Samples.Rights, .. register.MoreRights] : []);

    public Task<IReadOnlyList<LawItem>> ListItemsAsync(DateOnly? day = null, CancellationToken cancellationToken = default) =>
        Reach(() => Samples.Items2026);

    public Task<IReadOnlyList<LawCode>> ListCodesAsync(string list, DateOnly? day = null, CancellationToken cancellationToken = default) =>
        Reach<IReadOnlyList<LawCode>>(() => list switch
        {
            "document-kinds" => [new("passport", "Reisepass"), new("card", "Personalausweis")],
            "states" => [new("163", "Türkei"), new("432", "Vietnam")],
            "sexes" => [new("m", "männlich"), new("w", "weiblich")],
            _ => [],
        });

    public Task<IReadOnlyList<LawKind>> ListKindsAsync(CancellationToken cancellationToken = default) =>
        Reach(() => Samples.LawKinds);

    public Task<IReadOnlyList<LawCircumstance>> ListCircumstancesAsync(
        string? authority = null, string? purpose = null, CancellationToken cancellationToken = default) =>
        Reach(() => Samples.Circumstances);

    public Task<NoticePage> ReadNoticesAsync(long after, int limit, CancellationToken cancellationToken = default) =>
        Reach(() => register.Notices(caller.Authority, after, limit));

    public Task<long> GetPositionAsync(string subscription, CancellationToken cancellationToken = default) =>
        Reach(() => register.Position(caller.Authority, subscription));

    public async Task AcknowledgeAsync(
        string subscription, long sequence, CancellationToken cancellationToken = default) =>
        await Reach(() =>
        {
            register.Acknowledge(caller.Authority, subscription, sequence);
            return sequence;
        });

    public async Task FollowAsync(
        long after, Func<Notice, CancellationToken, Task> handler, CancellationToken cancellationToken)
    {
        while (true)
        {
            var news = register.News();
            foreach (var notice in (await ReadNoticesAsync(after, 1_000, cancellationToken)).Notices)
            {
                await handler(notice, cancellationToken);
                after = notice.Sequence;
            }
            await news.WaitAsync(cancellationToken);
        }
    }

    public async Task SubscribeAsync(
        string subscription, Func<Notice, CancellationToken, Task> handler, CancellationToken cancellationToken) =>
        await FollowAsync(await GetPositionAsync(subscription, cancellationToken), async (notice, token) =>
        {
            await handler(notice, token);
            await AcknowledgeAsync(subscription, notice.Sequence, token);
        }, cancellationToken);

    private T Reached<T>(T part) => register.IsDown ? throw new RegisterUnavailableException("No silo answers.") : part;

    private Task<T> Reach<T>(Func<T> call) => register.IsDown
        ? Task.FromException<T>(new RegisterUnavailableException("No silo answers."))
        : Task.FromResult(call());
}

/// <summary>
/// Takes <c>AUTHORITY/Official/purpose</c> for an assertion; the signature has tests of its own elsewhere.
/// </summary>
public sealed class FakeVerifier : ICallerVerifier
{
    public ValueTask<AssertionVerdict> VerifyAsync(string token, CallBinding binding) => ValueTask.FromResult<AssertionVerdict>(
        token.Split('/') is [{ Length: 6 } authority, var official, var purpose]
            ? new AssertionVerdict.Proven(new Caller(authority, official, purpose))
            : new AssertionVerdict.Refused("fake"));

    public ValueTask<AssertionVerdict> VerifyStatementAsync(string token, CallBinding binding) => VerifyAsync(token, binding);
}
