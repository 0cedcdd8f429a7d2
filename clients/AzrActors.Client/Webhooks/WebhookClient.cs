using AzrActors.Client.Calls;
using AzrActors.Contracts.Doors;
using AzrActors.Contracts.Webhooks;

namespace AzrActors.Client.Webhooks;

internal sealed class WebhookClient(Caller caller, RegisterCalls calls) : IWebhookClient
{
    public Task<IReadOnlyList<Webhook>> ListAsync(CancellationToken cancellationToken) =>
        AtDesk((desk, token) => desk.ListAsync(token), cancellationToken);

    public Task<WebhookReply> PutAsync(WebhookAddress address, CancellationToken cancellationToken) =>
        AtDesk((desk, token) => desk.PutAsync(address, token), cancellationToken);

    public Task<WebhookReply> RotateAsync(string name, int overlapSeconds, CancellationToken cancellationToken) =>
        AtDesk((desk, token) => desk.RotateAsync(name, overlapSeconds, token), cancellationToken);

    public Task<WebhookProbe?> ProbeAsync(string name, CancellationToken cancellationToken) =>
        AtDesk((desk, token) => desk.ProbeAsync(name, token), cancellationToken);

    public Task<bool> RemoveAsync(string name, CancellationToken cancellationToken) =>
        AtDesk((desk, token) => desk.RemoveAsync(name, token), cancellationToken);

    public Task<WebhooksReply> ListAllAsync(CancellationToken cancellationToken) =>
        AtDesk((desk, token) => desk.ListAllAsync(token), cancellationToken);

    private Task<T> AtDesk<T>(Func<IWebhookDesk, CancellationToken, Task<T>> ask, CancellationToken cancellationToken) =>
        calls.CallAsync(caller, (client, token) => ask(client.Desk<IWebhookDesk>(), token), cancellationToken);
}
