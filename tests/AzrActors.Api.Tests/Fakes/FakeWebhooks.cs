using AzrActors.Client.Webhooks;
using AzrActors.Contracts.Submissions;
using AzrActors.Contracts.Webhooks;

namespace AzrActors.Api.Tests.Fakes;

/// <summary>Webhooks in memory that send nothing; whoever asks for all of them is let.</summary>
public sealed class FakeWebhooks : IWebhookClient
{
    private readonly SortedDictionary<string, Webhook> _webhooks = new(StringComparer.Ordinal);

    /// <summary>For how long a former secret was last asked to sign.</summary>
    public int LastOverlapSeconds { get; private set; }

    public void Add(Webhook webhook) => _webhooks[webhook.Name] = webhook;

    public Task<IReadOnlyList<Webhook>> ListAsync(CancellationToken cancellationToken = default) =>
        Task.FromResult<IReadOnlyList<Webhook>>([.. _webhooks.Values]);

    public Task<WebhookReply> PutAsync(WebhookAddress address, CancellationToken cancellationToken = default)
    {
        if (!address.Url.StartsWith("https://", StringComparison.Ordinal))
            return Task.FromResult(new WebhookReply
            {
                Refusal = new Refusal { Code = "webhook.address-not-allowed", Paragraph = "ADR 31", German = "Nicht erlaubt.", English = "Not allowed." },
            });
        var isNew = !_webhooks.ContainsKey(address.Name);
        _webhooks[address.Name] = new Webhook
        {
            Authority = Samples.Potsdam, Name = address.Name, Url = address.Url, CreatedAt = Samples.Now, Waiting = 0, Parked = 0, Tries = 0,
        };
        return Task.FromResult(new WebhookReply { Webhook = _webhooks[address.Name], Secret = isNew ? "whsec_AAAA" : null });
    }

    public Task<WebhookReply> RotateAsync(string name, int overlapSeconds, CancellationToken cancellationToken = default)
    {
        LastOverlapSeconds = overlapSeconds;
        return Task.FromResult(_webhooks.TryGetValue(name, out var webhook) ? new WebhookReply { Webhook = webhook, Secret = "whsec_BBBB" } : new WebhookReply());
    }

    /// <summary>What the office answers to whatever is sent to try a webhook.</summary>
    public (int? Status, string? Fault) ProbeAnswer { get; set; } = (204, null);

    public Task<WebhookProbe?> ProbeAsync(string name, CancellationToken cancellationToken = default) => Task.FromResult(_webhooks.ContainsKey(name)
        ? new WebhookProbe
        {
            Id = $"{Samples.Potsdam}.{name}.probe-1", SentAt = Samples.Now, Status = ProbeAnswer.Status, Fault = ProbeAnswer.Fault, ElapsedMs = 35,
        }
        : null);

    public Task<bool> RemoveAsync(string name, CancellationToken cancellationToken = default) => Task.FromResult(_webhooks.Remove(name));

    public Task<WebhooksReply> ListAllAsync(CancellationToken cancellationToken = default) =>
        Task.FromResult(new WebhooksReply { Webhooks = [.. _webhooks.Values] });
}
