using AzrActors.Contracts.Notices;
using AzrActors.Contracts.Receipts;

namespace AzrActors.Client.Receipts;

/// <summary>What a handler says of a notice once it is through with it.</summary>
/// <param name="Refusal">Why the authority refuses it; null if it takes it over.</param>
/// <param name="Text">For the official who handed in the submission, at most 200 characters; no data of the person.</param>
public sealed record NoticeVerdict(NoticeRefusalReason? Refusal, string Text = "")
{
    public static NoticeVerdict Accepted { get; } = new((NoticeRefusalReason?)null);

    public static NoticeVerdict Refused(NoticeRefusalReason reason, string text = "") => new(reason, text);
}

/// <summary>How a <see cref="NoticeSubscriber"/> deals with notices.</summary>
public sealed record SubscriptionOptions
{
    /// <summary>
    /// Whether receipts are given, with the handler's verdict. Switch it off for a program that only watches: a receipt is
    /// the word of the whole authority.
    /// </summary>
    public bool GivesReceipts { get; init; } = true;

    /// <summary>Begin behind this sequence; null begins where the register knows the subscription to be.</summary>
    public long? After { get; init; }

    /// <summary>How often the handler is called with a notice before that is parked; at least 1.</summary>
    public int TriesMax { get; init; } = 5;

    /// <summary>Pause after the first failure; each further one is twice as long.</summary>
    public TimeSpan FirstPause { get; init; } = TimeSpan.FromMilliseconds(200);

    /// <summary>Longest pause between two tries.</summary>
    public TimeSpan LongestPause { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>
    /// Whether a failure is the notice's. If not, it ends the subscription: a full disk would otherwise park notice after
    /// notice. Cancelling and a register out of reach never are.
    /// </summary>
    public Func<Exception, bool> IsPoison { get; init; } = _ => true;

    /// <summary>Called when a notice was parked, before later ones come; may come again after a crash.</summary>
    public Func<Notice, CancellationToken, Task> OnParked { get; init; } = (_, _) => Task.CompletedTask;

    /// <summary>How often a program that has parked notices asks whether they are to be delivered again.</summary>
    public TimeSpan ReplayLook { get; init; } = TimeSpan.FromSeconds(5);
}
