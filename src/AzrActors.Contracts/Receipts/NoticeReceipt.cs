namespace AzrActors.Contracts.Receipts;

/// <summary>Why a recipient refuses a notice. A closed list, so that senders can act on it.</summary>
public enum NoticeRefusalReason
{
    /// <summary>The recipient is not responsible for the person.</summary>
    NotResponsible = 1,

    /// <summary>The recipient cannot assign the notice to a person.</summary>
    PersonNotFound = 2,

    /// <summary>The notice contradicts what the recipient knows better; it reports its doubt besides (AZRG § 8).</summary>
    ContradictsOwnRecords = 3,

    /// <summary>The recipient's procedure cannot process what the notice says.</summary>
    NotProcessable = 4,

    /// <summary>The recipient asks back before it takes the notice over; it may take it over later by a receipt of its own.</summary>
    AskedBack = 5,
}

/// <summary>One notice that its recipient refuses.</summary>
[GenerateSerializer, Immutable, Alias("azr.NoticeRefusal")]
public sealed record NoticeRefusal
{
    [Id(0)] public required long Sequence { get; init; }

    [Id(1)] public required NoticeRefusalReason Reason { get; init; }

    /// <summary>For the official who handed in the submission, at most 200 characters; no data of the person.</summary>
    [Id(2)] public string Text { get; init; } = "";
}

/// <summary>
/// What an authority says of the notices <see cref="First"/> to <see cref="Last"/> of its feed: they have reached it and it
/// has taken them over, but for those it names. One receipt covers a page or a single notice.
/// </summary>
/// <remarks>
/// A receipt is the authority's word about the letter, given once and kept; a position is the cursor of one of its
/// programs (<see cref="Doors.INoticeDesk.AcknowledgeAsync"/>) and proves nothing. The SDK gives the receipt first and
/// moves the position afterwards.
/// </remarks>
[GenerateSerializer, Immutable, Alias("azr.NoticeReceipt")]
public sealed record NoticeReceipt
{
    /// <summary>Most notices of one receipt.</summary>
    public const int NoticesMax = 1000;

    /// <summary>Longest text of a refusal, in characters.</summary>
    public const int TextLengthMax = 200;

    /// <summary>Authority key of who gives the receipt.</summary>
    [Id(0)] public required string Recipient { get; init; }

    [Id(1)] public required long First { get; init; }

    /// <summary>At most 999 above <see cref="First"/>.</summary>
    [Id(2)] public required long Last { get; init; }

    /// <summary>Hash over all notices from first to last as the recipient got them (<see cref="NoticeHash.OfRange"/>).</summary>
    [Id(3)] public required string Hash { get; init; }

    /// <summary>Notices that are refused, by rising sequence.</summary>
    [Id(4)] public IReadOnlyList<NoticeRefusal> Refused { get; init; } = [];

    /// <summary>Notices that arrived but are set aside and not taken over yet, rising; each gets a receipt of its own later.</summary>
    [Id(5)] public IReadOnlyList<long> Parked { get; init; } = [];

    /// <summary>What is wrong with its form, for whoever wrote it; null if nothing is.</summary>
    public string? FindFault() => this switch
    {
        { First: < 1 } => "'first' is a sequence from 1.",
        _ when Last < First || Last - First >= NoticesMax => "'last' is at least 'first' and at most 999 above it.",
        _ when !Rises(Refused.Select(refused => refused.Sequence)) || !Rises(Parked) => "Sequences in a receipt rise and lie within it.",
        _ when Refused.Any(refused => Parked.Contains(refused.Sequence)) => "A notice is refused or parked, not both.",
        _ when Refused.Any(refused => !Enum.IsDefined(refused.Reason)) => "The reason of a refusal is one of the list.",
        _ when Refused.Any(refused => refused.Text.Length > TextLengthMax || refused.Text.Any(char.IsControl)) =>
            "The text of a refusal has at most 200 characters and no control characters.",
        _ => null,
    };

    private bool Rises(IEnumerable<long> sequences)
    {
        var before = First - 1;
        foreach (var sequence in sequences)
        {
            if (sequence <= before || sequence > Last) return false;
            before = sequence;
        }
        return true;
    }
}

/// <summary>A receipt and the signature of whoever gives it.</summary>
[GenerateSerializer, Immutable, Alias("azr.SignedNoticeReceipt")]
public sealed record SignedNoticeReceipt
{
    [Id(0)] public required NoticeReceipt Receipt { get; init; }

    /// <summary>
    /// A token in the form of <see cref="Doors.CallerAssertion"/>, good for no call: its <c>mth</c> is
    /// <see cref="ReceiptStatement.Method"/> and its <c>bdy</c> the hash of the receipt. It stays with the receipt for ever.
    /// </summary>
    [Id(1)] public required string Statement { get; init; }
}

/// <summary>The register's answer to a receipt.</summary>
[GenerateSerializer, Immutable, Alias("azr.ReceiptReply")]
public sealed record ReceiptReply
{
    /// <summary>Number up to which the recipient has given receipts.</summary>
    [Id(0)] public required long ReceivedUpTo { get; init; }

    /// <summary>True when everything was said before; the earlier receipt counts.</summary>
    [Id(1)] public bool Repeated { get; init; }

    /// <summary>Set when the receipt was refused: <c>receipt.never-sent</c>, <c>receipt.other-content</c> and others.</summary>
    [Id(2)] public Submissions.Refusal? Refusal { get; init; }
}
