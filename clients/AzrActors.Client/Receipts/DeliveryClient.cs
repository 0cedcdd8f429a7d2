using AzrActors.Client.Calls;
using AzrActors.Contracts.Doors;
using AzrActors.Contracts.Receipts;

namespace AzrActors.Client.Receipts;

internal sealed class DeliveryClient(Caller caller, RegisterCalls calls) : IDeliveryClient
{
    public Task<long> GetReceivedAsync(CancellationToken cancellationToken) =>
        AtReceipts((desk, token) => desk.GetReceivedAsync(token), cancellationToken);

    // Signed anew with each attempt: the register takes a statement only while it is fresh.
    public Task<ReceiptReply> GiveAsync(NoticeReceipt receipt, CancellationToken cancellationToken) => AtReceipts(
        (desk, token) => desk.GiveAsync(
            new SignedNoticeReceipt { Receipt = receipt, Statement = calls.SignStatement(caller, ReceiptStatement.BindingOf(receipt)) }, token),
        cancellationToken);

    public Task<ReceiptReply> PassOnAsync(SignedNoticeReceipt given, CancellationToken cancellationToken) =>
        AtReceipts((desk, token) => desk.GiveAsync(given, token), cancellationToken);

    public Task<IReadOnlyList<NoticeStanding>> ListStandingsAsync(long after, int limit, CancellationToken cancellationToken) =>
        AtReceipts((desk, token) => desk.ListStandingsAsync(after, limit, token), cancellationToken);

    public Task<DeliveriesReply> ListDeliveriesAsync(Guid submissionId, CancellationToken cancellationToken) =>
        AtReceipts((desk, token) => desk.ListDeliveriesAsync(submissionId, token), cancellationToken);

    public Task<RecipientsReply> ListRecipientsAsync(CancellationToken cancellationToken) =>
        AtReceipts((desk, token) => desk.ListRecipientsAsync(token), cancellationToken);

    public Task ParkAsync(string subscription, ParkedNotice notice, CancellationToken cancellationToken) => calls.CallAsync(
        caller, (client, token) => client.Desk<IParkingDesk>().ParkAsync(subscription, notice, token), cancellationToken);

    public Task<IReadOnlyList<ParkedNotice>> ListParkedAsync(
        string subscription, long after, int limit, CancellationToken cancellationToken) => calls.CallAsync(
        caller, (client, token) => client.Desk<IParkingDesk>().ListAsync(subscription, after, limit, token), cancellationToken);

    public Task<int> ReplayAsync(string subscription, long? sequence, CancellationToken cancellationToken) => calls.CallAsync(
        caller, (client, token) => client.Desk<IParkingDesk>().ReplayAsync(subscription, sequence, token), cancellationToken);

    public Task ReleaseAsync(string subscription, long sequence, CancellationToken cancellationToken) => calls.CallAsync(
        caller, (client, token) => client.Desk<IParkingDesk>().ReleaseAsync(subscription, sequence, token), cancellationToken);

    private Task<T> AtReceipts<T>(Func<IReceiptDesk, CancellationToken, Task<T>> call, CancellationToken cancellationToken) =>
        calls.CallAsync(caller, (client, token) => call(client.Desk<IReceiptDesk>(), token), cancellationToken);
}
