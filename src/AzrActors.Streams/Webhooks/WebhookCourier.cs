using System.Security.Cryptography;
using AzrActors.Journal;
using AzrActors.Journal.Receipts;
using AzrActors.Journal.Webhooks;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace AzrActors.Streams.Webhooks;

/// <summary>
/// Sends stored notices to the addresses of offices, each feed in order, at least once. Of all silos one sends for a webhook at a
/// time. What fails is tried again after growing pauses and then set aside; later notices of the same person wait behind it.
/// </summary>
internal sealed partial class WebhookCourier(
    WebhookBook webhooks, INoticeFeed feed, INoticeParking parking, NoticeLetters letters, WebhookSender sender, IOptions<WebhookOptions> options,
    TimeProvider time, ILogger<WebhookCourier> logger) : PacedService(options.Value.Pace, time, logger)
{
    private const int AtOnce = 8;
    private const int PageSize = 50;

    /// <summary>A lease is longer than the time to work under it and one more answer together.</summary>
    private static readonly TimeSpan Lease = TimeSpan.FromSeconds(45);

    private static readonly TimeSpan Work = TimeSpan.FromSeconds(15);

    /// <summary>Pause after which a row that was tampered with is looked at again.</summary>
    private static readonly TimeSpan TamperedPause = TimeSpan.FromMinutes(10);

    protected override async Task RoundAsync(CancellationToken cancellationToken)
    {
        var now = Time.GetUtcNow();
        var due = await webhooks.TakeDueAsync(AtOnce, now, now + Lease, cancellationToken);
        await Task.WhenAll(due.Select(webhook => ServeAsync(webhook, now + Work, cancellationToken)));
    }

    private async Task ServeAsync(OpenedWebhook webhook, DateTimeOffset until, CancellationToken cancellationToken)
    {
        if (webhook.Secrets.Count == 0)
        {
            LogTampered(logger, webhook.Authority, webhook.Name);
            await webhooks.GiveBackAsync(webhook, webhook.Tries, Time.GetUtcNow() + TamperedPause, WebhookAnswer.SealBroken, null, cancellationToken);
            return;
        }
        var run = new Run(webhook, until) { Tries = webhook.Tries };
        try
        {
            await ReplayAsync(run, cancellationToken);
            while (run.NextTryAt is null && Time.GetUtcNow() < until && await SendPageAsync(run, cancellationToken))
                continue;
        }
        catch (CryptographicException failure)
        {
            LogNotOpened(logger, failure, webhook.Authority, webhook.Name);
            (run.Fault, run.NextTryAt) = ("not readable", Time.GetUtcNow() + options.Value.PauseMax);
        }
        await webhooks.GiveBackAsync(webhook, run.Tries, run.NextTryAt, run.Fault, run.DeliveredAt, cancellationToken);
    }

    /// <summary>Sends what was asked for again, each person's in order; who fails again waits with all of theirs.</summary>
    private async Task ReplayAsync(Run run, CancellationToken cancellationToken)
    {
        var (authority, name) = (run.Webhook.Authority, run.Webhook.Name);
        var failed = new Dictionary<string, long>();
        var asked = (await parking.ListAsync(authority, name, 0, 1_000, cancellationToken)).Where(parked => parked.ReplayAskedAt is not null);
        foreach (var parked in asked.TakeWhile(_ => Time.GetUtcNow() < run.Until))
        {
            if (failed.TryGetValue(parked.Person, out var behind))
                await parking.ParkAsync(authority, name, parked with { Tries = 0, Reason = "waits", Behind = behind }, cancellationToken);
            else if (await ReadAsync(run, parked.Sequence - 1, 1, cancellationToken) is not [var stored] || await SendAsync(run, stored, cancellationToken) is not { } fault)
                await parking.ReleaseAsync(authority, name, parked.Sequence, cancellationToken);
            else
            {
                failed[parked.Person] = parked.Sequence;
                await parking.ParkAsync(authority, name, parked with { Tries = 1, Reason = fault, Behind = null }, cancellationToken);
            }
        }
    }

    /// <returns>False at the end of the feed, or when the next notice has to wait.</returns>
    private async Task<bool> SendPageAsync(Run run, CancellationToken cancellationToken)
    {
        var (authority, name) = (run.Webhook.Authority, run.Webhook.Name);
        var page = await ReadAsync(run, await feed.GetPositionAsync(authority, name, cancellationToken), PageSize, cancellationToken);
        foreach (var stored in page)
        {
            if (Time.GetUtcNow() >= run.Until) return false;
            var person = stored.Notice.Person;
            if (await parking.FindFirstAsync(authority, name, person, cancellationToken) is { } behind && behind < stored.Sequence)
                await parking.ParkAsync(authority, name, new ParkedLetter(stored.Sequence, person, 0, "waits", behind), cancellationToken);
            else if (await SendAsync(run, stored, cancellationToken) is { } fault)
            {
                run.Tries++;
                if (run.Tries < options.Value.TriesMax)
                {
                    run.NextTryAt = Time.GetUtcNow() + options.Value.PauseAfter(run.Tries);
                    return false;
                }
                await parking.ParkAsync(authority, name, new ParkedLetter(stored.Sequence, person, run.Tries, fault, null), cancellationToken);
                LogParked(logger, authority, name, stored.Sequence, run.Tries);
            }
            run.Tries = 0;
            // After parking, so that a silo that dies between the two sends again rather than never.
            await feed.AcknowledgeAsync(authority, name, stored.Sequence, cancellationToken);
        }
        return page.Count > 0;
    }

    private async Task<IReadOnlyList<StoredNotice>> ReadAsync(Run run, long after, int limit, CancellationToken cancellationToken) =>
        (await feed.ReadAsync(run.Webhook.Authority, after, limit, cancellationToken)).Notices;

    private async Task<string?> SendAsync(Run run, StoredNotice stored, CancellationToken cancellationToken)
    {
        run.Fault = (await sender.SendAsync(run.Webhook, WebhookMessage.Of(run.Webhook.Name, letters.ToLetter(stored)), cancellationToken)).Fault;
        if (run.Fault is null) run.DeliveredAt = Time.GetUtcNow();
        return run.Fault;
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "A notice for webhook {Authority}/{Name} could not be read")]
    private static partial void LogNotOpened(ILogger logger, Exception failure, string authority, string name);

    [LoggerMessage(Level = LogLevel.Error, Message = "The row of webhook {Authority}/{Name} is not what the register stored; nothing is sent there")]
    private static partial void LogTampered(ILogger logger, string authority, string name);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Webhook {Authority}/{Name} did not take notice {Sequence} in {Tries} tries; it is parked")]
    private static partial void LogParked(ILogger logger, string authority, string name, long sequence, int tries);

    /// <summary>One stretch of work for one webhook.</summary>
    private sealed class Run(OpenedWebhook webhook, DateTimeOffset until)
    {
        public OpenedWebhook Webhook => webhook;
        public DateTimeOffset Until => until;
        public int Tries { get; set; }
        public DateTimeOffset? NextTryAt { get; set; }
        public string? Fault { get; set; }
        public DateTimeOffset? DeliveredAt { get; set; }
    }
}
