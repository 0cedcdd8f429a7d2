using AzrActors.Client.Calls;
using AzrActors.Client.Findings;
using AzrActors.Client.Identity;
using AzrActors.Client.Push;
using AzrActors.Client.Receipts;
using AzrActors.Client.Webhooks;
using AzrActors.Contracts.Doors;
using AzrActors.Contracts.Law;
using AzrActors.Contracts.Notices;
using AzrActors.Contracts.Records;
using AzrActors.Contracts.Submissions;
using Microsoft.Extensions.Logging;

namespace AzrActors.Client;

internal sealed class AzrClient(
    Caller caller, RegisterCalls calls, NoticeSubscriptions subscriptions, TimeProvider time, ILogger<AzrClient> logger)
    : IAzrClient
{
    private readonly SubmissionGroups _submissions = new(caller, calls);

    public Caller Caller => caller;

    public IDeliveryClient Deliveries { get; } = new DeliveryClient(caller, calls);

    public IFindingClient Findings { get; } = new FindingClient(caller, calls);

    public IIdentityClient Identity { get; } = new IdentityClient(caller, calls);

    public IWebhookClient Webhooks { get; } = new WebhookClient(caller, calls);

    public Task<SubmissionReply> SubmitAsync(Submission submission, CancellationToken cancellationToken) =>
        _submissions.SubmitAsync(submission, cancellationToken);

    public Task<ValidationReply> ValidateAsync(Submission submission, CancellationToken cancellationToken) =>
        AtRegisterDesk((desk, token) => desk.ValidateAsync(submission, token), cancellationToken);

    public Task<RecordReply> ReadAsync(RecordRequest request, CancellationToken cancellationToken) =>
        AtRegisterDesk((desk, token) => desk.ReadAsync(request, token), cancellationToken);

    public Task<HistoryReply> ReadHistoryAsync(HistoryRequest request, CancellationToken cancellationToken) =>
        AtRegisterDesk((desk, token) => desk.ReadHistoryAsync(request, token), cancellationToken);

    public Task<RoleReply> EnterAsync(RoleEntry entry, CancellationToken cancellationToken) =>
        AtRegisterDesk((desk, token) => desk.EnterAsync(entry, token), cancellationToken);

    public Task<IReadOnlyList<AuthorityInfo>> ListAuthoritiesAsync(CancellationToken cancellationToken) =>
        AtRegisterDesk((desk, token) => desk.ListAuthoritiesAsync(token), cancellationToken);

    public Task<DirectoryReply> PutAuthorityAsync(AuthorityInfo authority, CancellationToken cancellationToken) =>
        calls.CallAsync(caller, (client, token) => client.Desk<IDirectoryDesk>().PutAsync(authority, token), cancellationToken);

    public Task<DirectoryReply> PutAuthorityAsync(AuthorityInfo authority, AuthorityInfo expected, CancellationToken cancellationToken) =>
        calls.CallAsync(caller, (client, token) => client.Desk<IDirectoryDesk>().PutOverAsync(authority, expected, token), cancellationToken);

    public Task<bool> ClaimKeyAsync(RequestKey key, CancellationToken cancellationToken) =>
        calls.CallAsync(caller, (client, token) => client.Desk<IRequestKeyDesk>().ClaimAsync(key, token), cancellationToken);

    public Task<LawReply> ExplainAsync(LawQuestion question, CancellationToken cancellationToken) =>
        AtLawDesk((desk, token) => desk.ExplainAsync(question, token), cancellationToken);

    public Task<IReadOnlyList<LawRow>> ListRightsAsync(string authority, DateOnly? day, CancellationToken cancellationToken) =>
        AtLawDesk((desk, token) => desk.ListRightsAsync(authority, day, token), cancellationToken);

    public Task<IReadOnlyList<LawItem>> ListItemsAsync(DateOnly? day, CancellationToken cancellationToken) =>
        AtLawDesk((desk, token) => desk.ListItemsAsync(day, token), cancellationToken);

    public Task<IReadOnlyList<LawCode>> ListCodesAsync(string list, DateOnly? day, CancellationToken cancellationToken) =>
        AtLawDesk((desk, token) => desk.ListCodesAsync(list, day, token), cancellationToken);

    public Task<IReadOnlyList<LawKind>> ListKindsAsync(CancellationToken cancellationToken) =>
        AtLawDesk((desk, token) => desk.ListKindsAsync(token), cancellationToken);

    public Task<IReadOnlyList<LawCircumstance>> ListCircumstancesAsync(
        string? authority, string? purpose, CancellationToken cancellationToken) =>
        AtLawDesk((desk, token) => desk.ListCircumstancesAsync(authority, purpose, token), cancellationToken);

    public Task<NoticePage> ReadNoticesAsync(long after, int limit, CancellationToken cancellationToken) =>
        AtNoticeDesk((desk, token) => desk.ReadAsync(after, limit, token), cancellationToken);

    public Task<long> GetPositionAsync(string subscription, CancellationToken cancellationToken) =>
        AtNoticeDesk((desk, token) => desk.GetPositionAsync(subscription, token), cancellationToken);

    public Task AcknowledgeAsync(string subscription, long sequence, CancellationToken cancellationToken) =>
        AcknowledgeAsync(subscription, sequence, patience: null, cancellationToken);

    public Task AcknowledgeAsync(
        string subscription, long sequence, TimeSpan? patience, CancellationToken cancellationToken) =>
        calls.CallAsync(
            caller,
            (client, token) => client.Desk<INoticeDesk>().AcknowledgeAsync(subscription, sequence, token),
            cancellationToken,
            patience);

    public Task FollowAsync(
        long after, Func<Notice, CancellationToken, Task> handler, CancellationToken cancellationToken) =>
        new Follower(this, subscriptions, calls.SafetyPull, calls.PageSize, logger).RunAsync(after, handler, cancellationToken);

    public async Task SubscribeAsync(
        string subscription, Func<Notice, CancellationToken, Task> handler, CancellationToken cancellationToken)
    {
        var position = await GetPositionAsync(subscription, cancellationToken);
        await using var acknowledgements = new Acknowledgements(this, subscription, position, time, logger);
        await FollowAsync(
            position,
            async (notice, token) =>
            {
                await handler(notice, token);
                acknowledgements.Handled(notice.Sequence);
            },
            cancellationToken);
    }

    private Task<T> AtRegisterDesk<T>(
        Func<IRegisterDesk, CancellationToken, Task<T>> call, CancellationToken cancellationToken) =>
        calls.CallAsync(caller, (client, token) => call(client.Desk<IRegisterDesk>(), token), cancellationToken);

    private Task<T> AtLawDesk<T>(Func<ILawDesk, CancellationToken, Task<T>> call, CancellationToken cancellationToken) =>
        calls.CallAsync(caller, (client, token) => call(client.Desk<ILawDesk>(), token), cancellationToken);

    private Task<T> AtNoticeDesk<T>(
        Func<INoticeDesk, CancellationToken, Task<T>> call, CancellationToken cancellationToken) =>
        calls.CallAsync(caller, (client, token) => call(client.Desk<INoticeDesk>(), token), cancellationToken);
}
