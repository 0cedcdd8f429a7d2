using AzrActors.Contracts.Records;
using AzrActors.Contracts.Submissions;

namespace AzrActors.Grains.PersonRecords;

/// <summary>Which finding is meant.</summary>
[GenerateSerializer, Immutable, Alias("azr.FindingPlace")]
internal sealed record FindingPlace([property: Id(0)] long Finding, [property: Id(1)] string Rule, [property: Id(2)] string Path, [property: Id(3)] string Field);

/// <summary>Findings of one record that the caller may see.</summary>
/// <param name="AzrNumber">Null where AZRG § 10 Abs. 4 does not let the number leave.</param>
/// <param name="Mends">By the id of the finding: null where no mend can be derived.</param>
[GenerateSerializer, Immutable, Alias("azr.DescribedFindings")]
internal sealed record DescribedFindings([property: Id(0)] string? AzrNumber, [property: Id(1)] IReadOnlyDictionary<long, Entry?> Mends);

/// <summary>
/// One person's record, keyed by its opaque id. Clients cannot reach it; the register desk calls it on behalf of the
/// verified caller.
/// </summary>
internal interface IPersonRecordGrain : IGrainWithGuidKey
{
    /// <summary>Decides and stores one submission, in the order in which they come.</summary>
    [Alias("Submit")] Task<SubmissionReply> SubmitAsync(Submission submission, CancellationToken cancellationToken);

    /// <summary>Decides one submission upon the last stored version and stores nothing of it but the log entry.</summary>
    [Alias("Validate")] Task<ValidationReply> ValidateAsync(Submission submission, CancellationToken cancellationToken);

    /// <summary>Shows the last stored version once the log knows of it; does not wait for a submission that is being stored.</summary>
    /// <param name="request">As the caller sent it.</param>
    [Alias("Read")] Task<RecordReply> ReadAsync(RecordRequest request, CancellationToken cancellationToken);

    /// <summary>Shows the stored versions once the log knows of it.</summary>
    [Alias("History")] Task<HistoryReply> ReadHistoryAsync(HistoryRequest request, CancellationToken cancellationToken);

    /// <summary>Does what the law does to the record on the day by itself, and judges the record anew. Nothing happens twice.</summary>
    [Alias("PassDay")] Task PassDayAsync(CancellationToken cancellationToken);

    /// <summary>What the caller may know of findings about the record, once the log knows of it; null if it may not see the record.</summary>
    [Alias("DescribeFindings")]
    Task<DescribedFindings?> DescribeFindingsAsync(IReadOnlyList<FindingPlace> findings, CancellationToken cancellationToken);

    /// <summary>
    /// Shows the record to whoever searches: in full when it is the person, otherwise what a list of similar persons may
    /// hold (AZRG § 10 Abs. 3). Logged before the answer. No view when the caller may not see it, or it is none any more.
    /// </summary>
    [Alias("Glance")] Task<RecordReply> GlanceAsync(Glance glance, CancellationToken cancellationToken);

    /// <summary>
    /// The number of a record that a search or a dry run has shown to the caller just before; null when the caller may not see it
    /// any more. Nothing new is told, and that look is logged: this is not.
    /// </summary>
    [Alias("ShownNumber")] Task<string?> FindShownNumberAsync(CancellationToken cancellationToken);

    /// <summary>Has every record that this one says is of somebody else say so of this one, too.</summary>
    [Alias("SpreadDifferences")] Task SpreadDifferencesAsync(CancellationToken cancellationToken);

    /// <summary>Says of the other record what that one says of this; nothing if it does already.</summary>
    [Alias("StateDifferent")] Task StateDifferentAsync(MirroredDifference difference, CancellationToken cancellationToken);

    /// <summary>Says no more of the other record that its person differs, unless that was said after the withdrawal; nothing if it does not say so.</summary>
    [Alias("WithdrawDifference")] Task WithdrawDifferenceAsync(DifferenceWithdrawal withdrawal, CancellationToken cancellationToken);

    /// <summary>Says nothing any more but where to look. Nothing if it does already.</summary>
    /// <returns>False when the record is erased, or says that the persons differ.</returns>
    [Alias("MergeInto")] Task<bool> MergeIntoAsync(MergeOrder order, CancellationToken cancellationToken);

    /// <summary>Says everything that the other one said. Nothing if it does already.</summary>
    /// <returns>False when the record is erased, or says that the persons differ.</returns>
    [Alias("TakeOver")] Task<bool> TakeOverAsync(MergeOrder order, CancellationToken cancellationToken);

    /// <summary>Parts from the other one, or becomes what it was; nothing if it has done so already.</summary>
    [Alias("Rebuild")] Task RebuildAsync(MergeOrder order, CancellationToken cancellationToken);
}

/// <summary>What a search wants to see of a record.</summary>
/// <param name="Query">What was searched with, for the log.</param>
/// <param name="InFull">The record is the person searched for, or one of two that are compared; otherwise it is one among similar ones.</param>
[GenerateSerializer, Immutable, Alias("azr.Glance")]
internal sealed record Glance(
    [property: Id(0)] string Query, [property: Id(1)] string? FileReference, [property: Id(2)] IReadOnlyList<string>? Stating, [property: Id(3)] bool InFull);

/// <summary>A statement that persons differ, for the other of the two records.</summary>
[GenerateSerializer, Immutable, Alias("azr.MirroredDifference")]
internal sealed record MirroredDifference(
    [property: Id(0)] string OtherNumber, [property: Id(1)] string Reason, [property: Id(2)] string Authority, [property: Id(3)] string FileReference,
    [property: Id(4)] Guid SubmissionId, [property: Id(5)] DateOnly OccurredOn, [property: Id(6)] string Basis);

/// <summary>It is in question again whether the persons of two records differ; for one of them.</summary>
/// <param name="Pair">Number of the pair.</param>
/// <param name="At">When the official decided so.</param>
[GenerateSerializer, Immutable, Alias("azr.DifferenceWithdrawal")]
internal sealed record DifferenceWithdrawal(
    [property: Id(0)] Guid Other, [property: Id(1)] long Pair, [property: Id(2)] DateTimeOffset At, [property: Id(3)] string Authority,
    [property: Id(4)] string Reason);

/// <summary>One merge, for one of its two records.</summary>
[GenerateSerializer, Immutable, Alias("azr.MergeOrder")]
internal sealed record MergeOrder(
    [property: Id(0)] Guid Case, [property: Id(1)] Guid Other, [property: Id(2)] string OtherNumber, [property: Id(3)] IReadOnlyList<string> Receivers);
