using System.ComponentModel.DataAnnotations;

namespace AzrActors.Streams;

/// <summary>How stored notices become stream events. All silos of a cluster use the same values.</summary>
public sealed class NoticeStreamOptions
{
    /// <summary>
    /// Recipients are spread over this many queues, queues over silos. Recipients of one queue wait for each other only
    /// while one of them is looked up for the first time.
    /// </summary>
    [Range(1, 256)] public int QueueCount { get; set; } = 8;

    /// <summary>Notices read from a feed at once and delivered in one message.</summary>
    [Range(1, 1000)] public int PageSize { get; set; } = 256;

    /// <summary>Feeds of one queue that are read in one look.</summary>
    [Range(1, 1000)] public int FeedsReadAtOnce { get; set; } = 64;

    /// <summary>
    /// Notices one queue keeps for subscribers that have not taken them yet. Beyond it the recipient with the longest
    /// row loses its oldest page here (not in its feed) and fetches it at the notice desk.
    /// </summary>
    [Range(1000, 1_000_000)] public int NoticesKept { get; set; } = 4096;

    /// <summary>A feed further behind than this is not caught up over the stream: the backlog is the subscriber's pull.</summary>
    [Range(1, 100_000)] public int BacklogMax { get; set; } = 1024;

    /// <summary>How rarely the feed of a recipient without subscriber is looked at.</summary>
    public TimeSpan UnheardPause { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>
    /// How often a subscriber to whom nothing was sent is told where its feed ends: whatever was lost on the way, it notices
    /// within this time. Costs one statement per queue and one small message per idle subscriber. 50 ms to a minute.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:00.050", "00:01:00")] public TimeSpan Heartbeat { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>How long one read waits for news before it gives the agent its turn to tidy up.</summary>
    public TimeSpan WaitForNews { get; set; } = TimeSpan.FromSeconds(5);
}
