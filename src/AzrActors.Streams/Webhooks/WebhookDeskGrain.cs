using AzrActors.Contracts.Doors;
using AzrActors.Contracts.Submissions;
using AzrActors.Contracts.Webhooks;
using AzrActors.Domain.Vocabulary;
using AzrActors.Journal;
using AzrActors.Journal.Webhooks;
using AzrActors.Streams.Receipts;
using Microsoft.Extensions.Options;
using Orleans.Concurrency;

namespace AzrActors.Streams.Webhooks;

/// <summary>Keeps the webhooks of whoever the verified assertion says is calling.</summary>
[StatelessWorker, Reentrant]
internal sealed class WebhookDeskGrain(
    WebhookBook webhooks, INoticeFeed feed, WebhookTargets targets, WebhookSender sender, IOptions<WebhookOptions> options, TimeProvider clock)
    : Grain, IWebhookDesk
{
    private static readonly Refusal NotAllowed = new()
    {
        Code = "webhook.address-not-allowed", Paragraph = "ADR 31",
        German = "An diese Adresse wird nicht gesendet: nötig ist https ohne Benutzernamen, und eine öffentliche Adresse oder eine aus einem freigegebenen Netz.",
        English = "Nothing is sent to this address: it takes https without a user name, and a public address or one in an allowed network.",
    };

    private static readonly Refusal TooMany = new()
    {
        Code = "webhook.too-many", Paragraph = "ADR 31", German = $"Eine Behörde hat höchstens {Webhook.PerAuthorityMax} Webhooks.",
        English = $"An authority has at most {Webhook.PerAuthorityMax} webhooks.",
    };

    public async Task<IReadOnlyList<Webhook>> ListAsync(CancellationToken cancellationToken) =>
        [.. (await webhooks.ListAsync(Authority, clock.GetUtcNow(), cancellationToken)).Select(Show)];

    public async Task<WebhookReply> PutAsync(WebhookAddress address, CancellationToken cancellationToken)
    {
        var name = NoticeDeskGrain.Checked(address.Name);
        ArgumentOutOfRangeException.ThrowIfNegative(address.After ?? 0, nameof(address));
        if (targets.Parse(address.Url) is not { } url) return new WebhookReply { Refusal = NotAllowed };
        var known = await webhooks.ListAsync(Authority, clock.GetUtcNow(), cancellationToken);
        var isNew = known.All(one => one.Name != name);
        if (isNew && known.Count >= Webhook.PerAuthorityMax) return new WebhookReply { Refusal = TooMany };
        // First, or a silo that sees the new row would begin at the beginning.
        if (isNew) await feed.AcknowledgeAsync(Authority, name, address.After ?? long.MaxValue, cancellationToken);
        var secret = await webhooks.PutAsync(Authority, name, url.AbsoluteUri, clock.GetUtcNow(), cancellationToken);
        return await ReplyAsync(name, secret, cancellationToken);
    }

    public async Task<WebhookReply> RotateAsync(string name, int overlapSeconds, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(overlapSeconds);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(overlapSeconds, Webhook.OverlapSecondsMax);
        var now = clock.GetUtcNow();
        var secret = await webhooks.RotateAsync(Authority, NoticeDeskGrain.Checked(name), now.AddSeconds(overlapSeconds), now, cancellationToken);
        return secret is null ? new WebhookReply() : await ReplyAsync(name, secret, cancellationToken);
    }

    public async Task<WebhookProbe?> ProbeAsync(string name, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        if (await webhooks.FindAsync(Authority, NoticeDeskGrain.Checked(name), now, cancellationToken) is not { } webhook) return null;
        var message = WebhookMessage.Probe(Authority, name, now);
        var began = clock.GetTimestamp();
        var answer = await sender.SendAsync(webhook, message, cancellationToken);
        return new WebhookProbe
        {
            Id = message.Id, SentAt = now, Status = answer.Status, Fault = answer.Fault, ElapsedMs = (long)clock.GetElapsedTime(began).TotalMilliseconds,
        };
    }

    public Task<bool> RemoveAsync(string name, CancellationToken cancellationToken) =>
        webhooks.RemoveAsync(Authority, NoticeDeskGrain.Checked(name), cancellationToken);

    public async Task<WebhooksReply> ListAllAsync(CancellationToken cancellationToken) => Authority == AuthorityKey.Register.Value
        ? new WebhooksReply { Webhooks = [.. (await webhooks.ListAsync(null, clock.GetUtcNow(), cancellationToken)).Select(Show)] }
        : new WebhooksReply { Refusal = ReceiptRefusals.NotTheRegister };

    private static string Authority => VerifiedCaller.Current.Authority;

    private async Task<WebhookReply> ReplyAsync(string name, byte[]? secret, CancellationToken cancellationToken) => new()
    {
        Webhook = (await webhooks.ListAsync(Authority, clock.GetUtcNow(), cancellationToken)).Where(one => one.Name == name).Select(Show).FirstOrDefault(),
        Secret = secret is null ? null : WebhookMessage.Show(secret),
    };

    private Webhook Show(StoredWebhook stored) => new()
    {
        Authority = stored.Authority, Name = stored.Name, Url = stored.Url, CreatedAt = stored.CreatedAt, FormerSecretUntil = stored.FormerUntil,
        Waiting = stored.Waiting, Parked = stored.Parked, Tries = stored.Tries, NextTryAt = stored.NextTryAt, LastFault = stored.LastFault,
        DeliveredAt = stored.DeliveredAt, TriesMax = options.Value.TriesMax,
    };
}
