using AzrActors.Contracts.Doors;
using AzrActors.Contracts.Submissions;

namespace AzrActors.Contracts.Webhooks;

/// <summary>
/// Where an authority says to which address its notices are to be sent. What is sent is what its feed holds, and nothing else;
/// how far it has come is a position under the webhook's name, and what was set aside is parked under it.
/// </summary>
[AgencyFacing, Alias("azr.IWebhookDesk")]
public interface IWebhookDesk : IGrainWithIntegerKey
{
    /// <summary>The caller's own webhooks, by name.</summary>
    [Alias("List")] Task<IReadOnlyList<Webhook>> ListAsync(CancellationToken cancellationToken);

    /// <summary>Makes a webhook, or lets one send to another address from now on.</summary>
    [Alias("Put")] Task<WebhookReply> PutAsync(WebhookAddress address, CancellationToken cancellationToken);

    /// <summary>
    /// Makes a new secret; the former signs beside it for <paramref name="overlapSeconds"/> (0 to 604,800). While two are in force
    /// none is made: the newest is told again, and the former ends after that time if that is earlier.
    /// </summary>
    [Alias("Rotate")] Task<WebhookReply> RotateAsync(string name, int overlapSeconds, CancellationToken cancellationToken);

    /// <summary>
    /// Sends a signed message about nobody to the address now, once, and says what came back. Notices, position and what is set aside
    /// stay as they are.
    /// </summary>
    /// <returns>Null if the caller has none of the name.</returns>
    [Alias("Probe")] Task<WebhookProbe?> ProbeAsync(string name, CancellationToken cancellationToken);

    /// <summary>Sends no more and forgets what was set aside.</summary>
    /// <returns>False if there was none of the name.</returns>
    [Alias("Remove")] Task<bool> RemoveAsync(string name, CancellationToken cancellationToken);

    /// <summary>The webhooks of all authorities. The register authority only.</summary>
    [Alias("ListAll")] Task<WebhooksReply> ListAllAsync(CancellationToken cancellationToken);
}

/// <summary>Where notices are to be sent.</summary>
[GenerateSerializer, Immutable, Alias("azr.WebhookAddress")]
public sealed record WebhookAddress
{
    public const int UrlLengthMax = 500;

    public const int NameLengthMax = 64;

    /// <summary>1 to <see cref="NameLengthMax"/> characters of a-z, 0-9 and '-'; a name of a subscription that no program uses.</summary>
    [Id(0)] public required string Name { get; init; }

    /// <summary>Absolute, https, without user and fragment, at most 500 characters.</summary>
    [Id(1)] public required string Url { get; init; }

    /// <summary>A new webhook begins behind this sequence; null for the end of the feed.</summary>
    [Id(2)] public long? After { get; init; }
}

/// <summary>A webhook and how it stands.</summary>
[GenerateSerializer, Immutable, Alias("azr.Webhook")]
public sealed record Webhook
{
    /// <summary>Longest time for which a former secret signs beside the new one: seven days, in seconds.</summary>
    public const int OverlapSecondsMax = 604_800;

    /// <summary>More than an office has programs; a page shows them all.</summary>
    public const int PerAuthorityMax = 10;

    [Id(0)] public required string Authority { get; init; }

    [Id(1)] public required string Name { get; init; }

    [Id(2)] public required string Url { get; init; }

    [Id(3)] public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>Until when the former secret signs too; null when there is one secret.</summary>
    [Id(4)] public DateTimeOffset? FormerSecretUntil { get; init; }

    /// <summary>Notices that were not sent yet.</summary>
    [Id(5)] public required long Waiting { get; init; }

    /// <summary>Notices that are set aside.</summary>
    [Id(6)] public required long Parked { get; init; }

    /// <summary>How often the notice that is next has failed.</summary>
    [Id(7)] public required int Tries { get; init; }

    /// <summary>When it is tried again; null when it is not waiting for that.</summary>
    [Id(8)] public DateTimeOffset? NextTryAt { get; init; }

    /// <summary>Kind of the last fault, such as <c>status 500</c>; null when the last try succeeded.</summary>
    [Id(9)] public string? LastFault { get; init; }

    /// <summary>When a notice was taken last; null if none was.</summary>
    [Id(10)] public DateTimeOffset? DeliveredAt { get; init; }

    /// <summary>After so many tries a notice is set aside; null from a silo of the former build.</summary>
    [Id(11)] public int? TriesMax { get; init; }
}

/// <summary>What became of a message that was sent to a webhook to try it (Probezustellung).</summary>
[GenerateSerializer, Immutable, Alias("azr.WebhookProbe")]
public sealed record WebhookProbe
{
    /// <summary>Its <c>webhook-id</c>, by which the office finds it in its own log.</summary>
    [Id(0)] public required string Id { get; init; }

    [Id(1)] public required DateTimeOffset SentAt { get; init; }

    /// <summary>HTTP status of the answer; null when none came.</summary>
    [Id(2)] public int? Status { get; init; }

    /// <summary>Kind of the fault, as in <see cref="Webhook.LastFault"/>; null when the office took it.</summary>
    [Id(3)] public string? Fault { get; init; }

    /// <summary>Milliseconds until the answer, or until none was waited for any more.</summary>
    [Id(4)] public required long ElapsedMs { get; init; }
}

/// <summary>Answer about one webhook.</summary>
[GenerateSerializer, Immutable, Alias("azr.WebhookReply")]
public sealed record WebhookReply
{
    /// <summary>Null when refused, or when the caller has none of the name.</summary>
    [Id(0)] public Webhook? Webhook { get; init; }

    /// <summary>Shown when it was made and when it is rotated: <c>whsec_</c> and base64 of 32 bytes.</summary>
    [Id(1)] public string? Secret { get; init; }

    [Id(2)] public Refusal? Refusal { get; init; }
}

/// <summary>Answer to the register authority.</summary>
[GenerateSerializer, Immutable, Alias("azr.WebhooksReply")]
public sealed record WebhooksReply
{
    [Id(0)] public IReadOnlyList<Webhook> Webhooks { get; init; } = [];

    [Id(1)] public Refusal? Refusal { get; init; }
}
