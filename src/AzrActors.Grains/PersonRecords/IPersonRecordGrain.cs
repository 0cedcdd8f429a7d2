using AzrActors.Contracts.Records;
using AzrActors.Contracts.Submissions;

namespace AzrActors.Grains.PersonRecords;

/// <summary>Which finding is meant.</summary>
[GenerateSerializer, Immutable]
internal sealed record FindingPlace([property: Id(0)] long Finding, [property: Id(1)] string Rule, [property: Id(2)] string Path, [property: Id(3)] string Field);

/// <summary>Findings of one record that the caller may see.</summary>
/// <param name="AzrNumber">Null where AZRG § 10 Abs. 4 does not let the number leave.</param>
/// <param name="Mends">By the id of the finding: null where no mend can be derived.</param>
[GenerateSerializer, Immutable]
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
}
