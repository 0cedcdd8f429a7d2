using AzrActors.Contracts.Notices;
using AzrActors.Contracts.Receipts;
using AzrActors.Contracts.Webhooks;

namespace AzrActors.Api.Pages;

/// <summary>What became of one notice at a webhook. It names no person: that is a matter of the notice itself.</summary>
/// <param name="Standing">In words.</param>
/// <param name="Badge">Class of the badge that shows it.</param>
/// <param name="CanRepeat">It is set aside, and nobody has asked for it yet.</param>
public sealed record WebhookDelivery(long Sequence, NoticeKind Kind, DateTimeOffset RecordedAt, string Standing, string Badge, bool CanRepeat)
{
    /// <summary>The newest notices of the feed since there is the webhook, newest first, and what became of each.</summary>
    /// <param name="page">Read before the webhook, so that at worst something shows as waiting that has just been sent.</param>
    public static IReadOnlyList<WebhookDelivery> Of(Webhook webhook, IReadOnlyList<Notice> page, long last, IReadOnlyList<ParkedNotice> parked)
    {
        var position = last - webhook.Waiting;
        var aside = parked.ToDictionary(one => one.Sequence);
        return [.. page.Where(notice => notice.RecordedAt >= webhook.CreatedAt || notice.Sequence > position || aside.ContainsKey(notice.Sequence)).Select(Show)];

        WebhookDelivery Show(Notice notice)
        {
            var set = aside.GetValueOrDefault(notice.Sequence);
            var canRepeat = set is { ReplayAskedAt: null };
            var (text, badge) = set is not null ? (canRepeat ? $"geparkt: {WebhookText.Reason(set)}" : "wird erneut zugestellt", "azr-badge--parked")
                : notice.Sequence <= position ? ("zugestellt", "azr-badge--received")
                : notice.Sequence == position + 1 && webhook.Tries > 0 ? ($"{GermanText.Count(webhook.Tries, "Versuch", "Versuche")} gescheitert", "azr-badge--refused")
                : ("wartet", "azr-badge--waiting");
            return new WebhookDelivery(notice.Sequence, notice.Kind, notice.RecordedAt, text, badge, canRepeat);
        }
    }
}
