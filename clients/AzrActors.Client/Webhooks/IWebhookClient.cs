using AzrActors.Contracts.Webhooks;

namespace AzrActors.Client.Webhooks;

/// <summary>Where the register sends the caller's notices by itself.</summary>
public interface IWebhookClient
{
    /// <summary>The caller's own webhooks, by name.</summary>
    Task<IReadOnlyList<Webhook>> ListAsync(CancellationToken cancellationToken = default);

    /// <summary>Makes a webhook, or lets one send to another address. A refusal is an answer, not an exception.</summary>
    Task<WebhookReply> PutAsync(WebhookAddress address, CancellationToken cancellationToken = default);

    /// <summary>Makes a new secret, beside which the former signs for a while; tells the newest again while two are in force.</summary>
    /// <returns>Without webhook if there is none of the name.</returns>
    Task<WebhookReply> RotateAsync(string name, int overlapSeconds, CancellationToken cancellationToken = default);

    /// <summary>Has a signed message about nobody sent to the address now, and says what came back.</summary>
    /// <returns>Null if there is none of the name.</returns>
    Task<WebhookProbe?> ProbeAsync(string name, CancellationToken cancellationToken = default);

    /// <returns>False if there was none of the name.</returns>
    Task<bool> RemoveAsync(string name, CancellationToken cancellationToken = default);

    /// <summary>The webhooks of all authorities; only the register authority may ask.</summary>
    Task<WebhooksReply> ListAllAsync(CancellationToken cancellationToken = default);
}
