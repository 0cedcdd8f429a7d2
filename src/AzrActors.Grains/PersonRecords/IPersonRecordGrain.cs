using AzrActors.Contracts.Records;
using AzrActors.Contracts.Submissions;

namespace AzrActors.Grains.PersonRecords;

/// <summary>
/// One person's record, keyed by its opaque id. Clients cannot reach it; the register desk calls it on behalf of the
/// verified caller.
/// </summary>
internal interface IPersonRecordGrain : IGrainWithGuidKey
{
    /// <summary>Decides and stores one submission, in the order in which they come.</summary>
    [Alias("Submit")] Task<SubmissionReply> SubmitAsync(Submission submission, CancellationToken cancellationToken);

    /// <summary>Shows the last stored version once the log knows of it; does not wait for a submission that is being stored.</summary>
    /// <param name="request">As the caller sent it.</param>
    [Alias("Read")] Task<RecordReply> ReadAsync(RecordRequest request, CancellationToken cancellationToken);

    /// <summary>Shows the stored versions once the log knows of it.</summary>
    [Alias("History")] Task<HistoryReply> ReadHistoryAsync(HistoryRequest request, CancellationToken cancellationToken);
}
