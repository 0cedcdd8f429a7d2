using AzrActors.Contracts.Notices;
using AzrActors.Contracts.Receipts;

namespace AzrActors.Client.Receipts;

/// <summary>What is to be said of notices that were handled and have no receipt yet, in feed order without a gap.</summary>
/// <param name="received">Number behind which it begins.</param>
internal sealed class ReceiptBook(string recipient, long received)
{
    private readonly List<Line> _lines = [];

    /// <summary>Number of the last notice in the book or before it.</summary>
    public long Last { get; private set; } = received;

    public bool IsEmpty => _lines.Count == 0;

    /// <param name="verdict">Null for a notice that was parked.</param>
    public void Add(Notice notice, NoticeVerdict? verdict)
    {
        if (notice.Sequence != Last + 1) throw new ArgumentException($"After {Last} comes {Last + 1}, not {notice.Sequence}.", nameof(notice));
        _lines.Add(new Line(NoticeHash.Of(notice), verdict));
        Last = notice.Sequence;
    }

    /// <summary>
    /// Begins anew behind a number, with hashes of the notices that follow it. Verdicts stay, and so do notices beyond the
    /// hashes.
    /// </summary>
    /// <param name="verdictOf">Of notices that were not in the book.</param>
    public void Rebuild(long received, IReadOnlyList<byte[]> hashes, Func<long, NoticeVerdict?> verdictOf)
    {
        var (first, behind) = (First, received + hashes.Count);
        List<Line> rebuilt = [.. hashes.Select((hash, index) => new Line(hash, VerdictOf(received + 1 + index)))];
        rebuilt.AddRange(_lines.Skip((int)Math.Max(0, behind - first + 1)));
        var last = Math.Max(Last, behind);
        _lines.Clear();
        _lines.AddRange(rebuilt);
        Last = last;

        NoticeVerdict? VerdictOf(long sequence) =>
            sequence >= first && sequence <= Last ? _lines[(int)(sequence - first)].Verdict : verdictOf(sequence);
    }

    /// <summary>A receipt for the oldest notices in the book, as many as fit into one.</summary>
    public NoticeReceipt Write()
    {
        var lines = _lines.Take(NoticeReceipt.NoticesMax).ToList();
        return Receipt(recipient, First, lines);
    }

    /// <summary>A receipt for one notice alone.</summary>
    public static NoticeReceipt WriteOne(Notice notice, NoticeVerdict verdict) =>
        Receipt(notice.Recipient, notice.Sequence, [new Line(NoticeHash.Of(notice), verdict)]);

    /// <summary>The register has receipts up to here.</summary>
    public void Given(long upTo)
    {
        _lines.RemoveRange(0, (int)Math.Clamp(upTo - First + 1, 0, _lines.Count));
        Last = Math.Max(Last, upTo);
    }

    private long First => Last - _lines.Count + 1;

    private static NoticeReceipt Receipt(string recipient, long first, List<Line> lines) => new()
    {
        Recipient = recipient,
        First = first,
        Last = first + lines.Count - 1,
        Hash = NoticeHash.OfRange(lines.SelectMany(line => line.Hash).ToArray()),
        Refused =
        [
            .. lines.Select((line, index) => (line.Verdict, Sequence: first + index)).Where(said => said.Verdict?.Refusal is not null)
                .Select(said => new NoticeRefusal { Sequence = said.Sequence, Reason = said.Verdict!.Refusal!.Value, Text = said.Verdict.Text }),
        ],
        Parked =
        [
            .. lines.Select((line, index) => (line.Verdict, Sequence: first + index))
                .Where(said => said.Verdict is null).Select(said => said.Sequence),
        ],
    };

    private sealed record Line(byte[] Hash, NoticeVerdict? Verdict);
}
