using AzrActors.Api.Live;
using AzrActors.Client;
using AzrActors.Contracts.Notices;
using AzrActors.Contracts.Receipts;

namespace AzrActors.Api.Pages;

/// <summary>A notice that nobody of the authority has taken over or refused for good.</summary>
public sealed record IncomingNotice(Notice Notice, NoticeStanding Standing)
{
    /// <summary>Place of the value that names a merge for which consent is asked.</summary>
    public const string CasePath = "merge/case";
}

/// <summary>What waits of an authority's newest notices.</summary>
/// <param name="Open">Oldest first, at most as many as were asked for.</param>
/// <param name="Later">What waits besides, of which nothing was read.</param>
/// <param name="Last">Number of the newest notice of the feed, 0 while it is empty.</param>
public sealed record IncomingNotices(IReadOnlyList<IncomingNotice> Open, IReadOnlyList<NoticeStanding> Later, long Last);

/// <summary>What the official decides about notices.</summary>
public enum IncomingDecision
{
    Accept = 1,
    Refuse = 2,
    AskBack = 3,
    SetAside = 4,
}

/// <summary>
/// The notices of an authority that wait for a decision, and the receipts by which officials decide. A receipt covers a
/// range: what lies undecided between is set aside by it and gets a receipt of its own later.
/// </summary>
public sealed class Incoming(IAzrClient client)
{
    /// <summary>So many of the newest notices are looked at; what is open longer ago is reported as lag to the operators.</summary>
    public const int Reach = 1_000;

    /// <summary>Open notices among the newest <see cref="Reach"/>.</summary>
    /// <param name="atMost">Reads only so many of the oldest of them.</param>
    public async Task<IncomingNotices> ListAsync(int atMost, CancellationToken cancellationToken)
    {
        var last = await NoticeFeed.LastAsync(client, cancellationToken);
        var after = Math.Max(0, last - Reach);
        if (last == 0) return new IncomingNotices([], [], 0);
        var open = (await client.Deliveries.ListStandingsAsync(after, (int)(last - after), cancellationToken)).Where(IsOpen).ToList();
        var listed = open.Take(atMost).ToDictionary(standing => standing.Sequence);
        if (listed.Count == 0) return new IncomingNotices([], [], last);
        var notices = await ReadAsync(listed.Keys.Min(), listed.Keys.Max(), cancellationToken);
        return new IncomingNotices(
            [.. notices.Where(notice => listed.ContainsKey(notice.Sequence)).Select(notice => new IncomingNotice(notice, listed[notice.Sequence]))],
            [.. open.Skip(atMost)], last);
    }

    /// <summary>Gives the receipts that say the decision.</summary>
    /// <param name="sequences">Open notices.</param>
    /// <param name="reason">Of a refusal.</param>
    /// <param name="text">For the official who caused the notice; no data of the person.</param>
    /// <returns>Null when it was taken, else why not, in German.</returns>
    public async Task<string?> DecideAsync(
        IReadOnlyCollection<long> sequences, IncomingDecision decision, NoticeRefusalReason reason, string text, CancellationToken cancellationToken)
    {
        var received = await client.Deliveries.GetReceivedAsync(cancellationToken);
        foreach (var sequence in sequences.Where(one => one <= received && decision != IncomingDecision.SetAside).Order())
            if (await GiveAsync(sequence, sequence, [sequence], decision, reason, text, cancellationToken) is { } fault) return fault;
        var news = sequences.Where(one => one > received).ToHashSet();
        for (var first = received + 1; news.Count > 0 && first <= news.Max(); first += NoticeReceipt.NoticesMax)
        {
            var last = Math.Min(news.Max(), first + NoticeReceipt.NoticesMax - 1);
            if (await GiveAsync(first, last, news, decision, reason, text, cancellationToken) is { } fault) return fault;
        }
        return null;
    }

    private static bool IsOpen(NoticeStanding standing) =>
        standing.Status is DeliveryStatus.Waiting or DeliveryStatus.Parked || standing.Reason == NoticeRefusalReason.AskedBack;

    private async Task<string?> GiveAsync(
        long first, long last, HashSet<long> decided, IncomingDecision decision, NoticeRefusalReason reason, string text,
        CancellationToken cancellationToken)
    {
        var notices = await ReadAsync(first, last, cancellationToken);
        if (notices.Count != last - first + 1) return "Diese Meldungen gibt es nicht.";
        var here = notices.Select(notice => notice.Sequence).ToList();
        var isRefused = decision is IncomingDecision.Refuse or IncomingDecision.AskBack;
        var reply = await client.Deliveries.GiveAsync(
            new NoticeReceipt
            {
                Recipient = client.Caller.Authority,
                First = first,
                Last = last,
                Hash = NoticeHash.OfRange([.. notices.SelectMany(NoticeHash.Of)]),
                Refused = isRefused
                    ? [.. here.Where(decided.Contains).Select(one => new NoticeRefusal
                    {
                        Sequence = one, Text = text, Reason = decision == IncomingDecision.AskBack ? NoticeRefusalReason.AskedBack : reason,
                    })]
                    : [],
                Parked = [.. here.Where(one => decision == IncomingDecision.SetAside || !decided.Contains(one))],
            },
            cancellationToken);
        return reply.Refusal?.German;
    }

    private async Task<IReadOnlyList<Notice>> ReadAsync(long first, long last, CancellationToken cancellationToken)
    {
        var notices = new List<Notice>();
        while (first <= last)
        {
            // A page also ends where it would grow too large for a message.
            var page = await client.ReadNoticesAsync(first - 1, (int)(last - first + 1), cancellationToken);
            if (page.Notices.Count == 0) break;
            notices.AddRange(page.Notices);
            first = page.Notices[^1].Sequence + 1;
        }
        return notices;
    }
}
