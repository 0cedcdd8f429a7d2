using AzrActors.Client.Calls;
using AzrActors.Contracts.Doors;
using AzrActors.Contracts.Identity;
using AzrActors.Contracts.Search;

namespace AzrActors.Client.Identity;

internal sealed class IdentityClient(Caller caller, RegisterCalls calls) : IIdentityClient
{
    public Task<SearchReply> SearchAsync(SearchRequest request, CancellationToken cancellationToken) =>
        calls.CallAsync(caller, (client, token) => client.Desk<ISearchDesk>().SearchAsync(request, token), cancellationToken);

    public Task<DiscardReply> ConfirmDiscardAsync(Guid search, string? kept, CancellationToken cancellationToken) => calls.CallAsync(
        caller,
        (client, token) => client.Desk<ISearchDesk>().ConfirmDiscardAsync(new DiscardConfirmation { Search = search, Kept = kept }, token),
        cancellationToken);

    public Task<DuplicatePage> ListDuplicatesAsync(PairOutcome outcome, long after, int limit, CancellationToken cancellationToken) =>
        AtDuplicates((desk, token) => desk.ListAsync(outcome, after, limit, token), cancellationToken);

    public Task<OpenPairPage> ListOpenPairsAsync(OpenPairQuery query, CancellationToken cancellationToken) =>
        AtDuplicates((desk, token) => desk.ListOpenAsync(query, token), cancellationToken);

    public Task<DuplicateReply> ShowDuplicateAsync(long pair, CancellationToken cancellationToken) =>
        AtDuplicates((desk, token) => desk.ShowAsync(pair, token), cancellationToken);

    public Task<DuplicateReply> DecideDuplicateAsync(PairVerdict verdict, CancellationToken cancellationToken) =>
        AtDuplicates((desk, token) => desk.DecideAsync(verdict, token), cancellationToken);

    public Task<SweepState> SweepAsync(bool begin, CancellationToken cancellationToken) =>
        AtDuplicates((desk, token) => desk.SweepAsync(begin, token), cancellationToken);

    public Task<MergeReply> ProposeMergeAsync(MergeProposal proposal, CancellationToken cancellationToken) =>
        AtMerges((desk, token) => desk.ProposeAsync(proposal, token), cancellationToken);

    public Task<MergeReply> AnswerMergeAsync(MergeStep answer, CancellationToken cancellationToken) =>
        AtMerges((desk, token) => desk.AnswerAsync(answer, token), cancellationToken);

    public Task<MergeReply> DecideMergeAsync(MergeStep decision, CancellationToken cancellationToken) =>
        AtMerges((desk, token) => desk.DecideAsync(decision, token), cancellationToken);

    public Task<MergeReply> SeparateAsync(MergeStep order, CancellationToken cancellationToken) =>
        AtMerges((desk, token) => desk.SeparateAsync(order, token), cancellationToken);

    public Task<MergeReply> ShowMergeAsync(Guid mergeCase, CancellationToken cancellationToken) =>
        AtMerges((desk, token) => desk.ShowAsync(mergeCase, token), cancellationToken);

    public Task<MergePage> ListMergesAsync(CancellationToken cancellationToken) => AtMerges((desk, token) => desk.ListAsync(token), cancellationToken);

    public Task<MergePage> ListMergePageAsync(Guid? after, int limit, CancellationToken cancellationToken) =>
        AtMerges((desk, token) => desk.ListPageAsync(after, limit, token), cancellationToken);

    private Task<T> AtDuplicates<T>(Func<IDuplicateDesk, CancellationToken, Task<T>> call, CancellationToken cancellationToken) =>
        calls.CallAsync(caller, (client, token) => call(client.Desk<IDuplicateDesk>(), token), cancellationToken);

    private Task<T> AtMerges<T>(Func<IMergeDesk, CancellationToken, Task<T>> call, CancellationToken cancellationToken) =>
        calls.CallAsync(caller, (client, token) => call(client.Desk<IMergeDesk>(), token), cancellationToken);
}
